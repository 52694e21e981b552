import { isDeepStrictEqual } from "node:util";

export type Fields = Readonly<Record<string, unknown>>;
export type Side = "ours" | "theirs";

/** What two people made of one thing. */
export interface Versions<T> {
  readonly base: T;
  readonly ours: T;
  readonly theirs: T;
}

/** How fields merge that both sides changed, differently. Those that are not named here are in conflict then. */
export interface FieldRules {
  /** Fields that follow the code or a run: all of a set come from the side that was changed last. */
  readonly newest: readonly (readonly string[])[];
  /** Lists without an order: what either added is in, what either removed is not. */
  readonly sets: readonly string[];
  /** Objects that merge field by field themselves. */
  readonly nested: readonly string[];
}

export interface FieldConflict {
  /** `config.budget.maxUsd` */
  readonly field: string;
  readonly ours: unknown;
  readonly theirs: unknown;
}

export interface MergedFields {
  readonly fields: Fields;
  readonly conflicts: readonly FieldConflict[];
}

/**
 * Three versions of one record, field by field: what one side changed is as that side has it, and a real conflict is as
 * ours has it. Without a base, when both sides added it, every field counts as changed by both.
 *
 * @param newer the side that was changed last, where that can be told
 */
export function mergeFields(
  { base, ours, theirs }: { readonly base: Fields | undefined; readonly ours: Fields; readonly theirs: Fields },
  rules: FieldRules,
  newer: Side | undefined,
): MergedFields {
  const merged: Record<string, unknown> = {};
  const conflicts: FieldConflict[] = [];
  const newest = newestFields({ base: base ?? {}, ours, theirs }, rules, newer);
  for (const field of new Set([...Object.keys(ours), ...Object.keys(theirs)])) {
    const versions = { base: base?.[field], ours: ours[field], theirs: theirs[field] };
    const outcome = newest.has(field)
      ? { value: newest.get(field), conflicts: [] }
      : mergeField(field, versions, rules, newer);
    if (outcome.value !== undefined) {
      merged[field] = outcome.value;
    }
    conflicts.push(...outcome.conflicts);
  }
  return { fields: merged, conflicts };
}

function newestFields(
  { base, ours, theirs }: Versions<Fields>,
  rules: FieldRules,
  newer: Side | undefined,
): ReadonlyMap<string, unknown> {
  const decided = new Map<string, unknown>();
  for (const set of rules.newest) {
    const part = (fields: Fields) => set.map((field) => fields[field]);
    const parts = { base: part(base), ours: part(ours), theirs: part(theirs) };
    const side = changedSide(parts) ?? newer ?? greaterSide(parts);
    for (const field of set) {
      decided.set(field, (side === "ours" ? ours : theirs)[field]);
    }
  }
  return decided;
}

/** Where nothing tells which side was changed last: the same one whichever is ours. */
export function greaterSide({ ours, theirs }: { readonly ours: unknown; readonly theirs: unknown }): Side {
  return JSON.stringify(ours) > JSON.stringify(theirs) ? "ours" : "theirs";
}

/** Whose version counts; undefined when both changed it, differently. */
function changedSide<T>({ base, ours, theirs }: Versions<T>): Side | undefined {
  if (isDeepStrictEqual(ours, theirs) || isDeepStrictEqual(base, theirs)) {
    return "ours";
  }
  return isDeepStrictEqual(base, ours) ? "theirs" : undefined;
}

interface MergedField {
  readonly value: unknown;
  readonly conflicts: readonly FieldConflict[];
}

function mergeField(
  field: string,
  versions: Versions<unknown>,
  rules: FieldRules,
  newer: Side | undefined,
): MergedField {
  const side = changedSide(versions);
  if (side !== undefined) {
    return { value: versions[side], conflicts: [] };
  }
  const { base, ours, theirs } = versions;
  if (rules.sets.includes(field) && Array.isArray(ours) && Array.isArray(theirs)) {
    return { value: mergeSets({ base: Array.isArray(base) ? base : [], ours, theirs }), conflicts: [] };
  }
  if (rules.nested.includes(field) && isFields(ours) && isFields(theirs)) {
    const inner = mergeFields({ base: isFields(base) ? base : undefined, ours, theirs }, rules, newer);
    const conflicts = inner.conflicts.map((conflict) => ({ ...conflict, field: `${field}.${conflict.field}` }));
    return { value: inner.fields, conflicts };
  }
  const time = mergeTimes(field, ours, theirs);
  return time === undefined ? { value: ours, conflicts: [{ field, ours, theirs }] } : { value: time, conflicts: [] };
}

/** Made when the first made it, changed when the last changed it. */
function mergeTimes(field: string, ours: unknown, theirs: unknown): string | undefined {
  if (typeof ours !== "string" || typeof theirs !== "string") {
    return undefined;
  }
  const [early, late] = isLater(ours, theirs) ? [theirs, ours] : [ours, theirs];
  return field === "createdAt" ? early : field === "updatedAt" ? late : undefined;
}

/**
 * In the order of the base, and then what was added, by code unit: the same whichever side is ours. Where both did nothing
 * but put it into another order, in one of theirs.
 */
function mergeSets({ base, ours, theirs }: Versions<readonly unknown[]>): readonly unknown[] {
  const kept = base.filter((item) => ours.includes(item) && theirs.includes(item));
  const added = [...ours, ...theirs].filter((item) => !base.includes(item));
  if (added.length === 0 && kept.length === base.length) {
    return greaterSide({ ours, theirs }) === "ours" ? ours : theirs;
  }
  return [...new Set([...kept, ...added.toSorted()])];
}

/** Whether one moment is after another; of two spellings of one moment, the greater one. */
export function isLater(left: string, right: string): boolean {
  const difference = Date.parse(left) - Date.parse(right);
  return difference === 0 ? left > right : difference > 0;
}

function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
