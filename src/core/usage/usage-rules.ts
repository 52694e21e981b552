import type { Outcome } from "../records/outcome";
import type { UsageDocument } from "./usage-document";
import type { UsageEntry } from "./usage-entry";

/**
 * Entries of one document, unless more were written by hand. A month has as many documents as it needs, so that a report
 * takes no longer at its end than at its beginning: a document is written as a whole.
 */
export const fullAt = 5_000;

const empty: UsageDocument = { version: 1, entries: [] };

export interface Added {
  readonly added: readonly UsageEntry[];
  /** Those that belong into the next document. */
  readonly left: readonly UsageEntry[];
}

/** With the entries whose ids are not there yet, as far as there is room. */
export function withEntries(
  document: UsageDocument | undefined,
  entries: readonly UsageEntry[],
): Outcome<UsageDocument, Added> {
  const current = document ?? empty;
  const fresh = unknownTo(current, entries);
  const room = Math.max(0, fullAt - current.entries.length);
  const added = fresh.slice(0, room);
  return {
    document: added.length === 0 ? current : { ...current, entries: [...current.entries, ...added] },
    result: { added, left: fresh.slice(room) },
  };
}

/** Those of `entries` whose ids are not in the document, each id once. */
export function unknownTo(document: UsageDocument, entries: readonly UsageEntry[]): readonly UsageEntry[] {
  return eachIdOnce(entries, new Set(document.entries.map(({ id }) => id)));
}

/** The first entry of each id, without those that are `known`. */
export function eachIdOnce(
  entries: readonly UsageEntry[],
  known: ReadonlySet<string> = new Set(),
): readonly UsageEntry[] {
  const ids = new Set(known);
  return entries.filter(({ id }) => {
    const isNew = !ids.has(id);
    ids.add(id);
    return isNew;
  });
}

export function isFull({ entries }: UsageDocument): boolean {
  return entries.length >= fullAt;
}
