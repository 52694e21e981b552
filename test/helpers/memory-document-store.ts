import { LockstepError } from "../../src/core/errors";
import { type Disposable, Emitter } from "../../src/core/events";
import type { LeaseResult, OwnerRecord } from "../../src/core/locking/owner-record";
import { type DocumentCodec, DocumentFormatError } from "../../src/core/storage/document-codec";
import type {
  CorruptionReport,
  DocumentEvent,
  DocumentKey,
  DocumentStore,
  Modifier,
  Stored,
} from "../../src/core/storage/document-store";
import { MemoryLeases } from "./memory-leases";

/**
 * Documents as texts in memory, through the same codecs as files and with the same promises: one change at a time, no
 * write without a change. It tries every modifier on the document as it was first, as a store may that hopes for the
 * best, so that a modifier that is not pure, or a result of the wrong run, fails its tests.
 */
export class MemoryDocumentStore implements DocumentStore {
  readonly texts = new Map<DocumentKey, string>();
  /** The keys of everything that was written or deleted, in order. */
  readonly writes: DocumentKey[] = [];
  readonly leases = new MemoryLeases();
  /** Runs before a change, outside of it: a place to be another writer, or to crash. */
  beforeChange: (key: DocumentKey) => void | Promise<void> = () => {};

  private readonly others = new Emitter<DocumentEvent>();
  private readonly corruption = new Emitter<CorruptionReport>();
  private readonly queues = new Map<string, Promise<unknown>>();

  async read<T>(key: DocumentKey, codec: DocumentCodec<T>): Promise<Stored<T> | undefined> {
    return this.stored(key, codec);
  }

  async list(collection: string): Promise<readonly DocumentKey[]> {
    return [...this.texts.keys()].filter((key) => key.startsWith(`${collection}/`)).sort();
  }

  async modify<T>(key: DocumentKey, codec: DocumentCodec<T>, modifier: Modifier<T>): Promise<T> {
    this.tryOut(key, codec, modifier);
    await this.beforeChange(key);
    return await this.inTurn(key, async () => {
      const current = this.changeable(key, codec);
      const next = modifier(current);
      if (next === current) {
        return next;
      }
      const text = codec.format(next);
      if (text !== this.texts.get(key)) {
        this.texts.set(key, text);
        this.writes.push(key);
      }
      return next;
    });
  }

  async delete<T>(key: DocumentKey, codec: DocumentCodec<T>, check?: (current: T) => void): Promise<T | undefined> {
    await this.beforeChange(key);
    return await this.inTurn(key, async () => {
      const current = this.changeable(key, codec);
      if (current !== undefined) {
        check?.(current);
        this.texts.delete(key);
        this.writes.push(key);
      }
      return current;
    });
  }

  exclusively<R>(collection: string, work: () => Promise<R>): Promise<R> {
    return this.inTurn(collection, work);
  }

  async lease(name: string): Promise<LeaseResult> {
    return this.leases.acquire(name);
  }

  async leaseHolder(name: string): Promise<OwnerRecord | undefined> {
    return this.leases.holder(name);
  }

  watch(listener: (event: DocumentEvent) => void): Disposable {
    return this.others.event(listener);
  }

  onDidFindCorruption(listener: (report: CorruptionReport) => void): Disposable {
    return this.corruption.event(listener);
  }

  /** As if another writer, or a person with an editor, had put it there. */
  putByHand(key: DocumentKey, content: unknown): void {
    this.texts.set(key, typeof content === "string" ? content : JSON.stringify(content));
    this.others.fire({ key, kind: "changed" });
  }

  private tryOut<T>(key: DocumentKey, codec: DocumentCodec<T>, modifier: Modifier<T>): void {
    try {
      modifier(this.changeable(key, codec));
    } catch {
      // Only the run under the lock counts.
    }
  }

  private changeable<T>(key: DocumentKey, codec: DocumentCodec<T>): T | undefined {
    const stored = this.stored(key, codec);
    if (stored?.readOnly) {
      throw new LockstepError("NEWER_VERSION", "{0} was written by a newer Lockstep.", [key]);
    }
    return stored?.value;
  }

  private stored<T>(key: DocumentKey, codec: DocumentCodec<T>): Stored<T> | undefined {
    const text = this.texts.get(key);
    if (text === undefined) {
      return undefined;
    }
    try {
      return { ...codec.parse(text), version: text };
    } catch (error) {
      if (error instanceof DocumentFormatError) {
        throw new LockstepError("CORRUPT", "{0} is corrupt: {1}.", [key, error.message], { cause: error });
      }
      throw error;
    }
  }

  private async inTurn<R>(name: string, work: () => Promise<R>): Promise<R> {
    const before = this.queues.get(name) ?? Promise.resolve();
    const turn = before.then(work, work);
    this.queues.set(
      name,
      turn.catch(() => {}),
    );
    return await turn;
  }
}
