import { LockstepError } from "../errors";
import { changed } from "../records/changed";
import { checked } from "../records/checked";
import { limits } from "../records/limits";
import type { Tokens } from "../records/tokens";
import { type Exchange, exchangeSchema, type Transcript, transcriptSchema } from "./transcript";

const noun = "session transcript";

/** What an agent reports on its way and at its end: undefined leaves a field as it is. */
export interface TranscriptFacts {
  readonly agentSessionId?: string | undefined;
  readonly model?: string | undefined;
  readonly costUsd?: number | undefined;
  readonly tokens?: Tokens | undefined;
}

export interface TranscriptEnding extends TranscriptFacts {
  readonly status: "completed" | "failed";
  readonly error?: string | undefined;
}

/**
 * With one more exchange; as it is when it has one of that id, so that whoever did not hear of success may say it again.
 * Who was taken for dead and lives may still say what it has to say.
 *
 * @throws {LockstepError} `PRECONDITION` when its writer ended it, or it is full; `INVALID`
 */
export function withExchange(transcript: Transcript, exchange: Exchange, now: string): Transcript {
  const { exchanges } = transcript;
  if (exchanges.some(({ id }) => id === exchange.id)) {
    return transcript;
  }
  checkNotEnded(transcript);
  if (exchanges.length >= limits.records) {
    throw new LockstepError("PRECONDITION", "The session transcript “{0}” is full.", [transcript.title]);
  }
  const next = checked(exchangeSchema, exchange, noun);
  return { ...transcript, exchanges: [...exchanges, next], updatedAt: now };
}

/** @throws {LockstepError} `PRECONDITION` when its writer ended it */
export function withFacts(transcript: Transcript, facts: TranscriptFacts, now: string): Transcript {
  const next = changed(transcript, only(facts));
  if (next === transcript) {
    return transcript;
  }
  checkNotEnded(transcript);
  return framed({ ...next, updatedAt: now });
}

/**
 * The word of its writer, which counts more than that of those who took it for dead. To end it in the same way again
 * changes nothing.
 *
 * @throws {LockstepError} `PRECONDITION` when it was ended in another way
 */
export function withEnding(transcript: Transcript, ending: TranscriptEnding, now: string): Transcript {
  if (transcript.status === ending.status) {
    return transcript;
  }
  checkNotEnded(transcript);
  const error = ending.error?.slice(0, limits.error);
  const { status } = ending;
  return framed(changed(transcript, { ...only(ending), status, error, owner: null, endedAt: now, updatedAt: now }));
}

/** Nobody is left who would end it. One that has ended stays as it is. */
export function asAbandoned(transcript: Transcript, now: string): Transcript {
  return transcript.status === "active"
    ? changed(transcript, { status: "abandoned", owner: null, endedAt: now, updatedAt: now })
    : transcript;
}

/** Whether nothing was written to it since `limit`, in milliseconds of the epoch. */
export function isUntouchedSince(transcript: Pick<Transcript, "updatedAt">, limit: number): boolean {
  return Date.parse(transcript.updatedAt) <= limit;
}

/** Callers may know more than a transcript notes. */
function only({ agentSessionId, model, costUsd, tokens }: TranscriptFacts): TranscriptFacts {
  return { agentSessionId, model, costUsd, tokens };
}

/** Checked but for its exchanges, each of which was checked when it came. @throws {LockstepError} `INVALID` */
export function framed(transcript: Transcript): Transcript {
  checked(transcriptSchema(), { ...transcript, exchanges: [] }, noun);
  return transcript;
}

function checkNotEnded({ status, title }: Transcript): void {
  if (status === "completed" || status === "failed") {
    throw new LockstepError("PRECONDITION", "The session transcript “{0}” has ended: it {1}.", [
      title,
      status === "failed" ? "failed" : "is completed",
    ]);
  }
}
