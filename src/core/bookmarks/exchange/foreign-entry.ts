import type { Anchor } from "../bookmark";

/** A bookmark as other extensions mean it: lines and columns count from 0. */
export interface ForeignEntry {
  /** As it is written there. */
  readonly path: string;
  readonly line: number;
  readonly column?: number | undefined;
  readonly label?: string | undefined;
  readonly note?: string | undefined;
  readonly tags?: readonly string[] | undefined;
  /** Null: in none; left out: the default list, for the extension knows none. */
  readonly list?: string | null | undefined;
  readonly color?: string | undefined;
  readonly icon?: string | undefined;
  readonly mnemonic?: string | undefined;
  readonly branch?: string | undefined;
  readonly target?: "file" | "folder" | undefined;
  /** What was at the line when it was bookmarked; other extensions leave out the space around it. */
  readonly anchor?: Anchor | undefined;
}

/** Something that should be a bookmark and is none. */
export interface UnreadableEntry {
  readonly path: string;
  readonly unreadable: string;
}

export type Entry = ForeignEntry | UnreadableEntry;

/** Which extension, as the command line has it. */
export type ForeignSource = "vb" | "nb" | "bx" | "lb" | "lockstep";

/** The bookmark file of one extension. */
export interface ForeignFormat {
  readonly source: ForeignSource;
  /** What people call the extension. */
  readonly title: string;
  /** What stands in a file of it; undefined when `json` is something else. */
  read(json: unknown): ForeignContent | undefined;
}

export interface ForeignContent {
  readonly entries: readonly Entry[];
  /** Whether it may as well be a file of another extension, which has the same shape. */
  readonly isVague?: boolean;
  /** Where the workspace folder was when the file was written. */
  readonly roots?: readonly string[];
}
