import { lstatSync } from "node:fs";
import { join } from "node:path";
import { ignoring, LockstepError } from "../errors";
import { checkId, idPattern } from "../ids";
import type { DocumentKey } from "./document-store";

/** The folders whose changes everybody is told of; the first is the state folder itself. */
export const watchedFolders = ["", "groups", "queues", "local/usage"] as const;

/** All that hold documents. In those that nobody watches there may be thousands, which are read when somebody asks. */
export const documentFolders = [...watchedFolders, "local/changes", "local/sessions"] as const;

const extension = ".json";
const ignoreFile = ".gitignore";

/** Where the parts of one state folder are. Every key is checked before it becomes a path. */
export class StatePaths {
  private readonly places = new Map<DocumentKey, readonly (readonly [string, string])[]>();

  constructor(readonly root: string) {}

  get local(): string {
    return join(this.root, "local");
  }

  /** What git leaves out of the folder. Not a document: git reads it. */
  get ignoreFile(): string {
    return join(this.root, ignoreFile);
  }

  get leases(): string {
    return join(this.local, "leases");
  }

  get windows(): string {
    return join(this.local, "windows");
  }

  /**
   * A folder for what is kept about this machine's runs.
   *
   * @throws {LockstepError} `SYMLINK`
   */
  folderOfRuns(kind: "runs" | "logs" | "reports"): string {
    const folder = join(this.local, kind);
    this.refuseSymlinkedFolders();
    refuseSymlink(folder, `local/${kind}`);
    return folder;
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
    const parts = name.split("/");
    for (const part of parts) {
      checkId(part);
    }
    return join(this.root, ...parts);
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

  /** @throws {LockstepError} `SYMLINK` */
  refuseSymlinkedIgnoreFile(): void {
    refuseSymlink(this.root, ".lockstep");
    refuseSymlink(this.ignoreFile, ignoreFile);
  }

  /** A link could lead a write anywhere. @throws {LockstepError} `SYMLINK` */
  refuseSymlinks(key: DocumentKey): void {
    for (const [path, name] of this.placesOf(key)) {
      refuseSymlink(path, name);
    }
  }

  /** The document and all of the state folder that leads to it, with what people call them. */
  private placesOf(key: DocumentKey): readonly (readonly [string, string])[] {
    const known = this.places.get(key);
    if (known !== undefined) {
      return known;
    }
    const folders = key.split("/").slice(0, -1);
    const names = folders.map((_, index) => folders.slice(0, index + 1).join("/"));
    const places = [
      [this.root, ".lockstep"],
      ...names.map((name) => [join(this.root, name), name] as const),
      [this.document(key), nameOf(key)],
    ] as const;
    this.places.set(key, places);
    return places;
  }
}

/** How people know a document: `queues/<id>.json`. */
export function nameOf(key: DocumentKey): string {
  return `${key}${extension}`;
}

function refuseSymlink(path: string, name: string): void {
  const stat = ignoring(["ENOTDIR"], () => lstatSync(path, { throwIfNoEntry: false }));
  if (stat?.isSymbolicLink()) {
    throw new LockstepError(
      "SYMLINK",
      "{0} is a symbolic link. Lockstep does not follow links; nothing was read or changed. Put the real file there.",
      [name],
      { document: name },
    );
  }
}
