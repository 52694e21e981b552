import { LockstepError } from "../errors";
import { limits } from "../records/limits";
import type { Outcome } from "../records/outcome";
import type { Bookmark } from "./bookmark";
import type { BookmarksDocument } from "./bookmarks-document";
import { emptyDocument, noBookmark, touched, withEach } from "./edited-document";
import { isInList, ListNames } from "./list-names";
import { byManualOrder } from "./manual-order";
import { ordersFor } from "./order-numbers";

/** Where in which list. */
export interface BookmarkPlacement {
  /** Null: without a list. Left out: each where it is. */
  readonly list?: string | null | undefined;
  /** The id of the bookmark before which they come. */
  readonly before?: string | undefined;
}

/** The bookmarks of one list, and those of `ids` that come into it. */
interface Rearranged {
  readonly list: string | undefined;
  readonly arrivals: readonly Bookmark[];
}

/**
 * With bookmarks in a list, in the order of `ids`, before another one or at its end. Only what a person moved counts as
 * changed, also where the others get new numbers to make room.
 *
 * @throws {LockstepError} `NOT_FOUND`
 */
export function placed(
  document: BookmarksDocument | undefined,
  ids: readonly string[],
  { list, before }: BookmarkPlacement,
  now: string,
): Outcome<BookmarksDocument, readonly Bookmark[]> {
  const current = document ?? emptyDocument;
  const moving = existing(current, ids);
  const target = typeof list === "string" ? new ListNames(current).spelling(list) : undefined;
  const groups = list === undefined ? groupedByList(moving) : [{ list: target, arrivals: moving }];
  const numbers = new Map<string, number>();
  for (const group of groups) {
    for (const [id, order] of rearranged(current, group, before)) {
      numbers.set(id, order);
    }
  }
  const movingIds = new Set(ids);
  const { document: next } = withEach(current, (bookmark) => {
    const order = numbers.get(bookmark.id);
    if (!movingIds.has(bookmark.id)) {
      return order === undefined ? bookmark : { ...bookmark, order };
    }
    return touched(bookmark, { order, ...(list === undefined ? {} : { list: target ?? null }) }, now);
  });
  return { document: next, result: next.bookmarks.filter(({ id }) => movingIds.has(id)).toSorted(byManualOrder) };
}

function existing({ bookmarks }: BookmarksDocument, ids: readonly string[]): readonly Bookmark[] {
  const byId = new Map(bookmarks.map((bookmark) => [bookmark.id, bookmark]));
  const moving = [...new Set(ids)].flatMap((id) => byId.get(id) ?? []);
  const [first] = ids;
  if (moving.length === 0 && first !== undefined) {
    throw noBookmark(first);
  }
  return moving;
}

function groupedByList(bookmarks: readonly Bookmark[]): readonly Rearranged[] {
  const groups: { readonly list: string | undefined; readonly arrivals: Bookmark[] }[] = [];
  for (const bookmark of bookmarks) {
    const group = groups.find(({ list }) => isInList(bookmark, list));
    if (group === undefined) {
      groups.push({ list: bookmark.list, arrivals: [bookmark] });
    } else {
      group.arrivals.push(bookmark);
    }
  }
  return groups;
}

/** The numbers that have to change. */
function rearranged(
  { bookmarks }: BookmarksDocument,
  { list, arrivals }: Rearranged,
  before: string | undefined,
): ReadonlyMap<string, number> {
  const members = bookmarks.filter((bookmark) => isInList(bookmark, list)).toSorted(byManualOrder);
  const arriving = new Set(arrivals);
  const others = members.filter((bookmark) => !arriving.has(bookmark));
  const index = before === undefined ? others.length : indexBefore(members, before, arriving);
  const next = [...others.slice(0, index), ...arrivals, ...others.slice(index)];
  const isSame = next.length === members.length && next.every((bookmark, place) => bookmark === members[place]);
  return isSame ? new Map() : ordersFor(next, { from: index, count: arrivals.length, most: limits.order });
}

/** How many of the others come before that one. It may be one of those that move. */
function indexBefore(members: readonly Bookmark[], before: string, arriving: ReadonlySet<Bookmark>): number {
  const place = members.findIndex(({ id }) => id === before);
  if (place < 0) {
    throw new LockstepError("NOT_FOUND", "There is no bookmark “{0}” in that list to put it before.", [before]);
  }
  return members.slice(0, place).filter((bookmark) => !arriving.has(bookmark)).length;
}
