import { compareTexts } from "../compare-texts";
import { LockstepError } from "../errors";
import type { LeaseResult } from "../locking/owner-record";
import { changed } from "../records/changed";
import { findRecord } from "../records/find-record";
import type { Listing } from "../records/named-document-repository";
import { BaseFileRepository } from "../storage/base-file-repository";
import { documentKey, idOf } from "../storage/document-key";
import type { DocumentKey, DocumentStore } from "../storage/document-store";
import {
  summaryOf,
  type Transcript,
  type TranscriptSummary,
  transcriptCodec,
  transcriptFolder,
  transcriptLease,
} from "./transcript";

const noun = "session transcript";

/** Transcripts, one document each. The key says which id one has: a person may have copied the file. */
export class FileTranscriptRepository extends BaseFileRepository<Transcript> {
  constructor(store: DocumentStore) {
    super(store, transcriptCodec);
  }

  /** What can be read, oldest first, and what can't. One after the other: there may be thousands, and long ones. */
  async list(): Promise<Listing<TranscriptSummary>> {
    const items: TranscriptSummary[] = [];
    const problems: Listing<TranscriptSummary>["problems"][number][] = [];
    for (const key of await this.store.list(transcriptFolder)) {
      try {
        const transcript = await this.read(idOf(key));
        items.push(...(transcript === undefined ? [] : [summaryOf(transcript)]));
      } catch (error) {
        problems.push({ key, error: refusal(error) });
      }
    }
    return { items: items.sort(byAge), problems };
  }

  /** Undefined where there is none. */
  async read(id: string): Promise<Transcript | undefined> {
    const key = keyOf(id);
    const stored = await this.readWithLock(key);
    return stored && withId(stored.value, key);
  }

  /** @throws {LockstepError} `NOT_FOUND` */
  async get(id: string): Promise<Transcript> {
    return existing(await this.read(id), id);
  }

  /** By id or the beginning of one. @throws {LockstepError} `NOT_FOUND`; `INVALID` when several begin so */
  async find(ref: string): Promise<Transcript> {
    const keys = await this.store.list(transcriptFolder);
    const ids = keys.map((key) => ({ id: idOf(key) }));
    return await this.get(findRecord(ids, ref, noun).id);
  }

  create(transcript: Transcript): Promise<Transcript> {
    return this.writeWithLock(keyOf(transcript.id), transcript);
  }

  /** @throws {LockstepError} `NOT_FOUND`, or what `rule` says */
  async change(id: string, rule: (transcript: Transcript) => Transcript): Promise<Transcript> {
    const key = keyOf(id);
    return await this.modifyWithLock(key, (current) => {
      const stored = existing(current, id);
      const transcript = withId(stored, key);
      const next = rule(transcript);
      return next === transcript ? stored : next;
    });
  }

  /** For good, without a last version beside it. @throws {LockstepError} `NOT_FOUND`, or what `check` says */
  async delete(id: string, check: (transcript: Transcript) => void): Promise<Transcript> {
    const key = keyOf(id);
    const deleted = await this.deleteWithLock(key, check, { forGood: true });
    return withId(existing(deleted, id), key);
  }

  /** What its writer holds; see {@link transcriptLease}. */
  lease(id: string): Promise<LeaseResult> {
    return this.store.lease(transcriptLease(id));
  }

  protected owns(key: DocumentKey): boolean {
    return key.startsWith(`${transcriptFolder}/`);
  }
}

function keyOf(id: string): DocumentKey {
  return documentKey(transcriptFolder, id);
}

function existing(transcript: Transcript | undefined, id: string): Transcript {
  if (transcript === undefined) {
    throw new LockstepError("NOT_FOUND", "There is no {0} “{1}”.", [noun, id]);
  }
  return transcript;
}

function withId(transcript: Transcript, key: DocumentKey): Transcript {
  return changed(transcript, { id: idOf(key) });
}

function refusal(error: unknown): LockstepError {
  if (error instanceof LockstepError) {
    return error;
  }
  throw error;
}

function byAge(left: TranscriptSummary, right: TranscriptSummary): number {
  return compareTexts(left.createdAt, right.createdAt) || compareTexts(left.id, right.id);
}
