import { LockstepError } from "../../errors";
import { limits } from "../../records/limits";
import { isIcon } from "../appearance-input";
import { type BookmarkInput, bookmarkFrom } from "../bookmark-input";
import { placeKey } from "../bookmark-place";
import { bookmarkXFormat } from "./bookmark-x-format";
import { foreignColor } from "./foreign-color";
import type { Entry, ForeignContent, ForeignEntry, ForeignFormat, ForeignSource } from "./foreign-entry";
import { parseForeignJson } from "./foreign-json";
import { foreignPath } from "./foreign-path";
import { labeledBookmarksFormat } from "./labeled-bookmarks-format";
import { lockstepFormat } from "./lockstep-format";
import { numberedBookmarksFormat } from "./numbered-bookmarks-format";
import { vscodeBookmarksFormat } from "./vscode-bookmarks-format";

/** In the order in which a file is looked at: those that can be told from others come first. */
const formats: readonly ForeignFormat[] = [
  lockstepFormat,
  bookmarkXFormat,
  labeledBookmarksFormat,
  numberedBookmarksFormat,
  vscodeBookmarksFormat,
];

export const foreignSources: readonly ForeignSource[] = formats.map(({ source }) => source);

export interface ForeignFile {
  readonly text: string;
  /** What to call it in an error; its ending may tell whose file it is. */
  readonly name: string;
  /** Whose file it is; left out, it is found out. */
  readonly from?: ForeignSource | undefined;
  /** The workspace folder, absolute, in every spelling: absolute paths in the file are relative to it. */
  readonly roots?: readonly string[];
}

/** What a file of another extension comes to. */
export interface ForeignBookmarks {
  readonly source: ForeignSource;
  /** What people call the extension. */
  readonly title: string;
  readonly inputs: readonly BookmarkInput[];
  readonly skipped: readonly Skipped[];
}

/** A bookmark that can't be taken over. */
export interface Skipped {
  /** Where it is, as the file has it; a line counts from 1. */
  readonly place: string;
  /** A part of a sentence: “it is outside the workspace folder”. */
  readonly reason: string;
}

/** @throws {LockstepError} `INVALID` when it is not the bookmark file of any extension, or not of the one it should be */
export function readForeignBookmarks({ text, name, from, roots = [] }: ForeignFile): ForeignBookmarks {
  const { format, content } = recognised(parseForeignJson(text, name), name, from);
  const skipped: Skipped[] = [];
  const inputs = new Map<string, BookmarkInput>();
  for (const entry of content.entries) {
    const input = inputFrom(entry, [...roots, ...(content.roots ?? [])]);
    if ("reason" in input) {
      skipped.push(input);
      continue;
    }
    const key = placeKey(input);
    if (inputs.has(key)) {
      const place = `${input.path}:${input.line}`;
      skipped.push({ place, reason: "there is another bookmark on its line in the same file" });
    } else {
      inputs.set(key, input);
    }
  }
  return { source: format.source, title: format.title, inputs: [...inputs.values()], skipped };
}

interface Recognised {
  readonly format: ForeignFormat;
  readonly content: ForeignContent;
}

function recognised(json: unknown, name: string, from: ForeignSource | undefined): Recognised {
  const candidates = formats.filter(({ source }) => from === undefined || source === from);
  const found = candidates.flatMap((format) => {
    const content = format.read(json);
    return content === undefined ? [] : [{ format, content }];
  });
  const isSure = ({ content }: Recognised) => content.isVague !== true || /(?:^|[\\/])numbered[^\\/]*$/i.test(name);
  const chosen = found.find(isSure) ?? found[0];
  if (chosen !== undefined) {
    return chosen;
  }
  const titles = candidates.map(({ title }) => title).join(", ");
  throw from === undefined
    ? new LockstepError("INVALID", "{0} is not a bookmark file that Lockstep knows: it is of none of {1}.", [
        name,
        titles,
      ])
    : new LockstepError("INVALID", "{0} is not a bookmark file of {1}.", [name, titles]);
}

function inputFrom(entry: Entry, roots: readonly string[]): BookmarkInput | Skipped {
  if ("unreadable" in entry) {
    return { place: entry.path, reason: entry.unreadable };
  }
  const place = `${entry.path}:${entry.line + 1}`;
  const found = foreignPath(entry.path, roots);
  if ("reason" in found) {
    return { place, reason: found.reason };
  }
  const input = inputAt(found.path, entry);
  try {
    bookmarkFrom(input, "import", new Date(0).toISOString());
    return input;
  } catch (error) {
    if (error instanceof LockstepError) {
      return { place, reason: error.message };
    }
    throw error;
  }
}

function inputAt(path: string, entry: ForeignEntry): BookmarkInput {
  const { line, column = 0, label, note, tags, list, color, icon, mnemonic, branch, target, anchor } = entry;
  return {
    path,
    line: line + 1,
    column: Math.max(0, column) + 1,
    label: oneLine(label),
    note,
    tags,
    list: list === null ? null : oneLine(list),
    color: foreignColor(oneLine(color)),
    icon: foreignIcon(oneLine(icon)),
    mnemonic,
    branch: oneLine(branch),
    target,
    anchor,
  };
}

/** An icon that only the other extension knows is not worth losing a bookmark for. */
function foreignIcon(text: string | undefined): string | undefined {
  return text !== undefined && isIcon(text) ? text : undefined;
}

/** Other extensions are not strict about names: what is no line of text becomes one, and nothing is no name. */
function oneLine(text: string | undefined): string | undefined {
  const line = text
    ?.replace(/[\p{Cc}\s]+/gu, " ")
    .trim()
    .slice(0, limits.line);
  return line === "" ? undefined : line;
}
