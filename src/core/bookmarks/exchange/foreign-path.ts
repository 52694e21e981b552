import { posix } from "node:path";

/** The path as Lockstep has it, or why there is none. */
export type ForeignPath = { readonly path: string } | { readonly reason: string };

/** What Bookmarks and Numbered Bookmarks wrote in place of the workspace folder until 2020. */
const rootMark = /^\$ROOTPATH\$(?:\/|$)/;
/** Only Windows writes backslashes; there a name can't hold one. */
const windowsPath = /^(?:[A-Za-z]:)?[^/]*\\/;
const unsaved = /^(?:untitled:.*|Untitled-\d+)$/i;

/**
 * A path of a foreign file, relative to the workspace folder. Looks at words only, never at the disk.
 *
 * @param roots where the workspace folder is or was when the file was written, absolute
 */
export function foreignPath(written: string, roots: readonly string[]): ForeignPath {
  if (unsaved.test(written)) {
    return { reason: "it is in a file that was never saved" };
  }
  const slashed = withSlashes(written);
  const path = rootMark.test(slashed) ? slashed.replace(rootMark, "") : relativeTo(roots, slashed);
  const normal = path === undefined ? "" : posix.normalize(path).replace(/\/$/, "");
  if (["", ".", ".."].includes(normal) || normal.startsWith("../") || isAbsolute(normal)) {
    return { reason: "it is outside the workspace folder" };
  }
  return { path: normal };
}

/** Undefined when it is absolute and in none of them. */
function relativeTo(roots: readonly string[], path: string): string | undefined {
  if (!isAbsolute(path)) {
    return path;
  }
  const inside = withSmallDrive(path);
  const folders = roots.map((root) => `${withSmallDrive(withSlashes(root)).replace(/\/+$/, "")}/`);
  const folder = folders.find((candidate) => inside.startsWith(candidate));
  return folder === undefined ? undefined : inside.slice(folder.length);
}

function withSlashes(path: string): string {
  return windowsPath.test(path) ? path.replaceAll("\\", "/") : path;
}

function isAbsolute(path: string): boolean {
  return path.startsWith("/") || /^[A-Za-z]:/.test(path);
}

function withSmallDrive(path: string): string {
  return path.replace(/^[A-Z]:/, (drive) => drive.toLowerCase());
}
