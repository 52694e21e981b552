import { LockstepError } from "../errors";
import { changed } from "../records/changed";
import { limits } from "../records/limits";
import { sameName } from "../records/names";
import type { Outcome } from "../records/outcome";
import type { Bookmark, BookmarkList } from "./bookmark";
import type { BookmarksDocument } from "./bookmarks-document";
import { emptyDocument, touched, withEach, withoutMatching } from "./edited-document";
import type { BookmarksOfDeletedList, ListChanges } from "./list-input";
import { isDefaultList, isInList, ListNames } from "./list-names";

/** @throws {LockstepError} `CONFLICT` */
export function withList(
  document: BookmarksDocument | undefined,
  list: BookmarkList,
): Outcome<BookmarksDocument, BookmarkList> {
  const current = document ?? emptyDocument;
  checkNameIsFree(current, list.name, undefined);
  return { document: { ...current, lists: checkedCount([...(current.lists ?? []), list]) }, result: list };
}

/** A list that only bookmarks name is declared by that. A new name goes to its bookmarks as well. */
export function withChangedList(
  document: BookmarksDocument | undefined,
  name: string,
  changes: ListChanges,
  now: string,
): Outcome<BookmarksDocument, BookmarkList> {
  const current = document ?? emptyDocument;
  const before = existing(current, name);
  const after = changed(before, changes);
  if (after === before) {
    return { document: current, result: before };
  }
  if (after.name === before.name) {
    return { document: withDeclared(current, before, after), result: after };
  }
  checkNameIsFree(current, after.name, before);
  const { document: renamed } = withEach(current, (bookmark) =>
    isInList(bookmark, before.name) ? touched(bookmark, { list: after.name }, now) : bookmark,
  );
  const defaultList = isDefaultList(current, before.name) ? { defaultList: after.name } : {};
  return { document: { ...withDeclared(renamed, before, after), ...defaultList }, result: after };
}

/** Resolves with the bookmarks that went with it. Those that stay have no list, and no place in one. */
export function withoutList(
  document: BookmarksDocument | undefined,
  name: string,
  bookmarks: BookmarksOfDeletedList,
  now: string,
): Outcome<BookmarksDocument, readonly Bookmark[]> {
  const current = document ?? emptyDocument;
  const list = existing(current, name);
  const { document: next, result } =
    bookmarks === "remove"
      ? withoutMatching(current, (bookmark) => isInList(bookmark, list.name))
      : withEach(current, (bookmark) =>
          isInList(bookmark, list.name) ? touched(bookmark, { list: null, order: null }, now) : bookmark,
        );
  const lists = next.lists?.filter((candidate) => !sameName(candidate.name, list.name));
  const undeclared = changed(next, {
    lists: lists?.length === 0 ? null : lists,
    defaultList: isDefaultList(next, list.name) ? null : undefined,
  });
  return { document: undeclared, result: bookmarks === "remove" ? result : [] };
}

/**
 * With lists before another one, or behind all, in the order of `names`. Lists that only bookmarks name are declared by
 * that: only then do they have a place.
 *
 * @throws {LockstepError} `NOT_FOUND`
 */
export function withMovedLists(
  document: BookmarksDocument | undefined,
  names: readonly string[],
  before: string | undefined,
): Outcome<BookmarksDocument, readonly BookmarkList[]> {
  const current = document ?? emptyDocument;
  const moving = [...new Set(names.map((name) => existing(current, name).name))];
  const target = before === undefined ? undefined : existing(current, before).name;
  const { all } = new ListNames(current);
  const isMoving = ({ name }: BookmarkList) => moving.includes(name);
  const place = all.findIndex(({ name }) => name === target);
  const above = place < 0 ? all : all.slice(0, place);
  const lists = [
    ...above.filter((list) => !isMoving(list)),
    ...moving.flatMap((name) => all.find((list) => list.name === name) ?? []),
    ...(place < 0 ? [] : all.slice(place).filter((list) => !isMoving(list))),
  ];
  const isSame = lists.every((list, index) => list === all[index]);
  return { document: isSame ? current : { ...current, lists: checkedCount(lists) }, result: lists };
}

/** @throws {LockstepError} `NOT_FOUND` */
export function withDefaultList(
  document: BookmarksDocument | undefined,
  name: string | null,
): Outcome<BookmarksDocument, void> {
  const current = document ?? emptyDocument;
  const defaultList = name === null ? null : existing(current, name).name;
  return { document: changed(current, { defaultList }), result: undefined };
}

function existing(document: BookmarksDocument, name: string): BookmarkList {
  const list = new ListNames(document).find(name);
  if (list === undefined) {
    throw new LockstepError("NOT_FOUND", "There is no list “{0}”.", [name]);
  }
  return list;
}

function checkNameIsFree(document: BookmarksDocument, name: string, itself: BookmarkList | undefined): void {
  const found = new ListNames(document).find(name);
  if (found !== undefined && found.name !== itself?.name) {
    throw new LockstepError("CONFLICT", "There is a list with the name “{0}” already.", [found.name]);
  }
}

function checkedCount(lists: readonly BookmarkList[]): readonly BookmarkList[] {
  if (lists.length > limits.lists) {
    throw new LockstepError("INVALID", "There are {0} lists; more are not possible.", [limits.lists]);
  }
  return lists;
}

function withDeclared(document: BookmarksDocument, before: BookmarkList, after: BookmarkList): BookmarksDocument {
  const lists = document.lists ?? [];
  const next = lists.includes(before) ? lists.map((list) => (list === before ? after : list)) : [...lists, after];
  return { ...document, lists: next };
}
