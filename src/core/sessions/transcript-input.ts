import { newId } from "../ids";
import { changed } from "../records/changed";
import { limits } from "../records/limits";
import { oneLine } from "../records/text-input";
import type { Exchange, Transcript } from "./transcript";
import { framed } from "./transcript-rules";

/** What a new transcript is about. */
export interface TranscriptInput {
  /** A label or the prompt itself: its beginning becomes the title. */
  readonly title: string;
  readonly agent: string;
  /** Of the session that is continued. */
  readonly agentSessionId?: string | undefined;
  readonly queue?: string | undefined;
  readonly group?: string | undefined;
  /** The queue command, or the session of a group. */
  readonly job?: string | undefined;
  /** The run, whose transcript is known by the run's own id. */
  readonly run?: string | undefined;
}

export interface ExchangeInput {
  /** Left out: a new one. */
  readonly id?: string | undefined;
  /** Left out: now. */
  readonly at?: string | undefined;
  readonly role: Exchange["role"];
  readonly text: string;
  readonly tool?: string | undefined;
  readonly call?: string | undefined;
  readonly isError?: boolean | undefined;
  readonly cut?: number | undefined;
}

const titleLength = 200;

/** @throws {LockstepError} `INVALID` */
export function transcriptFrom({ title, agent, ...rest }: TranscriptInput, now: string): Transcript {
  const asked = oneLine("name of the agent", agent);
  const transcript: Transcript = {
    version: 1,
    id: rest.run ?? newId(),
    title: titleFrom(title) || asked,
    agent: asked,
    status: "active",
    exchanges: [],
    createdAt: now,
    updatedAt: now,
  };
  return framed(changed(transcript, rest));
}

export function exchangeFrom(input: ExchangeInput, now: string): Exchange {
  const { id = newId(), at = now, role, text, ...rest } = input;
  return changed<Exchange>({ id, at, role, text }, rest);
}

/** On one line, of a length that people read. */
function titleFrom(text: string): string {
  const line = text
    .slice(0, limits.line)
    .replaceAll(/[\s\p{Cc}]+/gu, " ")
    .trim();
  const characters = [...line];
  return characters.length <= titleLength ? line : `${characters.slice(0, titleLength - 1).join("")}…`;
}
