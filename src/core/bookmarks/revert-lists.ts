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
  checkOrder(current, before, after);
  return inOrderOf(before, after, restored);
}

/** The names that both have, in the order of the first. */
function common(lists: readonly BookmarkList[], others: readonly BookmarkList[]): readonly string[] {
  const names = byName(others);
  return lists.map(({ name }) => canonicalName(name)).filter((name) => names.has(name));
}

function isMove(before: readonly BookmarkList[], after: readonly BookmarkList[]): boolean {
  return !isDeepStrictEqual(common(before, after), common(after, before));
}

/** @throws {LockstepError} `CONFLICT` where somebody else put lists that the change moved into yet another order */
function checkOrder(
  current: readonly BookmarkList[],
  before: readonly BookmarkList[],
  after: readonly BookmarkList[],
): void {
  if (isMove(before, after) && isMove(current, after)) {
    throw new LockstepError("CONFLICT", "Lists were moved by someone else since. Nothing was undone.");
  }
}

/** Lists that came since stay behind those that a change moved. */
function inOrderOf(
  before: readonly BookmarkList[],
  after: readonly BookmarkList[],
  lists: readonly BookmarkList[],
): readonly BookmarkList[] {
  if (!isMove(before, after)) {
    return lists;
  }
  const places = new Map(before.map(({ name }, place) => [canonicalName(name), place]));
  const placeOf = ({ name }: BookmarkList) => places.get(canonicalName(name)) ?? before.length;
  return lists.toSorted((left, right) => placeOf(left) - placeOf(right));
}

function byName(lists: readonly BookmarkList[]): ReadonlyMap<string, BookmarkList> {
  return new Map(lists.map((list) => [canonicalName(list.name), list]));
}

function changedSince(name: string): LockstepError {
  return new LockstepError("CONFLICT", "The list “{0}” was changed by someone else since. Nothing was undone.", [name]);
}
