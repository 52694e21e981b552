import type { Bookmark } from "../../core/bookmarks/bookmark";
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

export interface DecorationChoices {
  readonly lineCount: number;
  readonly showsLabels: boolean;
  colorOfList(name: string): string | undefined;
}

const longestLabel = 80;

/**
 * Which lines of a document get what. A bookmark without a line to stand on, or behind the end of the document, is left
 * out here and stays what it is. Bookmarks that share a line share its icon.
 */
export function decoratedLines(bookmarks: readonly Bookmark[], choices: DecorationChoices): readonly DecoratedLine[] {
  const lines = new Map<number, DecoratedLine>();
  const shown = bookmarks.filter((bookmark) => standsOnLine(bookmark) && bookmark.line <= choices.lineCount);
  for (const bookmark of shown) {
    const before = lines.get(bookmark.line);
    const own = decorated(bookmark, choices);
    lines.set(bookmark.line, before === undefined ? own : together(before, own));
  }
  return [...lines.values()];
}

/** Whether there is a line that the bookmark is about: an orphan's is gone, and whole files and folders have none. */
export function standsOnLine({ state, target }: Bookmark): boolean {
  return target === undefined && state !== "orphaned";
}

function decorated(bookmark: Bookmark, { showsLabels, colorOfList }: DecorationChoices): DecoratedLine {
  const { line, label, list, mnemonic } = bookmark;
  const color = knownColor(bookmark.color) ?? (list === undefined ? undefined : knownColor(colorOfList(list)));
  return { line, color, digit: mnemonic, label: showsLabels && label !== undefined ? inOneLine(label) : undefined };
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
