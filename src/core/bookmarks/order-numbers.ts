import type { Bookmark } from "./bookmark";

/** Between neighbours that are numbered afresh: room for ten halvings in whole numbers and as many below. */
const step = 1000;
const smallestGap = 0.002;

/** Those that arrive in a list: from which place, how many, and the most that a number may be. */
export interface Arrivals {
  readonly from: number;
  readonly count: number;
  readonly most: number;
}

/**
 * Numbers that put bookmarks into the order in which they are given here: as few new ones as that takes, and all of them
 * new where there is no room left between two. The others have their order already.
 */
export function ordersFor(bookmarks: readonly Bookmark[], arrivals: Arrivals): ReadonlyMap<string, number> {
  return fitted(bookmarks, arrivals) ?? numberedAfresh(bookmarks);
}

function numberedAfresh(bookmarks: readonly Bookmark[]): ReadonlyMap<string, number> {
  return new Map(bookmarks.map(({ id }, index) => [id, (index + 1) * step]));
}

/** Undefined where there is no room. Bookmarks without a number that come before the last arrival need one, too. */
function fitted(
  bookmarks: readonly Bookmark[],
  { from, count, most }: Arrivals,
): ReadonlyMap<string, number> | undefined {
  const isNumbered = (bookmark: Bookmark, index: number) => index < from && bookmark.order !== undefined;
  const start = bookmarks.findLastIndex(isNumbered) + 1;
  const end = from + count;
  const low = bookmarks[start - 1]?.order;
  const high = bookmarks[end]?.order;
  const numbers = between(low, high, end - start);
  const isWithin = numbers?.every((number) => Math.abs(number) <= most) ?? false;
  return isWithin
    ? new Map(bookmarks.slice(start, end).map(({ id }, index) => [id, numbers?.[index] ?? 0]))
    : undefined;
}

/** So many numbers in ascending order. */
function between(low: number | undefined, high: number | undefined, count: number): readonly number[] | undefined {
  if (high === undefined) {
    return numbersFrom((low ?? 0) + step, step, count);
  }
  if (low === undefined) {
    return numbersFrom(high - step * count, step, count);
  }
  const gap = (high - low) / (count + 1);
  return gap < smallestGap ? undefined : numbersFrom(low + gap, gap, count);
}

function numbersFrom(first: number, gap: number, count: number): readonly number[] {
  return Array.from({ length: count }, (_, index) => rounded(first + index * gap));
}

/** To thousandths, so that numbers stay short and, {@link smallestGap} apart, different. */
function rounded(number: number): number {
  return Math.round(number * 1000) / 1000;
}
