import { limits } from "../../records/limits";
import { anchorAt, emptyAnchor } from "../anchor";
import type { Anchor } from "../bookmark";
import type { BookmarkInput } from "../bookmark-input";

/** What an extension remembers that keeps no neighbours. */
export function anchorOfText(text: string | undefined): Anchor | undefined {
  return text === undefined || text.trim() === ""
    ? undefined
    : { ...emptyAnchor, text: text.slice(0, limits.anchorText) };
}

/**
 * The input with what is at its line now, when that is what it remembers or when it remembers nothing. When the line has
 * become another one, it keeps what it remembers: that is how the bookmark finds its line again.
 *
 * @param lines of its file as it is now; undefined where that can't be read
 */
export function withAnchor(input: BookmarkInput, lines: readonly string[] | undefined): BookmarkInput {
  const now = lines?.[input.line - 1];
  const isThere = now !== undefined && (input.anchor === undefined || input.anchor.text.trim() === now.trim());
  return isThere ? { ...input, anchor: anchorAt(lines ?? [], input.line) } : input;
}
