import nodePath, { type PlatformPath } from "node:path";
import { LockstepError } from "../core/errors";

/** A place in a file as people and compilers write it; line and column count from 1. */
export interface FilePosition {
  readonly file: string;
  readonly line: number;
  readonly column: number | undefined;
}

/**
 * `FILE:LINE` or `FILE:LINE:COLUMN`. The numbers are taken from the end, so `C:\x.ts:3:1` and names with colons work.
 *
 * @throws {LockstepError} `INVALID`
 */
export function parseFilePosition(text: string): FilePosition {
  const [, file, line, column] = /^(.+?):(-?\d+)(?::(-?\d+))?$/s.exec(text) ?? [];
  if (file === undefined || line === undefined) {
    throw new LockstepError("INVALID", "Say where as FILE:LINE or FILE:LINE:COLUMN; “{0}” has no line.", [text]);
  }
  return {
    file,
    line: countedFromOne("line", line),
    column: column === undefined ? undefined : countedFromOne("column", column),
  };
}

/** @throws {LockstepError} `INVALID` unless `text` is a whole number from 1. */
export function countedFromOne(what: string, text: string): number {
  const number = Number(text);
  if (!/^\d+$/.test(text) || !Number.isSafeInteger(number) || number < 1) {
    throw new LockstepError("INVALID", "The {0} is a whole number from 1, not “{1}”.", [what, text]);
  }
  return number;
}

/**
 * `path` relative to the workspace folder, with `/`; undefined when it lies outside. The folder itself is `.`.
 * `path` is absolute or relative to `cwd`.
 */
export function insideFolder(
  folder: string,
  cwd: string,
  path: string,
  paths: PlatformPath = nodePath,
): string | undefined {
  const relative = paths.relative(folder, paths.resolve(cwd, path));
  if (relative === "") {
    return ".";
  }
  const [first] = relative.split(paths.sep);
  return first === ".." || paths.isAbsolute(relative) ? undefined : relative.replaceAll(paths.sep, "/");
}
