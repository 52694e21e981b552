import { isDeepStrictEqual } from "node:util";
import { type FieldConflict, type FieldRules, type Fields, isLater, mergeFields, type Side } from "./merge-fields";
import { mergeOrder } from "./merge-order";

/** How one kind of document merges. */
export interface MergeRules {
  /** The field of the document that holds its records. */
  readonly records: string;
  readonly ofDocument: FieldRules;
  readonly ofRecord: FieldRules;
  /** Fields of a record that change without anybody's decision: such a change does not bring back what the other removed. */
  readonly drifting?: readonly string[];
}

/** Something that both sides changed, each in its own way. Ours was kept. */
export interface MergeConflict extends FieldConflict {
  /** The id of the record; undefined for a field of the document itself. */
  readonly record: string | undefined;
}

export interface MergedDocument {
  readonly fields: Fields;
  readonly conflicts: readonly MergeConflict[];
}

export interface DocumentVersions {
  /** Undefined when both sides added the document. */
  readonly base: Fields | undefined;
  readonly ours: Fields;
  readonly theirs: Fields;
}

/**
 * Three versions of one document, record by record and by their ids. What one side added is in; what one side removed is
 * out, unless the other changed it; what both changed merges field by field.
 *
 * Documents are in their normal form.
 */
export function mergeDocuments({ base, ours, theirs }: DocumentVersions, rules: MergeRules): MergedDocument {
  const newer = newerSide(ours, theirs, ours, theirs);
  const { [rules.records]: _ours, ...ourFields } = ours;
  const { [rules.records]: _theirs, ...theirFields } = theirs;
  const outer = mergeFields({ base, ours: ourFields, theirs: theirFields }, rules.ofDocument, newer);
  const maps = {
    base: recordsById(base, rules),
    ours: recordsById(ours, rules),
    theirs: recordsById(theirs, rules),
  };
  const conflicts: MergeConflict[] = outer.conflicts.map((conflict) => ({ ...conflict, record: undefined }));
  const merged = new Map<string, Fields>();
  for (const id of new Set([...maps.ours.keys(), ...maps.theirs.keys()])) {
    const versions = { base: maps.base.get(id), ours: maps.ours.get(id), theirs: maps.theirs.get(id) };
    const outcome = mergeRecord(versions, rules, (one, other) => newerSide(one, other, ours, theirs));
    if (outcome !== undefined) {
      merged.set(id, outcome.fields);
      conflicts.push(...outcome.conflicts.map((conflict) => ({ ...conflict, record: id })));
    }
  }
  const ids = { base: [...maps.base.keys()], ours: [...maps.ours.keys()], theirs: [...maps.theirs.keys()] };
  const records = mergeOrder(ids, new Set(merged.keys()), newer).map((id) => merged.get(id));
  return { fields: { ...outer.fields, [rules.records]: records }, conflicts };
}

interface RecordVersions {
  readonly base: Fields | undefined;
  readonly ours: Fields | undefined;
  readonly theirs: Fields | undefined;
}

/** Undefined where it is gone. */
function mergeRecord(
  { base, ours, theirs }: RecordVersions,
  rules: MergeRules,
  newerOf: (ours: Fields, theirs: Fields) => Side | undefined,
): { readonly fields: Fields; readonly conflicts: readonly FieldConflict[] } | undefined {
  if (ours !== undefined && theirs !== undefined) {
    return mergeFields({ base, ours, theirs }, rules.ofRecord, newerOf(ours, theirs));
  }
  const one = ours ?? theirs;
  const isAsBefore = isDeepStrictEqual(decided(one, rules), decided(base, rules));
  return one === undefined || isAsBefore ? undefined : { fields: one, conflicts: [] };
}

/** What somebody decided about a record. */
function decided(record: Fields | undefined, { drifting = [] }: MergeRules): Fields | undefined {
  return record && Object.fromEntries(Object.entries(record).filter(([field]) => !drifting.includes(field)));
}

/** The side that was changed last: as its record says, else as its document does. Undefined when nothing tells. */
function newerSide(ours: Fields, theirs: Fields, ourDocument: Fields, theirDocument: Fields): Side | undefined {
  const times = [
    [timeOf(ours), timeOf(theirs)],
    [timeOf(ourDocument), timeOf(theirDocument)],
  ] as const;
  const [our, their] = times.find(([left, right]) => left !== undefined && right !== undefined && left !== right) ?? [];
  if (our === undefined || their === undefined) {
    return undefined;
  }
  return isLater(our, their) ? "ours" : "theirs";
}

/** Jobs say when they ran; of what people change of them only the document tells. */
function timeOf({ updatedAt, completedAt, startedAt }: Fields): string | undefined {
  return [updatedAt, completedAt, startedAt].find((time) => typeof time === "string");
}

function recordsById(document: Fields | undefined, { records }: MergeRules): ReadonlyMap<string, Fields> {
  const list: readonly { readonly id: string }[] = Array.isArray(document?.[records]) ? document[records] : [];
  return new Map(list.map((record) => [record.id, { ...record }]));
}
