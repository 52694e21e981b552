import type { Entry, ForeignFormat } from "./foreign-entry";
import { markedFiles, markedPlace } from "./marked-files";

/** `.vscode/bookmarks.json` of https://github.com/alefragnani/vscode-bookmarks, in all of its versions. */
export const vscodeBookmarksFormat: ForeignFormat = {
  source: "vb",
  title: "Bookmarks",
  read(json) {
    const files = markedFiles(json);
    return (
      files && { entries: files.flatMap(({ path, bookmarks }) => bookmarks.map((bookmark) => entryOf(path, bookmark))) }
    );
  },
};

function entryOf(path: string, bookmark: unknown): Entry {
  const place = markedPlace(bookmark);
  if (place === undefined) {
    return { path, unreadable: "it has no line" };
  }
  const { line, column, label, note } = place;
  return { path, line, column, label: label ?? undefined, note: note ?? undefined };
}
