import { LockstepError } from "../errors";
import type { Current, DocumentCache } from "./document-cache";
import { type DocumentCodec, DocumentFormatError } from "./document-codec";
import { newerVersion } from "./document-errors";
import { readDocumentFile } from "./document-file";
import type { DocumentKey } from "./document-store";
import type { Recovery } from "./recovery";

/** Milliseconds after a change within which a file may change again under the same time. */
const racy = 20;

/** Reads one document, as far as it has to be read. */
export class DocumentReader<T> {
  constructor(
    private readonly key: DocumentKey,
    private readonly path: string,
    private readonly codec: DocumentCodec<T>,
    private readonly cache: DocumentCache,
    private readonly recovery: Recovery,
  ) {}

  /** As it is now, or what is wrong with it. @throws {LockstepError} `NEWER_VERSION`; system errors */
  async read(): Promise<Current<T> | DocumentFormatError | undefined> {
    const cached = this.cache.get(this.path, this.codec);
    if (cached !== undefined) {
      return cached;
    }
    const file = await readDocumentFile(this.path);
    if (file === undefined) {
      return undefined;
    }
    try {
      const document = { ...this.codec.parse(file.text), text: file.text, version: file.stamp };
      if (Date.now() - file.changedAt > racy) {
        this.cache.put(this.path, this.codec, document);
      }
      return document;
    } catch (error) {
      if (error instanceof DocumentFormatError) {
        return error;
      }
      throw error instanceof LockstepError && error.code === "NEWER_VERSION" ? newerVersion(this.key) : error;
    }
  }

  /** Looks twice at what is not valid: somebody may be in the middle of saving it by hand. */
  async readSettled(): Promise<Current<T> | DocumentFormatError | undefined> {
    const found = await this.read();
    if (!(found instanceof DocumentFormatError)) {
      return found;
    }
    await this.recovery.settle(this.path);
    return this.read();
  }
}
