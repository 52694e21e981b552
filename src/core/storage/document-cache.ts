import type { Disposable } from "../events";
import type { DocumentCodec } from "./document-codec";
import { PinnedFile, stampAt } from "./document-file";
import type { Stored } from "./document-store";

/** A document as it was read or written last. */
export interface Current<T> extends Stored<T> {
  readonly text: string;
}

interface Entry {
  readonly codec: unknown;
  readonly document: Current<unknown>;
  readonly pin: PinnedFile;
}

/** Documents that are kept, the ones used last. */
const largestCount = 64;

/**
 * What was read or written last, for as long as the file is still that one: so that a document that nobody else changed
 * is not read, parsed and validated again.
 *
 * It must never be wrong: a change builds on it. The file is kept open, so that its inode number can't become another
 * file's; who replaces the file is found out by the number, who writes in place by time and size. A file changed a
 * moment ago by others may change again within the grain of its time (git calls it racy), so that is not kept.
 */
export class DocumentCache implements Disposable {
  private readonly entries = new Map<string, Entry>();
  private disposed = false;

  constructor(
    /** Not on disks whose file attributes may be out of date; not on Windows, where an open file can't be replaced. */
    private readonly enabled: boolean,
  ) {}

  get<T>(path: string, codec: DocumentCodec<T>): Current<T> | undefined {
    const entry = this.entries.get(path);
    if (entry === undefined) {
      return undefined;
    }
    if (entry.codec !== codec || stampAt(path) !== entry.document.version) {
      this.forget(path);
      return undefined;
    }
    this.entries.delete(path);
    this.entries.set(path, entry); // the one used last comes last
    return entry.document as Current<T>; // made by this very codec
  }

  /** Keeps a document and the open file that has its text. */
  put<T>(path: string, codec: DocumentCodec<T>, document: Current<T>, file = PinnedFile.at(path)): void {
    this.forget(path);
    if (file === undefined) {
      return;
    }
    if (this.disposed || !this.enabled || file.stamp !== document.version) {
      file.release();
      return;
    }
    this.entries.set(path, { codec, document, pin: file });
    this.forgetOldest();
  }

  dispose(): void {
    this.disposed = true;
    for (const path of [...this.entries.keys()]) {
      this.forget(path);
    }
  }

  private forget(path: string): void {
    this.entries.get(path)?.pin.release();
    this.entries.delete(path);
  }

  private forgetOldest(): void {
    const [oldest] = this.entries.keys();
    if (this.entries.size > largestCount && oldest !== undefined) {
      this.forget(oldest);
    }
  }
}
