import { stripVTControlCharacters } from "node:util";
import { quoteForPosix } from "../core/posix-words";
import { quoteForCmd } from "../core/shell-words";
import type { Environment } from "./io";

/** How text is set apart on a terminal; the identity everywhere else. */
export interface Style {
  readonly bold: (text: string) => string;
  readonly dim: (text: string) => string;
  readonly good: (text: string) => string;
  readonly bad: (text: string) => string;
  readonly active: (text: string) => string;
}

const same = (text: string) => text;
export const plainStyle: Style = { bold: same, dim: same, good: same, bad: same, active: same };
export const colourStyle: Style = {
  bold: sequence(1, 22),
  dim: sequence(2, 22),
  good: sequence(32, 39),
  bad: sequence(31, 39),
  active: sequence(36, 39),
};

function sequence(on: number, off: number): (text: string) => string {
  return (text) => (text === "" ? "" : `\u001b[${on}m${text}\u001b[${off}m`);
}

/** Colours are for terminals whose user has not declined them: https://no-color.org */
export function wantsColour(isTTY: boolean, env: Environment): boolean {
  return isTTY && (env.NO_COLOR ?? "") === "" && env.TERM !== "dumb";
}

// Documents may come with a repository: what they say must not steer the terminal nor turn the text around.
const unsafe = /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu;
const shortEscapes: ReadonlyMap<string, string> = new Map([
  ["\n", "\\n"],
  ["\r", "\\r"],
  ["\t", "\\t"],
]);

/** One line, with control characters spelled out. */
export function printable(text: string): string {
  return text.replace(unsafe, (character) => shortEscapes.get(character) ?? spelledOut(character));
}

function spelledOut(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
}

/** `text` on one line of at most `width` characters. */
export function excerpt(text: string, width: number): string {
  const characters = [...printable(text.trim())];
  return characters.length <= width ? characters.join("") : `${characters.slice(0, width - 1).join("")}…`;
}

/** Rows of cells in columns, two spaces apart. Cells may be styled. */
export function aligned(rows: readonly (readonly string[])[]): string[] {
  const widths = new Array<number>(Math.max(0, ...rows.map((row) => row.length))).fill(0);
  for (const row of rows) {
    for (const [index, cell] of row.entries()) {
      widths[index] = Math.max(widths[index] ?? 0, widthOf(cell));
    }
  }
  return rows.map((row) =>
    row
      .map((cell, index) => cell + " ".repeat((widths[index] ?? 0) - widthOf(cell)))
      .join("  ")
      .trimEnd(),
  );
}

/** Columns in which nothing stands are no columns. */
export function withoutEmptyColumns(rows: readonly (readonly string[])[]): readonly (readonly string[])[] {
  return rows.map((cells) => cells.filter((_, column) => rows.some((row) => widthOf(row[column] ?? "") > 0)));
}

/** Characters that show. */
export function widthOf(cell: string): number {
  return [...stripVTControlCharacters(cell)].length;
}

const shortestId = 8;

/** Shortens ids to the length, at least eight, at which all of `ids` differ. */
export function shortener(ids: Iterable<string>): (id: string) => string {
  const sorted = [...new Set(ids)].sort();
  const shared = sorted.slice(1).map((id, index) => sharedLength(id, sorted[index] ?? ""));
  const length = Math.max(shortestId, ...shared.map((count) => count + 1));
  return (id) => id.slice(0, length);
}

function sharedLength(a: string, b: string): number {
  let length = 0;
  while (length < a.length && a[length] === b[length]) {
    length++;
  }
  return length;
}

/** A word as a person would type it in a line that we suggest. */
export function hintWord(word: string): string {
  return printable(process.platform === "win32" ? quoteForCmd(word) : quoteForPosix(word));
}

/** `2 commands`, `1 command`. */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}
