import type { Bookmark } from "../../core/bookmarks/bookmark";
import { standsOnLine } from "../../core/bookmarks/bookmark-place";
import { knownColor } from "../bookmark-colors";

/** What tells one icon in the gutter from another. */
export interface IconLook {
  /** A colour that can be drawn; undefined for the one that the user has set. */
  readonly color: string | undefined;
  readonly digit: string | undefined;
}

/** A line of an editor that has a bookmark. */
export interface DecoratedLine extends IconLook {
  /** From 1. */
  readonly line: number;
  /** What stands behind the line. */
  readonly label: string | undefined;
}

export interface ListedBookmark {
  readonly bookmark: Bookmark;
  readonly colorOfList: string | undefined;
}

export interface DecorationChoices {
  readonly lineCount: number;
  readonly showsLabels: boolean;
}

const longestLabel = 80;

/**
 * Which lines of a document get what. A bookmark without a line to stand on, or behind the end of the document, is left
 * out here and stays what it is. Bookmarks that share a line share its icon.
 */
export function decoratedLines(
  listed: readonly ListedBookmark[],
  { lineCount, showsLabels }: DecorationChoices,
): readonly DecoratedLine[] {
  const lines = new Map<number, DecoratedLine>();
  for (const { bookmark, colorOfList } of listed) {
    const { line, label } = bookmark;
    if (standsOnLine(bookmark) && line <= lineCount) {
      const color = knownColor(bookmark.color) ?? knownColor(colorOfList);
      const text = showsLabels && label !== undefined ? inOneLine(label) : undefined;
      const own = { line, color, digit: bookmark.mnemonic, label: text };
      const before = lines.get(line);
      lines.set(line, before === undefined ? own : together(before, own));
    }
  }
  return [...lines.values()];
}

function together(first: DecoratedLine, second: DecoratedLine): DecoratedLine {
  const labels = [first.label, second.label].filter((label) => label !== undefined);
  return {
    line: first.line,
    color: first.color ?? second.color,
    digit: first.digit ?? second.digit,
    label: labels.length === 0 ? undefined : inOneLine(labels.join(" · ")),
  };
}

/** Control characters and line ends are spaces here; what is too long is cut between two characters. */
function inOneLine(label: string): string {
  const characters = [...label.replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, " ").trim()];
  return characters.length > longestLabel
    ? `${characters
        .slice(0, longestLabel - 1)
        .join("")
        .trimEnd()}…`
    : characters.join("");
}
