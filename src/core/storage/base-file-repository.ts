import { LockstepError } from "../errors";
import { type Disposable, DisposableStore, Emitter } from "../events";
import type { DocumentCodec } from "./document-codec";
import type { DeleteOptions, DocumentKey, DocumentStore, Modifier, ModifyOptions, Stored } from "./document-store";

/** What all repositories share: typed access to one kind of document, and one event for changes whoever made them. */
export abstract class BaseFileRepository<T extends { readonly version: number }> implements Disposable {
  private readonly changed = new Emitter<DocumentKey>();
  private readonly disposables = new DisposableStore();

  /** A document of this kind changed: here, in another window or by hand. */
  readonly onDidChange = this.changed.event;

  constructor(
    protected readonly store: DocumentStore,
    protected readonly codec: DocumentCodec<T>,
  ) {
    this.disposables.add(
      store.watch(({ key }) => {
        if (this.owns(key)) {
          this.changed.fire(key);
        }
      }),
    );
  }

  dispose(): void {
    this.disposables.dispose();
    this.changed.dispose();
  }

  /** Whether a document is of this kind. */
  protected abstract owns(key: DocumentKey): boolean;

  /** Consistent by itself: a document is replaced as a whole. Undefined where there is none. */
  protected readWithLock(key: DocumentKey): Promise<Stored<T> | undefined> {
    return this.store.read(key, this.codec);
  }

  /** Creates a document. @throws {LockstepError} `CONFLICT` when it exists: nothing is ever overwritten unseen */
  protected writeWithLock(key: DocumentKey, value: T): Promise<T> {
    return this.modifyWithLock(key, (current) => {
      if (current !== undefined) {
        throw new LockstepError("CONFLICT", "{0} exists already.", [key]);
      }
      return value;
    });
  }

  /** See {@link DocumentStore.modify}. */
  protected async modifyWithLock(key: DocumentKey, modifier: Modifier<T>, options?: ModifyOptions): Promise<T> {
    let before: T | undefined;
    const after = await this.store.modify(
      key,
      this.codec,
      (current) => {
        before = current;
        return modifier(current);
      },
      options,
    );
    if (after !== before) {
      this.changed.fire(key);
    }
    return after;
  }

  /** See {@link DocumentStore.delete}. */
  protected async deleteWithLock(
    key: DocumentKey,
    check?: (current: T) => void,
    options?: DeleteOptions,
  ): Promise<T | undefined> {
    const deleted = await this.store.delete(key, this.codec, check, options);
    if (deleted !== undefined) {
      this.changed.fire(key);
    }
    return deleted;
  }
}
