import { idOf } from "../storage/document-key";
import type { DocumentKey } from "../storage/document-store";
import type { UsageEntry } from "./usage-entry";

/** Where the ledger is. */
export const usageCollection = "local/usage";

/** From `since` on, and before `until`. What is left out has no end. */
export interface TimeRange {
  readonly since?: Date | undefined;
  readonly until?: Date | undefined;
}

/** A document of the ledger: `2026-11`, and when that is full `2026-11-2`, `2026-11-3` … */
export interface MonthPart {
  readonly key: DocumentKey;
  readonly month: string;
  /** From 1. */
  readonly part: number;
}

const partPattern = /^(\d{4}-\d{2})(?:-([2-9]|[1-9]\d+))?$/;

export function partOf(key: DocumentKey): MonthPart | undefined {
  const [, month, part = "1"] = partPattern.exec(idOf(key)) ?? [];
  return month === undefined ? undefined : { key, month, part: Number(part) };
}

export function keyOf(month: string, part: number): DocumentKey {
  return `${usageCollection}/${month}${part === 1 ? "" : `-${part}`}`;
}

/** The month in which something was used, the same on every machine: that of UTC. */
export function monthOf(at: Date): string {
  return at.toISOString().slice(0, "2026-11".length);
}

/** The day likewise. */
export function dayOf({ at }: UsageEntry): string {
  return new Date(at).toISOString().slice(0, "2026-11-30".length);
}

/** Whether entries of the range may be in the part. */
export function mayHold({ month }: MonthPart, { since, until }: TimeRange): boolean {
  return (since === undefined || monthOf(since) <= month) && (until === undefined || month <= monthOf(until));
}

export function isWithin({ at }: UsageEntry, { since, until }: TimeRange): boolean {
  const time = Date.parse(at);
  return (since === undefined || since.getTime() <= time) && (until === undefined || time < until.getTime());
}
