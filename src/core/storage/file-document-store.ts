import { AsyncResource } from "node:async_hooks";
import { readdirSync } from "node:fs";
import { ignoring } from "../errors";
import type { Disposable } from "../events";
import { ioError } from "../io-error";
import type { Leases } from "../locking/leases";
import type { LeaseOptions, LeaseResult, OwnerRecord } from "../locking/owner-record";
import type { DocumentCodec } from "./document-codec";
import { documentKey } from "./document-key";
import type {
  CorruptionReport,
  DeleteOptions,
  DocumentEvent,
  DocumentKey,
  DocumentStore,
  Modifier,
  ModifyOptions,
  Stored,
} from "./document-store";
import { FileDocument, type FileDocumentParts } from "./file-document";
import { StateFolderMaker } from "./state-folder-maker";

export interface FileDocumentStoreParts extends FileDocumentParts {
  readonly leases: Leases;
}

/** {@link DocumentStore} in a state folder. */
export class FileDocumentStore implements DocumentStore, Disposable {
  /** A document's changes pass through one object, whoever asks for them. */
  private readonly documents = new Map<DocumentKey, FileDocument<unknown>>();

  /** Made here and now, in nobody's call. */
  private readonly context = new AsyncResource("FileDocumentStore");

  private readonly folders: StateFolderMaker;

  constructor(private readonly parts: FileDocumentStoreParts) {
    this.folders = new StateFolderMaker(parts.paths.root);
  }

  async read<T>(key: DocumentKey, codec: DocumentCodec<T>): Promise<Stored<T> | undefined> {
    return this.document(key, codec).read();
  }

  async list(collection: string): Promise<readonly DocumentKey[]> {
    const folder = this.parts.paths.collection(collection);
    this.parts.paths.refuseSymlinks(documentKey(collection, "any"));
    try {
      const names = ignoring(["ENOENT"], () => readdirSync(folder)) ?? [];
      return names.flatMap((name) => this.parts.paths.keyOf(collection, name) ?? []).sort();
    } catch (error) {
      throw ioError(collection, error);
    }
  }

  /** Not async: of a thousand calls at once, one more promise each would be a good part of the time. */
  modify<T>(key: DocumentKey, codec: DocumentCodec<T>, modifier: Modifier<T>, options: ModifyOptions = {}): Promise<T> {
    try {
      return this.document(key, codec).modify(modifier, options);
    } catch (error) {
      return Promise.reject(error);
    }
  }

  async delete<T>(
    key: DocumentKey,
    codec: DocumentCodec<T>,
    check: (current: T) => void = () => {},
    options: DeleteOptions = {},
  ): Promise<T | undefined> {
    return this.document(key, codec).delete(check, options);
  }

  async exclusively<R>(collection: string, work: () => Promise<R>, options: ModifyOptions = {}): Promise<R> {
    const path = this.parts.paths.collection(collection);
    this.parts.paths.refuseSymlinkedFolders();
    this.folders.make();
    return this.parts.locks.withLock(path, work, options);
  }

  /** The user's decision on a corrupt document without a good version. Resolves with where its bytes are now. */
  async startAfresh<T>(key: DocumentKey, codec: DocumentCodec<T>): Promise<string | undefined> {
    return this.document(key, codec).startAfresh();
  }

  async lease(name: string, options?: LeaseOptions): Promise<LeaseResult> {
    this.parts.paths.refuseSymlinkedFolders();
    this.folders.make();
    return this.parts.leases.acquire(name, options);
  }

  async leaseHolder(name: string): Promise<OwnerRecord | undefined> {
    return this.parts.leases.holder(name);
  }

  watch(listener: (event: DocumentEvent) => void): Disposable {
    return this.parts.watcher.onDidChange(listener);
  }

  onDidFindCorruption(listener: (report: CorruptionReport) => void): Disposable {
    return this.parts.recovery.onDidFind(listener);
  }

  /** Lets go of the files that are kept open for the cache. */
  dispose(): void {
    this.parts.cache.dispose();
  }

  private document<T>(key: DocumentKey, codec: DocumentCodec<T>): FileDocument<T> {
    const known = this.documents.get(key);
    if (known?.codec === codec) {
      return known as FileDocument<unknown> as FileDocument<T>; // its codec says that it is one
    }
    const document = new FileDocument(key, codec, this.parts, this.folders, this.context);
    this.documents.set(key, document as FileDocument<unknown>);
    return document;
  }
}
