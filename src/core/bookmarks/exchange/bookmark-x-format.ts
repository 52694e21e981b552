import * as z from "zod/mini";
import { anchorOfText } from "./foreign-anchor";
import type { Entry, ForeignFormat } from "./foreign-entry";

const group = z.looseObject({
  type: z.enum(["group", "groupbookmark"]),
  name: z.string(),
  color: z.optional(z.string()),
  children: z.array(z.unknown()),
});

const place = z.looseObject({
  fsPath: z.string(),
  line: z.number(),
  col: z.optional(z.number()),
  name: z.optional(z.string()),
  lineText: z.optional(z.string()),
});

const node = z.looseObject({ type: z.enum(["bookmark", "group", "groupbookmark"]) });

/** Groups stand in groups; nobody makes them deeper than this. */
const deepest = 100;
/** It names a bookmark with six random digits where nobody gave it a name. */
const madeUpName = /^[0-9a-f]{6}$/;

/**
 * `.vscode/bookmark_x.json` of https://github.com/tommyme/vscode-bookmark-x: a tree of groups. A group becomes a list
 * named by all groups on the way to it; a bookmark that is a group as well stands in its own list.
 */
export const bookmarkXFormat: ForeignFormat = {
  source: "bx",
  title: "Bookmark X",
  read(json) {
    const { data } = z.safeParse(group, json);
    return data && { entries: data.children.flatMap((child) => entriesIn(child, [], undefined)) };
  },
};

function entriesIn(child: unknown, above: readonly string[], color: string | undefined): readonly Entry[] {
  const type = z.safeParse(node, child).data?.type;
  if (type === undefined || above.length > deepest) {
    return [{ path: above.join("/"), unreadable: "it is neither a group nor a bookmark" }];
  }
  if (type === "bookmark") {
    return [bookmarkOf(child, above, color)];
  }
  const { data } = z.safeParse(group, child);
  if (data === undefined) {
    return [{ path: above.join("/"), unreadable: "the group has no name or no children" }];
  }
  const names = [...above, data.name];
  const itself = type === "groupbookmark" ? [bookmarkOf(child, names, data.color)] : [];
  return [...itself, ...data.children.flatMap((grandchild) => entriesIn(grandchild, names, data.color))];
}

function bookmarkOf(child: unknown, groups: readonly string[], color: string | undefined): Entry {
  const { data } = z.safeParse(place, child);
  if (data === undefined) {
    return { path: groups.join("/"), unreadable: "a bookmark has no file or no line" };
  }
  const { fsPath: path, line, col: column, name = "", lineText } = data;
  return {
    path,
    line,
    column,
    label: madeUpName.test(name) ? undefined : name,
    list: groups.join("/"),
    color,
    anchor: anchorOfText(lineText),
  };
}
