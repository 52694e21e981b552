import { readdirSync } from "node:fs";
import { join } from "node:path";
import { ignoring } from "../errors";
import { stampAt } from "./document-file";
import type { DocumentEvent, DocumentKey } from "./document-store";
import { type StatePaths, watchedFolders } from "./state-paths";

/** What each document looked like when we last looked: the difference to what is there now is what changed. */
export class DocumentStamps {
  private readonly known = new Map<DocumentKey, string>();

  constructor(private readonly paths: StatePaths) {}

  /** Looks at one document. Undefined when it is as before. */
  look(key: DocumentKey): DocumentEvent | undefined {
    const before = this.known.get(key);
    const now = stampAt(this.paths.document(key));
    if (now === before) {
      return undefined;
    }
    if (now === undefined) {
      this.known.delete(key);
      return { key, kind: "deleted" };
    }
    this.known.set(key, now);
    return { key, kind: "changed" };
  }

  /** What it looks like after a change of which nobody needs to be told. */
  learn(key: DocumentKey, stamp: string): void {
    this.known.set(key, stamp);
  }

  /** The keys of all documents that are there or were there at the last look. */
  keys(): readonly DocumentKey[] {
    const present = watchedFolders.flatMap((folder) => {
      const names = ignoring(["ENOENT", "ENOTDIR"], () => readdirSync(join(this.paths.root, folder))) ?? [];
      return names.flatMap((name) => this.paths.keyOf(folder, name) ?? []);
    });
    return [...new Set([...present, ...this.known.keys()])];
  }
}
