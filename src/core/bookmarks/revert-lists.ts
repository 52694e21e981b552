import { isDeepStrictEqual } from "node:util";
import { LockstepError } from "../errors";
import { changed } from "../records/changed";
import { canonicalName } from "../records/names";
import type { BookmarkList } from "./bookmark";
import type { BookmarksChange } from "./bookmarks-change";
import type { BookmarksDocument } from "./bookmarks-document";

/** With lists as they were before a change, as far as it changed them. @throws {LockstepError} `CONFLICT` */
export function revertedLists(document: BookmarksDocument, { lists, defaultList }: BookmarksChange): BookmarksDocument {
  if (defaultList !== undefined && document.defaultList !== defaultList.after) {
    throw changedSince(document.defaultList ?? defaultList.after ?? "");
  }
  const before = lists && withListsBefore(document.lists ?? [], lists.before, lists.after);
  return changed(document, {
    lists: before?.length === 0 ? null : before,
    defaultList: defaultList && (defaultList.before ?? null),
  });
}

function withListsBefore(
  current: readonly BookmarkList[],
  before: readonly BookmarkList[],
  after: readonly BookmarkList[],
): readonly BookmarkList[] {
  const [now, old, left] = [byName(current), byName(before), byName(after)];
  const touched = [...new Set([...old.keys(), ...left.keys()])].filter(
    (name) => !isDeepStrictEqual(old.get(name), left.get(name)),
  );
  for (const name of touched) {
    if (!isDeepStrictEqual(now.get(name), left.get(name))) {
      throw changedSince((now.get(name) ?? left.get(name) ?? old.get(name))?.name ?? name);
    }
  }
  const restored = current.flatMap((list) => {
    const name = canonicalName(list.name);
    return touched.includes(name) ? (old.get(name) ?? []) : [list];
  });
  const missing = before.filter(({ name }) => touched.includes(canonicalName(name)) && !left.has(canonicalName(name)));
  for (const list of missing) {
    restored.splice(before.indexOf(list), 0, list);
  }
  return restored;
}

function byName(lists: readonly BookmarkList[]): ReadonlyMap<string, BookmarkList> {
  return new Map(lists.map((list) => [canonicalName(list.name), list]));
}

function changedSince(name: string): LockstepError {
  return new LockstepError("CONFLICT", "The list “{0}” was changed by someone else since. Nothing was undone.", [name]);
}
