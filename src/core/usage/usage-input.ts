import { LockstepError } from "../errors";
import { checked } from "../records/checked";
import { oneLine } from "../records/text-input";
import { type UsageEntry, usageEntrySchema } from "./usage-entry";

/** What is to be reported. Without an id it gets a new one, without a time it was used now. */
export interface UsageInput {
  /** Who may report the same again says which it is. */
  readonly id?: string | undefined;
  /** ISO 8601. */
  readonly at?: string | undefined;
  readonly provider: string;
  readonly operation: string;
  readonly model?: string | undefined;
  readonly inputTokens?: number | undefined;
  readonly outputTokens?: number | undefined;
  readonly cacheReadTokens?: number | undefined;
  readonly cacheWriteTokens?: number | undefined;
  readonly costUsd?: number | undefined;
  /** The id of the queue that it was used for; of the group, of the command or session, and of its run likewise. */
  readonly queue?: string | undefined;
  readonly group?: string | undefined;
  readonly job?: string | undefined;
  readonly run?: string | undefined;
  readonly title?: string | undefined;
}

/** @throws {LockstepError} `INVALID` */
export function usageEntry(input: UsageInput, id: string, now: Date): UsageEntry {
  const entry = {
    id: input.id ?? id,
    at: (input.at === undefined ? now : time(input.at)).toISOString(),
    provider: oneLine("provider", input.provider),
    operation: oneLine("operation", input.operation),
    ...known({
      model: line("model", input.model),
      inputTokens: input.inputTokens,
      outputTokens: input.outputTokens,
      cacheReadTokens: input.cacheReadTokens,
      cacheWriteTokens: input.cacheWriteTokens,
      costUsd: input.costUsd,
      title: line("title", input.title),
      queue: input.queue,
      group: input.group,
      job: input.job,
      run: input.run,
    }),
  };
  return checked(usageEntrySchema, entry, "usage ledger");
}

/** A text that may be left out: one of nothing but spaces is. */
function line(noun: string, text: string | undefined): string | undefined {
  return text === undefined || text.trim() === "" ? undefined : oneLine(noun, text);
}

function time(text: string): Date {
  const at = new Date(text);
  if (Number.isNaN(at.getTime())) {
    throw new LockstepError("INVALID", "“{0}” is not a time. Write it as 2026-01-31T12:00:00Z.", [text.slice(0, 80)]);
  }
  return at;
}

type Known<F> = { readonly [Key in keyof F]?: Exclude<F[Key], undefined> };

/** Without the fields that nothing is known of. */
function known<F extends object>(fields: F): Known<F> {
  const entries = Object.entries(fields).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as Known<F>; // made of the fields of `fields`
}
