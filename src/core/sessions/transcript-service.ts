import type { Clock } from "../clock";
import { LockstepError } from "../errors";
import type { Event } from "../events";
import type { Lease, OwnerRecord } from "../locking/owner-record";
import { changed } from "../records/changed";
import type { Listing } from "../records/named-document-repository";
import { ownerFrom } from "../records/owner";
import type { FileTranscriptRepository } from "./file-transcript-repository";
import { LiveTranscript } from "./live-transcript";
import { type Exchange, summaryOf, type Transcript, type TranscriptSummary } from "./transcript";
import { type ExchangeInput, exchangeFrom, type TranscriptInput, transcriptFrom } from "./transcript-input";
import {
  asAbandoned,
  isUntouchedSince,
  type TranscriptEnding,
  type TranscriptFacts,
  withEnding,
  withExchange,
  withFacts,
} from "./transcript-rules";

export interface Cleanup {
  readonly deleted: readonly TranscriptSummary[];
  readonly problems: Listing<TranscriptSummary>["problems"];
}

/**
 * What was said in runs of prompts. A session of a group is what shall run; a transcript is what is left of a run.
 * Everything may throw what the store throws, and `INVALID` for a bad id.
 */
export class TranscriptService {
  constructor(
    private readonly repository: FileTranscriptRepository,
    private readonly clock: Clock,
  ) {}

  /** A transcript changed in this process: nobody watches those of others. */
  readonly onDidChange: Event<void> = (listener) => this.repository.onDidChange(() => listener());

  /** Those that can be read, oldest first and without what was said, and what is wrong with the others. */
  list(): Promise<Listing<TranscriptSummary>> {
    return this.repository.list();
  }

  /** By id or the beginning of one. @throws {LockstepError} `NOT_FOUND`; `INVALID` when several begin so */
  find(ref: string): Promise<Transcript> {
    return this.repository.find(ref);
  }

  /** By which the agent of a run continues its session; undefined where nobody kept it. */
  async agentSessionIdOf(runId: string): Promise<string | undefined> {
    return (await this.repository.read(runId))?.agentSessionId;
  }

  /**
   * A new transcript, which is this process's to write until it ends.
   *
   * @throws {LockstepError} `INVALID`; `CONFLICT` when its run has one
   */
  async start(input: TranscriptInput): Promise<LiveTranscript> {
    const transcript = transcriptFrom(input, this.now());
    const lease = await this.takeLease(transcript.id);
    try {
      await this.repository.create(changed(transcript, { owner: ownerFrom(lease.owner) }));
    } catch (error) {
      lease.dispose();
      throw error;
    }
    return new LiveTranscript(transcript.id, this, lease);
  }

  /**
   * Adds one exchange at the end, unless one of its id is there.
   *
   * @throws {LockstepError} `NOT_FOUND` when it was deleted meanwhile; `PRECONDITION` when it was ended; `INVALID`
   */
  async append(id: string, input: ExchangeInput): Promise<Exchange> {
    const now = this.now();
    const exchange = exchangeFrom(input, now);
    const { exchanges } = await this.repository.change(id, (transcript) => withExchange(transcript, exchange, now));
    return exchanges.find((candidate) => candidate.id === exchange.id) ?? exchange;
  }

  /** Notes what is known by now. @throws {LockstepError} `NOT_FOUND`; `PRECONDITION` when it was ended; `INVALID` */
  report(id: string, facts: TranscriptFacts): Promise<Transcript> {
    const now = this.now();
    return this.repository.change(id, (transcript) => withFacts(transcript, facts, now));
  }

  /** @throws {LockstepError} `NOT_FOUND`; `PRECONDITION` when it was ended in another way; `INVALID` */
  end(id: string, ending: TranscriptEnding): Promise<Transcript> {
    const now = this.now();
    return this.repository.change(id, (transcript) => withEnding(transcript, ending, now));
  }

  /** For good. @throws {LockstepError} `NOT_FOUND`; `PRECONDITION` while somebody writes it */
  async delete(id: string): Promise<Transcript> {
    return await this.deleteIf(await this.repository.get(id), () => true);
  }

  /**
   * Deletes what nobody has written to for `olderThan` milliseconds, and what nobody is left to write to. What changes
   * meanwhile stays.
   */
  async cleanup({ olderThan }: { readonly olderThan: number }): Promise<Cleanup> {
    const limit = this.clock.now().getTime() - olderThan;
    const { items, problems } = await this.repository.list();
    const deleted: TranscriptSummary[] = [];
    for (const item of items.filter((candidate) => isUntouchedSince(candidate, limit))) {
      const gone = await unlessForbidden(() => this.deleteIf(item, (current) => isUntouchedSince(current, limit)));
      deleted.push(...(gone === undefined ? [] : [summaryOf(gone)]));
    }
    return { deleted, problems };
  }

  /** Marks a transcript whose writer is gone. @throws {LockstepError} `NOT_FOUND`; `PRECONDITION` while its writer lives, or when it was ended */
  async abandon(id: string): Promise<Transcript> {
    const { status, title } = await this.repository.get(id);
    if (status !== "active") {
      throw new LockstepError("PRECONDITION", "The session transcript “{0}” is not active: it is {1}.", [
        title,
        status,
      ]);
    }
    const now = this.now();
    return await this.inPlaceOfWriter(id, title, (lease) =>
      this.repository.change(id, (transcript) => {
        checkHeld(lease, transcript);
        return asAbandoned(transcript, now);
      }),
    );
  }

  /** Marks all whose writer is gone. */
  async abandonAll(): Promise<Listing<TranscriptSummary>> {
    const { items, problems } = await this.repository.list();
    const abandoned: TranscriptSummary[] = [];
    for (const { id } of items.filter(({ status }) => status === "active")) {
      const transcript = await unlessForbidden(() => this.abandon(id));
      abandoned.push(...(transcript === undefined ? [] : [summaryOf(transcript)]));
    }
    return { items: abandoned, problems };
  }

  /** Under its lock, and in place of its writer where it has not ended: `mayGo` sees it as it is then. */
  private async deleteIf(
    { id, status, title }: Pick<TranscriptSummary, "id" | "status" | "title">,
    mayGo: (current: Transcript) => boolean,
  ): Promise<Transcript> {
    const deleting = (lease?: Lease) =>
      this.repository.delete(id, (current) => {
        checkHeld(lease, current);
        if (!mayGo(current)) {
          throw new LockstepError("PRECONDITION", "The session transcript “{0}” changed meanwhile.", [title]);
        }
      });
    return status === "active" ? await this.inPlaceOfWriter(id, title, deleting) : await deleting();
  }

  /** Runs `work` with the lease of a writer who is gone. @throws {LockstepError} `PRECONDITION` while it lives */
  private async inPlaceOfWriter<R>(id: string, title: string, work: (lease: Lease) => Promise<R>): Promise<R> {
    const result = await this.repository.lease(id);
    if (!result.success) {
      throw beingWritten(title, result.holder);
    }
    try {
      return await work(result.lease);
    } finally {
      result.lease.dispose();
    }
  }

  private async takeLease(id: string): Promise<Lease> {
    const result = await this.repository.lease(id);
    if (!result.success) {
      throw beingWritten(id, result.holder);
    }
    return result.lease;
  }

  private now(): string {
    return this.clock.now().toISOString();
  }
}

/** One that has ended has no writer; of one that is active we must still be the only one. */
function checkHeld(lease: Lease | undefined, { status, title }: Transcript): void {
  if (status === "active" && lease?.isHeld() !== true) {
    throw beingWritten(title, undefined);
  }
}

function beingWritten(title: string, holder: OwnerRecord | undefined): LockstepError {
  return new LockstepError("PRECONDITION", "The session transcript “{0}” is being written by {1}.", [
    title,
    holder === undefined ? "another process" : `${holder.app} (pid ${holder.pid} on ${holder.host})`,
  ]);
}

/** Undefined where somebody else was faster, or writes it. */
async function unlessForbidden<R>(action: () => Promise<R>): Promise<R | undefined> {
  try {
    return await action();
  } catch (error) {
    if (error instanceof LockstepError && (error.code === "PRECONDITION" || error.code === "NOT_FOUND")) {
      return undefined;
    }
    throw error;
  }
}
