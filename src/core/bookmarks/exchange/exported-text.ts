import type { Bookmark } from "../bookmark";
import { bookmarksCodec } from "../bookmarks-document";

/** Our own document, which `lockstep bookmark import` reads. */
export function bookmarksAsJson(bookmarks: readonly Bookmark[]): string {
  return bookmarksCodec.format({ version: 1, bookmarks });
}

/** Documents may come from others: nothing in them may end a line or steer a terminal. */
export function onOneLine(text: string): string {
  return text.replace(/[\p{Cc}\s]+/gu, " ").trim();
}
