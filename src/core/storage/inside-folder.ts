import { realpathSync } from "node:fs";
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from "node:path";
import { ignoring, LockstepError } from "../errors";
import { ioError } from "../io-error";

/**
 * The absolute path of `path`, which may be relative to `folder` and need not exist, and never leaves it: neither by its
 * words nor by a link on its way.
 *
 * @throws {LockstepError} `INVALID` when it does, `IO`
 */
export function insideFolder(folder: string, path: string): string {
  const absolute = resolve(folder, path);
  if (path.includes("\0") || !isWithin(resolve(folder), absolute) || !isWithin(realPath(folder), realPath(absolute))) {
    throw new LockstepError("INVALID", "The folder {0} is outside the workspace folder. A command runs inside of it.", [
      path.replaceAll("\0", "�"),
    ]);
  }
  return absolute;
}

function isWithin(folder: string, path: string): boolean {
  const inside = relative(folder, path);
  return inside !== ".." && !inside.startsWith(`..${sep}`) && !isAbsolute(inside);
}

/** Of what is not there: where it would be made. */
function realPath(path: string): string {
  try {
    const real = ignoring(["ENOENT", "ENOTDIR"], () => realpathSync.native(path));
    return real ?? (dirname(path) === path ? path : join(realPath(dirname(path)), basename(path)));
  } catch (error) {
    throw ioError(path, error);
  }
}
