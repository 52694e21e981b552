import * as z from "zod/mini";
import { id, prose, timestamp, title } from "../records/fields";
import type { Immutable } from "../records/immutable";
import { limits } from "../records/limits";

const position = (description: string) =>
  z.int().check(z.minimum(1), z.maximum(limits.position), z.describe(description));

/** Relative, with “/”, never out of the workspace folder: no drive, no leading “/”, no “..”, no line ends. */
export const bookmarkPathPattern = /^(?!\/)(?![A-Za-z]:)(?![\s\S]*(?:^|\/)\.\.(?:\/|$))[^\\\p{Cc}]+$/u;

const neighbours = (description: string) =>
  z
    ._default(z.array(z.string().check(z.maxLength(limits.anchorText))).check(z.maxLength(limits.anchorNeighbours)), [])
    .check(z.describe(description));

/** Names that follow the theme; whoever wants another colour says which. */
export const bookmarkColors = ["blue", "green", "orange", "purple", "red", "yellow", "foreground"] as const;
export const hexColorPattern = /^#(?:[0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})$/i;
const colorDescription = `The colour of its icon: ${bookmarkColors.join(", ")}, or #rrggbb.`;

const anchorSchema = z.looseObject({
  text: z._default(prose("The text of the line.", limits.anchorText), ""),
  before: neighbours("The lines above it, the farthest first."),
  after: neighbours("The lines below it, the nearest first."),
});

/** The id of a record that somebody wrote without one, until {@link withIds} gives it its own. */
export const idByHand = "by-hand";
/** When something was set that says nothing about it. */
export const unknownTime = "1970-01-01T00:00:00.000Z";

/** A path and a line are all that somebody has to write. */
export const bookmarkSchema = z.looseObject({
  id: z._default(id("bookmark"), idByHand),
  path: z
    .string()
    .check(z.regex(bookmarkPathPattern, "must be relative to the workspace folder, with “/” and without “..”"))
    .check(z.maxLength(limits.path), z.describe("The file, relative to the workspace folder, with “/”.")),
  line: position("The line, from 1. Of a whole file or folder it is 1."),
  column: z._default(position("The column, from 1."), 1),
  target: z.optional(
    z.enum(["file", "folder"]).check(z.describe("What the path as a whole is, where no line of it is meant.")),
  ),
  label: z.optional(title("A few words that say what is here.")),
  note: z.optional(prose("As much as there is to say about it.")),
  tags: z
    ._default(z.array(title("A tag.").check(z.maxLength(limits.tag))).check(z.maxLength(limits.tags)), [])
    .check(z.describe("Words to find it by.")),
  list: z.optional(title("The list that it belongs to.")),
  order: z.optional(
    z.number().check(z.minimum(-limits.order), z.maximum(limits.order), z.describe("Its place in its list.")),
  ),
  mnemonic: z.optional(
    z.string().check(z.regex(/^[0-9]$/, "must be one digit"), z.describe("The digit that jumps to it.")),
  ),
  color: z.optional(title(colorDescription)),
  icon: z.optional(title("The name of its icon.")),
  anchor: z
    .prefault(anchorSchema, {})
    .check(z.describe("What was at the line, to find it again after the file changed. Written by Lockstep.")),
  state: z
    ._default(z.enum(["anchored", "moved", "orphaned"]), "anchored")
    .check(z.describe("Whether the line is where it was, was found elsewhere, or is gone. Written by Lockstep.")),
  branch: z.optional(title("The git branch that it was set on.")),
  createdAt: z._default(timestamp("When it was set."), unknownTime),
  updatedAt: z._default(timestamp("When it was last changed."), unknownTime),
});

export const bookmarkListSchema = z.looseObject({
  name: title("What it is called. Bookmarks name it in “list”."),
  color: z.optional(title(colorDescription)),
  icon: z.optional(title("The name of its icon, one of VS Code's own.")),
});

export type Anchor = Immutable<z.infer<typeof anchorSchema>>;
/** What people decided about a list. A list that no bookmark names may be empty; one that nobody decided about has only its name. */
export type BookmarkList = Immutable<z.infer<typeof bookmarkListSchema>>;
export type Bookmark = Immutable<z.infer<typeof bookmarkSchema>>;
