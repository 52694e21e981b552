import * as z from "zod/mini";
import { anchorOfText } from "./foreign-anchor";
import type { Entry, ForeignFormat } from "./foreign-entry";

const exported = z.looseObject({
  bookmarks: z.array(z.unknown()),
  groups: z.array(z.unknown()),
  workspaceFolders: z.optional(z.array(z.string())),
});

const place = z.looseObject({
  fsPath: z.string(),
  lineNumber: z.number(),
  characterNumber: z.optional(z.number()),
  label: z.optional(z.nullable(z.string())),
  lineText: z.optional(z.string()),
  groupName: z.optional(z.string()),
});

const group = z.looseObject({ name: z.string(), color: z.string() });

/** It writes colours of three bytes, or four with the opacity, without the sign. */
const colorWithoutSign = /^(?:[0-9a-f]{6}|[0-9a-f]{8})$/i;

/** What https://github.com/koalamer/vsc-labeled-bookmarks exports. Groups become lists, which have their colours. */
export const labeledBookmarksFormat: ForeignFormat = {
  source: "lb",
  title: "Labeled Bookmarks",
  read(json) {
    const { data } = z.safeParse(exported, json);
    if (data === undefined) {
      return undefined;
    }
    const colors = colorsOf(data.groups);
    const [folder, ...others] = data.workspaceFolders ?? [];
    return {
      entries: data.bookmarks.map((bookmark) => entryOf(bookmark, colors)),
      // Of several folders nobody can tell which one is ours.
      roots: folder === undefined || others.length > 0 ? [] : [folder],
    };
  },
};

function colorsOf(groups: readonly unknown[]): ReadonlyMap<string, string> {
  const known = groups.flatMap((candidate) => z.safeParse(group, candidate).data ?? []);
  return new Map(
    known.map(({ name, color }) => [name, colorWithoutSign.test(color) ? `#${color.toLowerCase()}` : color]),
  );
}

function entryOf(bookmark: unknown, colors: ReadonlyMap<string, string>): Entry {
  const { data } = z.safeParse(place, bookmark);
  if (data === undefined) {
    return { path: "", unreadable: "a bookmark has no file or no line" };
  }
  const { fsPath: path, lineNumber: line, characterNumber: column, label, lineText, groupName = "" } = data;
  return {
    path,
    line,
    column,
    label: label ?? undefined,
    list: groupName,
    color: colors.get(groupName),
    anchor: anchorOfText(lineText),
  };
}
