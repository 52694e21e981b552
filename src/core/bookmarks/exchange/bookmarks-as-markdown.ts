import { posix } from "node:path";
import { grouped } from "../../grouped";
import { linesOf } from "../../text-lines";
import type { Bookmark } from "../bookmark";
import { placeText } from "../bookmark-place";
import { onOneLine } from "./exported-text";

export interface MarkdownOptions {
  /** Left out: by list where there are lists. */
  readonly by?: "list" | "file" | undefined;
  /** The folder that the links are relative to, itself relative to the workspace folder, with `/`. */
  readonly folder?: string | undefined;
}

/** A page to read and to click on: headings, and under each of them its bookmarks with labels, tags and notes. */
export function bookmarksAsMarkdown(
  bookmarks: readonly Bookmark[],
  { by, folder = "." }: MarkdownOptions = {},
): string {
  const grouping = by ?? (bookmarks.some(({ list }) => list !== undefined) ? "list" : "file");
  const sections = [...groupsOf(bookmarks, grouping)].map(([heading, members]) =>
    [`## ${escaped(heading)}`, "", ...members.flatMap((bookmark) => itemLines(bookmark, folder)), ""].join("\n"),
  );
  return ["# Bookmarks\n", ...sections].join("\n").replace(/\n{3,}/g, "\n\n");
}

const withoutList = "Other bookmarks";

/** Lists by name and within them by place; those without a list come last. */
function groupsOf(bookmarks: readonly Bookmark[], by: "list" | "file"): ReadonlyMap<string, readonly Bookmark[]> {
  const groups = new Map(grouped(bookmarks, ({ path, list = withoutList }) => (by === "file" ? path : list)));
  const rest = by === "list" ? groups.get(withoutList) : undefined;
  if (rest === undefined) {
    return groups;
  }
  groups.delete(withoutList);
  return groups.set(withoutList, rest);
}

function itemLines(bookmark: Bookmark, folder: string): readonly string[] {
  const { label, anchor, tags, note = "" } = bookmark;
  const link = linkTo(bookmark, folder);
  const code = onOneLine(anchor.text);
  const text = label === undefined ? (code === "" ? undefined : inCode(code)) : escaped(label);
  const words = tags.map((tag) => escaped(`#${tag}`)).join(" ");
  const rest = [text, words, goneText(bookmark)].filter((part) => part !== undefined && part !== "").join(" ");
  return [rest === "" ? `- ${link}` : `- ${link} – ${rest}`, ...noteLines(note)];
}

function linkTo(bookmark: Bookmark, folder: string): string {
  const { path, line, target } = bookmark;
  const file = addressOf(posix.relative(folder, path));
  return `[${escaped(placeText(bookmark))}](${file}${target === undefined ? `#L${line}` : ""})`;
}

function goneText({ state, target }: Bookmark): string {
  return state === "orphaned" ? `*(its ${target ?? "line"} is gone)*` : "";
}

/** A note may be Markdown itself; it stays in its item. */
function noteLines(note: string): readonly string[] {
  const lines = note.trim() === "" ? [] : linesOf(note.trim());
  return lines.length === 0 ? [] : ["", ...lines.map((line) => (line.trim() === "" ? "" : `  ${onOneLine(line)}`)), ""];
}

function escaped(text: string): string {
  return onOneLine(text).replace(/[\\`*_[\]<>#|]/g, "\\$&");
}

/** Between as many backticks as the text has none of: CommonMark 6.1. */
function inCode(text: string): string {
  const longest = Math.max(0, ...[...text.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const fence = "`".repeat(longest + 1);
  return longest === 0 ? `${fence}${text}${fence}` : `${fence} ${text} ${fence}`;
}

function addressOf(path: string): string {
  return path
    .split("/")
    .map((name) => encodeURIComponent(name).replace(/[()]/g, (bracket) => (bracket === "(" ? "%28" : "%29")))
    .join("/");
}
