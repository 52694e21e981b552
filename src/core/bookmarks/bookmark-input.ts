import { LockstepError } from "../errors";
import { checked } from "../records/checked";
import { limits } from "../records/limits";
import { oneLine, optionalLine, optionalProse } from "../records/text-input";
import { emptyAnchor } from "./anchor";
import { colorInput, iconInput } from "./appearance-input";
import { type Anchor, type Bookmark, bookmarkSchema } from "./bookmark";
import { bookmarkPath } from "./bookmark-path";
import type { Candidate } from "./default-list";

/** A bookmark to set. `path` is relative to the workspace folder, with `/`; `line` and `column` count from 1. */
export interface BookmarkInput {
  readonly path: string;
  readonly line: number;
  readonly column?: number | undefined;
  readonly label?: string | undefined;
  readonly note?: string | undefined;
  readonly tags?: readonly string[] | undefined;
  readonly anchor?: Anchor | undefined;
  /** Left out: the default list; null: none. */
  readonly list?: string | null | undefined;
  /** The file or folder as a whole; whatever its line, it is kept as 1. */
  readonly target?: "file" | "folder" | undefined;
  readonly color?: string | undefined;
  readonly icon?: string | undefined;
  readonly branch?: string | undefined;
  /** One digit. That another bookmark has it is no obstacle here. */
  readonly mnemonic?: string | undefined;
}

/** What to change of a bookmark: undefined leaves a field as it is; null, or nothing but spaces, takes it away. */
export interface BookmarkChanges {
  readonly label?: string | null | undefined;
  readonly note?: string | null | undefined;
  readonly tags?: readonly string[] | undefined;
  readonly line?: number | undefined;
  readonly column?: number | undefined;
  /** Of the new line. A new line without one forgets what was at the old line. */
  readonly anchor?: Anchor | undefined;
  readonly list?: string | null | undefined;
  readonly color?: string | null | undefined;
  readonly icon?: string | null | undefined;
  readonly branch?: string | null | undefined;
  readonly mnemonic?: string | null | undefined;
}

/**
 * The record that `input` asks for. `id` and `now` come from outside, so that it is the same however often it is tried.
 *
 * @throws {LockstepError} `INVALID`
 */
export function bookmarkFrom(input: BookmarkInput, id: string, now: string): Bookmark {
  const bookmark: Bookmark = {
    id,
    path: bookmarkPath(input.path),
    ...(input.target === undefined ? placeIn(input) : { line: 1, column: 1, target: input.target }),
    ...whereGiven("label", input.label),
    ...(input.note === undefined || input.note.trim() === "" ? {} : { note: input.note }),
    tags: tagsFrom(input.tags ?? []),
    ...whereGiven("list", input.list ?? undefined),
    ...whereGiven("color", colorInput(input.color) ?? undefined),
    ...whereGiven("icon", iconInput(input.icon) ?? undefined),
    ...(input.mnemonic === undefined ? {} : { mnemonic: input.mnemonic }),
    anchor: input.target === undefined ? (input.anchor ?? emptyAnchor) : emptyAnchor,
    state: "anchored",
    ...whereGiven("branch", input.branch),
    createdAt: now,
    updatedAt: now,
  };
  return checked(bookmarkSchema, bookmark, "bookmark");
}

/** The same as something to set in a document, which may have a default list. @throws {LockstepError} `INVALID` */
export function candidateFrom(input: BookmarkInput, id: string, now: string): Candidate {
  return { bookmark: bookmarkFrom(input, id, now), takesDefaultList: input.list === undefined };
}

/** `changes` as they are stored. @throws {LockstepError} `INVALID` */
export function bookmarkChangesFrom(changes: BookmarkChanges): BookmarkChanges {
  return {
    label: optionalLine("label", changes.label),
    note: optionalProse("note", changes.note),
    tags: changes.tags && tagsFrom(changes.tags),
    line: changes.line === undefined ? undefined : position("line", changes.line),
    column: changes.column === undefined ? undefined : position("column", changes.column),
    anchor: changes.anchor,
    list: optionalLine("list", changes.list),
    color: colorInput(changes.color),
    icon: iconInput(changes.icon),
    branch: optionalLine("branch", changes.branch),
    mnemonic: changes.mnemonic,
  };
}

function placeIn({ line, column }: BookmarkInput): { readonly line: number; readonly column: number } {
  return { line: position("line", line), column: position("column", column ?? 1) };
}

function position(noun: string, value: number): number {
  if (!Number.isInteger(value) || value < 1 || value > limits.position) {
    throw new LockstepError("INVALID", "{0} is not a {1}: it has to be a whole number from 1.", [value, noun]);
  }
  return value;
}

/** Each once, in the order given. */
function tagsFrom(tags: readonly string[]): readonly string[] {
  return [...new Set(tags.map((tag) => oneLine("tag", tag, limits.tag)))];
}

function whereGiven<Key extends string>(key: Key, text: string | undefined): { readonly [K in Key]?: string } {
  const given: { [K in Key]?: string } = {};
  return text === undefined ? given : { ...given, [key]: oneLine(key, text) };
}
