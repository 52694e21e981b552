import { statSync } from "node:fs";
import { ignoring } from "../errors";

/** Whether there is a folder at the path, or a link to one, that we may look at. */
export function isFolder(path: string): boolean {
  // The last one: it holds what no path can.
  const unreachable = ["ENOENT", "ENOTDIR", "EACCES", "EPERM", "ELOOP", "ENAMETOOLONG", "ERR_INVALID_ARG_VALUE"];
  return ignoring(unreachable, () => statSync(path))?.isDirectory() ?? false;
}
