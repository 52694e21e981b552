import { lstatSync } from "node:fs";
import { join } from "node:path";
import { ignoring, LockstepError } from "../errors";
import { checkId, idPattern } from "../ids";
import type { DocumentKey } from "./document-store";

/** The folders of a state folder that hold documents; the first is the state folder itself. */
export const documentFolders = ["", "groups", "queues"] as const;

const extension = ".json";

/** Where the parts of one state folder are. Every key is checked before it becomes a path. */
export class StatePaths {
  constructor(readonly root: string) {}

  get local(): string {
    return join(this.root, "local");
  }

  get leases(): string {
    return join(this.local, "leases");
  }

  get windows(): string {
    return join(this.local, "windows");
  }

  /** @throws {LockstepError} `INVALID` */
  document(key: DocumentKey): string {
    const parts = key.split("/");
    for (const part of parts) {
      checkId(part);
    }
    return `${join(this.root, ...parts)}${extension}`;
  }

  /** What a collection is locked by as a whole. @throws {LockstepError} `INVALID` */
  collection(name: string): string {
    checkId(name);
    return join(this.root, name);
  }

  /** The key of a file in one of the {@link documentFolders}; undefined for locks, backups, temps and the like. */
  keyOf(folder: string, file: string): DocumentKey | undefined {
    const id = file.endsWith(extension) ? file.slice(0, -extension.length) : "";
    if (!idPattern.test(id)) {
      return undefined;
    }
    return folder === "" ? id : `${folder}/${id}`;
  }

  /** The folders of this machine's own, likewise. @throws {LockstepError} `SYMLINK` */
  refuseSymlinkedFolders(): void {
    for (const path of [this.root, this.local, this.leases, this.windows]) {
      refuseSymlink(path, path === this.root ? ".lockstep" : path.slice(this.root.length + 1));
    }
  }

  /** A link could lead a write anywhere. @throws {LockstepError} `SYMLINK` */
  refuseSymlinks(key: DocumentKey): void {
    const parts = key.split("/").slice(0, -1);
    const folders = parts.map((_, index) => join(this.root, ...parts.slice(0, index + 1)));
    for (const path of [this.root, ...folders, this.document(key)]) {
      refuseSymlink(path, path === this.root ? ".lockstep" : path.slice(this.root.length + 1));
    }
  }
}

/** How people know a document: `queues/<id>.json`. */
export function nameOf(key: DocumentKey): string {
  return `${key}${extension}`;
}

function refuseSymlink(path: string, name: string): void {
  const stat = ignoring(["ENOENT", "ENOTDIR"], () => lstatSync(path));
  if (stat?.isSymbolicLink()) {
    throw new LockstepError(
      "SYMLINK",
      "{0} is a symbolic link. Lockstep does not follow links; nothing was read or changed. Put the real file there.",
      [name],
      { document: name },
    );
  }
}
