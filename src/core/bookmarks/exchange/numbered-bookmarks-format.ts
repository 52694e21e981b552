import type { Entry, ForeignFormat } from "./foreign-entry";
import { type MarkedFile, markedFiles, markedPlace } from "./marked-files";

/** A file has as many places as there are digits, and a line of -1 where nothing is. */
const numbers = 10;

/**
 * `.vscode/numbered-bookmarks.json` of https://github.com/alefragnani/vscode-numbered-bookmarks. Its shape is that of
 * Bookmarks, but the position in the list is the number of the bookmark. The number is one to jump by here, too.
 */
export const numberedBookmarksFormat: ForeignFormat = {
  source: "nb",
  title: "Numbered Bookmarks",
  read(json) {
    const files = markedFiles(json);
    return files && { entries: files.flatMap(entriesOf), isVague: !files.some(isNumbered) };
  },
};

/** Bookmarks has no places without a line, and names every place since it has columns. */
function isNumbered({ bookmarks }: MarkedFile): boolean {
  const places = bookmarks.map(markedPlace);
  return places.some((place) => place?.line === -1) || (places.length === numbers && places.every(isNameless));
}

function isNameless(place: ReturnType<typeof markedPlace>): boolean {
  return place !== undefined && !("label" in place);
}

function entriesOf({ path, bookmarks }: MarkedFile): readonly Entry[] {
  return bookmarks.flatMap((bookmark, number): Entry | readonly Entry[] => {
    const place = markedPlace(bookmark);
    if (place === undefined) {
      return { path, unreadable: `number ${number} has no line` };
    }
    return place.line === -1 ? [] : { path, line: place.line, column: place.column, mnemonic: String(number) };
  });
}
