import { readdirSync } from "node:fs";
import { join } from "node:path";
import { ignoring } from "../errors";
import type { FileLockService, LockState } from "../locking/file-lock-service";
import type { Leases } from "../locking/leases";
import type { OwnerRecord } from "../locking/owner-record";
import { documentFolders, type StatePaths } from "./state-paths";

export interface LockOnDocument extends LockState {
  /** `queues/<id>.json`, or `queues` for a whole collection. */
  readonly document: string;
}

export interface LeaseHeld {
  readonly name: string;
  readonly owner: OwnerRecord;
}

/** Who is here now, and what they hold. */
export interface Status {
  readonly writers: readonly OwnerRecord[];
  readonly locks: readonly LockOnDocument[];
  readonly leases: readonly LeaseHeld[];
}

export interface StatusParts {
  readonly paths: StatePaths;
  readonly locks: FileLockService;
  readonly leases: Leases;
  readonly windows: Leases;
}

/** Looks at the lock, lease and presence files; entries of writers that died on this host are removed on the way. @throws {LockstepError} `SYMLINK` */
export async function readStatus({ paths, locks, leases, windows }: StatusParts): Promise<Status> {
  paths.refuseSymlinkedFolders();
  const documents = lockedDocuments(paths.root);
  const states = await Promise.all(documents.map((document) => locks.inspect(join(paths.root, document))));
  return {
    writers: windows.list({ removeDead: true }).map(({ owner }) => owner),
    locks: states.flatMap((found, index) => found.map((state) => ({ ...state, document: documents[index] ?? "" }))),
    leases: leases.list(),
  };
}

/** Documents, relative to the state folder, beside which a lock file or a readers' folder stands. */
export function lockedDocuments(root: string): readonly string[] {
  const names = documentFolders.flatMap((folder) => {
    const files = ignoring(["ENOENT", "ENOTDIR"], () => readdirSync(join(root, folder))) ?? [];
    return files.map((file) => (folder === "" ? file : `${folder}/${file}`));
  });
  const locked = names.flatMap((name) => /^(.+)\.(lock|readers)$/.exec(name)?.[1] ?? []);
  return [...new Set(locked)].sort();
}
