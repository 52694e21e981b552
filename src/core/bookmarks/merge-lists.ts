import { canonicalName } from "../records/names";
import { type MergeConflict, type MergeRules, mergeDocuments } from "../records/three-way-merge";
import type { BookmarkList } from "./bookmark";
import type { BookmarksDocument } from "./bookmarks-document";

export interface MergedLists {
  readonly lists: readonly BookmarkList[];
  readonly conflicts: readonly MergeConflict[];
}

const rules: MergeRules = {
  records: "lists",
  ofDocument: { newest: [], sets: [], nested: [] },
  ofRecord: { newest: [], sets: [], nested: [] },
};

/** The lists of three versions of the bookmarks. What people take for one name is one list. */
export function mergeLists(
  base: BookmarksDocument | undefined,
  ours: BookmarksDocument,
  theirs: BookmarksDocument,
): MergedLists {
  const versions = { base: base && byName(base), ours: byName(ours), theirs: byName(theirs) };
  const all = [ours, theirs].flatMap(({ lists = [] }) => lists);
  const { fields, conflicts } = mergeDocuments(versions, rules);
  const merged: readonly (BookmarkList & { readonly id: string })[] = Array.isArray(fields["lists"])
    ? fields["lists"]
    : [];
  return {
    lists: merged.map(({ id: _id, ...list }) => list),
    conflicts: conflicts.map(({ record, field, ...values }) => {
      const name = all.find((list) => canonicalName(list.name) === record)?.name ?? "";
      return { record: undefined, field: `lists.${name}.${field}`, ...values };
    }),
  };
}

/** Lists have no ids; their names are what bookmarks know them by. */
function byName({ lists = [] }: BookmarksDocument): { readonly lists: readonly object[] } {
  return { lists: lists.map((list) => ({ id: canonicalName(list.name), ...list })) };
}
