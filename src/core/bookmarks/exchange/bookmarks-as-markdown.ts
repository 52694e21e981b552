import { posix } from "node:path";
import { linesOf } from "../../text-lines";
import type { Bookmark } from "../bookmark";
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
  const groups = new Map<string, Bookmark[]>();
  for (const bookmark of bookmarks) {
    const heading = by === "file" ? bookmark.path : (bookmark.list ?? withoutList);
    const group = groups.get(heading) ?? [];
    group.push(bookmark);
    groups.set(heading, group);
  }
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

function linkTo({ path, line, target }: Bookmark, folder: string): string {
  const file = addressOf(posix.relative(folder, path));
  return target === undefined ? `[${escaped(`${path}:${line}`)}](${file}#L${line})` : `[${escaped(path)}](${file})`;
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
