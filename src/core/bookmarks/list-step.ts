import type { Bookmark } from "./bookmark";
import type { BookmarkPlacement } from "./placement-rules";

export type ListStep = "up" | "down";

/**
 * Where bookmarks go that pass the next one of their list which a person sees; together, when they are several. Undefined
 * where there is none.
 *
 * @param members the bookmarks of the list, in its order
 */
export function placeAfterStep(
  members: readonly Bookmark[],
  moving: ReadonlySet<string>,
  step: ListStep,
  isShown: (bookmark: Bookmark) => boolean,
): BookmarkPlacement | undefined {
  const isMoving = ({ id }: Bookmark) => moving.has(id);
  const seen = members.filter((bookmark) => isMoving(bookmark) || isShown(bookmark));
  const first = seen.findIndex(isMoving);
  if (first < 0) {
    return undefined;
  }
  const passed = step === "up" ? seen[first - 1] : seen[seen.findLastIndex(isMoving) + 1];
  if (passed === undefined || step === "up") {
    return passed && { before: passed.id };
  }
  return { before: members.slice(members.indexOf(passed) + 1).find((bookmark) => !isMoving(bookmark))?.id };
}
