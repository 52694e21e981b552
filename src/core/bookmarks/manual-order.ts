import type { Bookmark } from "./bookmark";
import { byPlace } from "./place-order";

/** Within one list: as a person put them, and behind those by place the ones that nobody put anywhere. */
export function byManualOrder(left: Bookmark, right: Bookmark): number {
  if (left.order !== right.order) {
    return (left.order ?? Number.POSITIVE_INFINITY) - (right.order ?? Number.POSITIVE_INFINITY);
  }
  return byPlace(left, right);
}
