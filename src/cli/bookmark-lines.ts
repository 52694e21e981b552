import { relative, resolve } from "node:path";
import type { Bookmark } from "../core/bookmarks/bookmark";
import { aligned, excerpt, printable, type Style, shortener } from "./terminal-text";

/** From where paths are shown, so that a terminal makes links of them. */
export interface Viewpoint {
  readonly root: string;
  readonly cwd: string;
}

export function bookmarkListLines(
  bookmarks: readonly Bookmark[],
  viewpoint: Viewpoint,
  style: Style,
): readonly string[] {
  const short = shortener(bookmarks.map(({ id }) => id));
  const rows = bookmarks.map((bookmark) => [
    style.dim(short(bookmark.id)),
    placeText(bookmark, viewpoint),
    bookmark.label === undefined ? style.dim(excerpt(bookmark.anchor.text, 60)) : printable(bookmark.label),
    detailTexts(bookmark, style).join(" "),
  ]);
  return aligned(rows).flatMap((line, index) => [line, ...noteLines(bookmarks[index], style)]);
}

/** `src/app.ts:12:5`, relative to the current folder. */
export function placeText({ path, line, column, target }: Bookmark, { root, cwd }: Viewpoint): string {
  const file = printable(relative(cwd, resolve(root, path)) || ".");
  if (target !== undefined) {
    return target === "folder" ? `${file}/` : file;
  }
  return `${file}:${line}${column === 1 ? "" : `:${column}`}`;
}

/** `3f2a91bc src/app.ts:12  Entry point`. */
export function bookmarkText(bookmark: Bookmark, viewpoint: Viewpoint): string {
  const label = bookmark.label === undefined ? "" : `  ${printable(bookmark.label)}`;
  return `${shortener([])(bookmark.id)} ${placeText(bookmark, viewpoint)}${label}`;
}

/** What there is to say behind the label, each part by itself. */
function detailTexts({ state, target, mnemonic, list, branch, tags }: Bookmark, style: Style): readonly string[] {
  return [
    ...(state === "orphaned" ? [style.bad(target === undefined ? "(its line is gone)" : "(it is gone)")] : []),
    ...(mnemonic === undefined ? [] : [style.bold(`[${mnemonic}]`)]),
    ...(list === undefined ? [] : [style.dim(`in “${printable(list)}”`)]),
    ...(branch === undefined ? [] : [style.dim(`on ${printable(branch)}`)]),
    ...tags.map((tag) => style.active(`#${printable(tag)}`)),
  ];
}

function noteLines(bookmark: Bookmark | undefined, style: Style): readonly string[] {
  const lines = (bookmark?.note ?? "").split("\n").filter((line) => line.trim() !== "");
  return lines.map((line) => `          ${style.dim(printable(line))}`);
}
