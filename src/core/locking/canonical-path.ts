import { lstatSync, mkdirSync, realpathSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { ignoring } from "../errors";

/**
 * One name per file, whatever way leads to it: symlinked folders, `..`, a final symlink. The file need
 * not exist; undefined when its folder does not.
 */
export function canonicalPath(path: string): string | undefined {
  const absolute = resolve(path);
  const folder = realPath(dirname(absolute));
  if (folder === undefined) {
    return undefined;
  }
  const canonical = join(folder, basename(absolute));
  const stat = ignoring(["ENOENT"], () => lstatSync(canonical));
  return stat?.isSymbolicLink() ? (realPath(canonical) ?? canonical) : canonical;
}

/** Like {@link canonicalPath}; makes the folder where it is missing. */
export function canonicalPathInFolder(path: string): string {
  const canonical = canonicalPath(path);
  if (canonical !== undefined) {
    return canonical;
  }
  mkdirSync(dirname(resolve(path)), { recursive: true });
  return canonicalPath(path) ?? resolve(path);
}

/** Where names that differ only by case, or by how Unicode spells an accent, are one file, they are one key. */
export function canonicalKey(canonical: string, platform = process.platform): string {
  switch (platform) {
    case "win32":
      return canonical.toLowerCase();
    case "darwin":
      return canonical.normalize("NFC").toLowerCase();
    default:
      return canonical;
  }
}

function realPath(path: string): string | undefined {
  return ignoring(["ENOENT"], () => realpathSync.native(path));
}
