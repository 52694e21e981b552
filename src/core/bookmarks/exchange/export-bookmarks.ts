import type { Bookmark } from "../bookmark";
import { bookmarksAsMarkdown, type MarkdownOptions } from "./bookmarks-as-markdown";
import { bookmarksAsPattern } from "./bookmarks-as-pattern";
import { bookmarksAsJson } from "./exported-text";
import { linesOfFiles, type SourceReader } from "./source-lines";

export const exportFormats = ["json", "markdown", "pattern"] as const;
export type ExportFormat = (typeof exportFormats)[number];

export interface ExportOptions extends MarkdownOptions {
  readonly format: ExportFormat;
  /** A line of the format `pattern`. */
  readonly pattern: string;
}

/** Bookmarks as somebody else reads them. Patterns tell what is on the lines now, else what was remembered of them. */
export async function exportBookmarks(
  reader: SourceReader,
  bookmarks: readonly Bookmark[],
  { format, pattern, ...page }: ExportOptions,
): Promise<string> {
  if (format === "markdown") {
    return bookmarksAsMarkdown(bookmarks, page);
  }
  if (format === "json") {
    return bookmarksAsJson(bookmarks);
  }
  const files = await linesOfFiles(reader, bookmarks);
  return bookmarksAsPattern(bookmarks, pattern, ({ path, line, anchor }) => files.get(path)?.[line - 1] ?? anchor.text);
}
