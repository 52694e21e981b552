import { compareTexts } from "../compare-texts";
import { LockstepError } from "../errors";
import type { LeaseOptions, LeaseResult, OwnerRecord } from "../locking/owner-record";
import { BaseFileRepository } from "../storage/base-file-repository";
import type { DocumentCodec } from "../storage/document-codec";
import { documentKey, idOf } from "../storage/document-key";
import type { DocumentKey, DocumentStore } from "../storage/document-store";
import { changed } from "./changed";
import { findRecordIfAny } from "./find-record";
import { checkNameIsFree, freeName, sameName } from "./names";
import { type Outcome, outcomeOf } from "./outcome";

/** What queues and groups have in common: one document each, known by its id and by a name that no other has. */
export interface NamedDocument {
  readonly version: number;
  readonly id: string;
  readonly name: string;
  readonly createdAt: string;
  readonly updatedAt: string;
}

/** A document that is there but can't be read. */
export interface ListProblem {
  readonly key: DocumentKey;
  readonly error: LockstepError;
}

export interface Listing<T> {
  readonly items: readonly T[];
  readonly problems: readonly ListProblem[];
}

/**
 * A collection of named documents. The key says which id a document has: in a file that a person copied, the id inside
 * is that of the original until the next change.
 */
export abstract class NamedDocumentRepository<T extends NamedDocument> extends BaseFileRepository<T> {
  constructor(
    store: DocumentStore,
    codec: DocumentCodec<T>,
    private readonly collection: "groups" | "queues",
    private readonly noun: "group" | "queue",
  ) {
    super(store, codec);
  }

  /** What can be read, oldest first, and what can't. */
  async listWithProblems(): Promise<Listing<T>> {
    const keys = await this.store.list(this.collection);
    const results = await Promise.all(keys.map((key) => this.readOrProblem(key)));
    return {
      items: results.flatMap((result) => ("item" in result && result.item ? [result.item] : [])).toSorted(byAge),
      problems: results.flatMap((result) => ("error" in result ? [result] : [])),
    };
  }

  /** All of them, oldest first. @throws {LockstepError} the first problem: a part must not pass for the whole */
  async list(): Promise<readonly T[]> {
    const { items, problems } = await this.listWithProblems();
    const [problem] = problems;
    if (problem !== undefined) {
      throw problem.error;
    }
    return items;
  }

  /** By id. @throws {LockstepError} `NOT_FOUND` */
  async get(id: string): Promise<T> {
    const item = await this.read(documentKey(this.collection, id));
    return this.existing(item, id);
  }

  /**
   * By id, name or the beginning of an id.
   *
   * @throws {LockstepError} `NOT_FOUND`; `INVALID` when several could be meant; what a document that can't be read says,
   * when it may be the one that is meant
   */
  async find(ref: string): Promise<T> {
    const { items, problems } = await this.listWithProblems();
    const meant = problems.find(({ key }) => isMeant(idOf(key), ref));
    const found = findRecordIfAny(items, ref, this.noun);
    if (found !== undefined && (meant === undefined || found.id === ref.trim() || sameName(found.name, ref))) {
      return found;
    }
    const problem = meant ?? problems[0];
    throw problem?.error ?? this.notFound(ref);
  }

  /** @throws {LockstepError} `CONFLICT` when the name is taken */
  async create(document: T): Promise<T> {
    return await this.exclusively(async () => {
      const { items } = await this.listWithProblems();
      checkNameIsFree(items, document, this.noun);
      return await this.writeWithLock(documentKey(this.collection, document.id), document);
    });
  }

  /** @throws {LockstepError} `NOT_FOUND`; `CONFLICT` when the name is taken */
  async rename(id: string, name: string, now: string): Promise<T> {
    return await this.exclusively(async () => {
      const { items } = await this.listWithProblems();
      return await this.change(id, now, (document) => {
        checkNameIsFree(items, { id, name }, this.noun);
        return changed(document, { name });
      });
    });
  }

  /** @throws {LockstepError} `NOT_FOUND`, or what `check` says */
  async delete(id: string, check: (document: T) => void): Promise<T> {
    const key = documentKey(this.collection, id);
    const deleted = await this.exclusively(() => this.deleteWithLock(key, check));
    return this.existing(deleted && withId(deleted, key), id);
  }

  /** Brings a deleted document back; under another name when its own is taken by now. One that exists stays. */
  async restore(document: T): Promise<T> {
    const key = documentKey(this.collection, document.id);
    return await this.exclusively(async () => {
      const { items } = await this.listWithProblems();
      const name = freeName(items, document);
      return await this.modifyWithLock(key, (current) => current ?? changed(document, { name }));
    });
  }

  /** Applies `rule` to the document; `updatedAt` becomes `now` when it changed something. */
  async change(id: string, now: string, rule: (document: T) => T): Promise<T> {
    return await this.changeWithResult(id, now, (document) => {
      const next = rule(document);
      return { document: next, result: next === document ? document : changed(next, { updatedAt: now }) };
    });
  }

  /** The same for a rule with a result. @throws {LockstepError} `NOT_FOUND`, or what `rule` says */
  async changeWithResult<R>(id: string, now: string, rule: (document: T) => Outcome<T, R>): Promise<R> {
    const key = documentKey(this.collection, id);
    return await outcomeOf<T, R>(
      (modifier) => this.modifyWithLock(key, modifier),
      (current) => {
        const stored = this.existing(current, id);
        const document = withId(stored, key);
        const outcome = rule(document);
        return outcome.document === document
          ? { document: stored, result: outcome.result }
          : { document: changed(outcome.document, { updatedAt: now }), result: outcome.result };
      },
    );
  }

  /** The right to run a document's jobs, or that one of them: whoever has it lives. Asks once, unless told to wait. */
  leaseRun(id: string, jobId?: string, options?: LeaseOptions): Promise<LeaseResult> {
    return this.store.lease(this.leaseName(id, jobId), options);
  }

  /** Who has the right of {@link leaseRun} now. */
  runnerOf(id: string, jobId?: string): Promise<OwnerRecord | undefined> {
    return this.store.leaseHolder(this.leaseName(id, jobId));
  }

  /** Runs `work` while no other writer creates, renames, deletes or moves between documents of this collection. */
  protected exclusively<R>(work: () => Promise<R>): Promise<R> {
    return this.store.exclusively(this.collection, work);
  }

  protected owns(key: DocumentKey): boolean {
    return key.startsWith(`${this.collection}/`);
  }

  private leaseName(id: string, jobId: string | undefined): string {
    return [this.collection, id, ...(jobId === undefined ? [] : [jobId])].join("/");
  }

  private async readOrProblem(key: DocumentKey): Promise<{ readonly item: T | undefined } | ListProblem> {
    try {
      return { item: await this.read(key) };
    } catch (error) {
      if (error instanceof LockstepError) {
        return { key, error };
      }
      throw error;
    }
  }

  private async read(key: DocumentKey): Promise<T | undefined> {
    const stored = await this.readWithLock(key);
    return stored && withId(stored.value, key);
  }

  private existing(document: T | undefined, id: string): T {
    if (document === undefined) {
      throw this.notFound(id);
    }
    return document;
  }

  private notFound(ref: string): LockstepError {
    return new LockstepError("NOT_FOUND", "There is no {0} “{1}”.", [this.noun, ref]);
  }
}

function isMeant(id: string, ref: string): boolean {
  const wanted = ref.trim();
  return wanted !== "" && id.startsWith(wanted);
}

function withId<T extends NamedDocument>(document: T, key: DocumentKey): T {
  return changed(document, { id: idOf(key) });
}

function byAge(left: NamedDocument, right: NamedDocument): number {
  return compareTexts(left.createdAt, right.createdAt) || compareTexts(left.id, right.id);
}
