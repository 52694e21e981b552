import { LineIndex } from "./anchors/line-index";
import { reAnchor } from "./anchors/re-anchor";
import type { Bookmark } from "./bookmark";

/** A file that may be the one. */
export interface CandidateFile {
  readonly path: string;
  readonly lines: readonly string[];
}

/** The share of the bookmarks that must be found, and how sure each must be (see {@link reAnchor}). */
const least = { found: 0.8, score: 0.8 };

/**
 * Which of some files is the one that these bookmarks were in, told by their lines. None when no file has most of them, or
 * when two are equally good.
 */
export function renamedByContent(
  bookmarks: readonly Bookmark[],
  candidates: readonly CandidateFile[],
): string | undefined {
  const known = bookmarks.filter(({ anchor }) => anchor.text.trim() !== "");
  const ranked = candidates
    .map(({ path, lines }) => ({ path, share: known.length === 0 ? 0 : shareFound(known, lines) }))
    .filter(({ share }) => share >= least.found)
    .sort((left, right) => right.share - left.share);
  const [best, next] = ranked;
  return best !== undefined && best.share > (next?.share ?? 0) ? best.path : undefined;
}

function shareFound(bookmarks: readonly Bookmark[], lines: readonly string[]): number {
  const found = reAnchor(bookmarks, new LineIndex(lines));
  const sure = found.filter((one) => (one.kind === "exact" || one.kind === "moved") && one.score >= least.score);
  return sure.length / bookmarks.length;
}
