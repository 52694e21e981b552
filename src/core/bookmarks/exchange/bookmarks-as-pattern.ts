import type { Bookmark } from "../bookmark";
import { onOneLine } from "./exported-text";

/** The default of the Bookmarks extension (`bookmarks.export.pattern`): a table in Markdown. */
export const tablePattern = "| $file | $line | $column | $label | $content |";

const tableHeading = ["| File | Line | Column | Label | Content |", "|------|------|--------|-------|---------|"];

/**
 * One line for each bookmark, as the export of the Bookmarks extension makes them: $file, $line, $column, $label and
 * $content, which is the line itself, stand for what they say. A pattern between bars is a row of a table.
 *
 * @param contentOf the text of a bookmark's line
 */
export function bookmarksAsPattern(
  bookmarks: readonly Bookmark[],
  pattern: string,
  contentOf: (bookmark: Bookmark) => string,
): string {
  const isTable = /^\s*\|.*\|\s*$/s.test(pattern);
  const rows = bookmarks.map((bookmark) => {
    const values: Readonly<Record<string, string>> = {
      $file: bookmark.path,
      $line: String(bookmark.line),
      $column: String(bookmark.column),
      $label: bookmark.label ?? "",
      $content: contentOf(bookmark),
    };
    return pattern.replace(/\$(?:file|line|column|label|content)/g, (name) => {
      const value = onOneLine(values[name] ?? "");
      return isTable ? value.replace(/[\\|]/g, "\\$&") : value;
    });
  });
  const heading = isTable && pattern.trim() === tablePattern ? tableHeading : [];
  return [...heading, ...rows].map((row) => `${row}\n`).join("");
}
