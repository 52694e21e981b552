import type { Bookmark } from "./bookmark";

/** Whether nobody wrote anything about it, so that setting it again brings all of it back. */
export function isPlain({ label, note, tags, color, icon }: Bookmark): boolean {
  return label === undefined && note === undefined && tags.length === 0 && color === undefined && icon === undefined;
}
