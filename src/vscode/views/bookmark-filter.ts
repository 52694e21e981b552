import * as vscode from "vscode";
import * as z from "zod/mini";
import type { Bookmark } from "../../core/bookmarks/bookmark";
import { isInList } from "../../core/bookmarks/list-names";
import { sameName } from "../../core/records/names";

export const bookmarkFilterSchema = z.object({
  text: z.optional(z.string()),
  list: z.optional(z.string()),
  tags: z.optional(z.array(z.string())),
});

/** Which bookmarks the view shows: those of a list, with all of the tags, and with all words of the text. */
export interface BookmarkFilter {
  readonly text?: string | undefined;
  readonly list?: string | undefined;
  readonly tags?: readonly string[] | undefined;
}

/** Undefined where nothing is filtered. */
export function filterBy({
  text = "",
  list,
  tags = [],
}: BookmarkFilter): ((bookmark: Bookmark) => boolean) | undefined {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0 && list === undefined && tags.length === 0) {
    return undefined;
  }
  return (bookmark) =>
    (list === undefined || isInList(bookmark, list)) &&
    tags.every((tag) => bookmark.tags.some((own) => sameName(own, tag))) &&
    hasAll(bookmark, words);
}

/** The filter as a person would say it: `Review #slow “retry”`. */
export function filterText({ text = "", list, tags = [] }: BookmarkFilter): string {
  const parts = [list ?? "", ...tags.map((tag) => `#${tag}`), text.trim() && vscode.l10n.t("“{0}”", text.trim())];
  return parts.filter(Boolean).join(" ");
}

function hasAll({ label, path, note, anchor, tags }: Bookmark, words: readonly string[]): boolean {
  if (words.length === 0) {
    return true;
  }
  const written = [label, path, note, anchor.text, ...tags].join("\n").toLowerCase();
  return words.every((word) => written.includes(word));
}
