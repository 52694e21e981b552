import { statSync } from "node:fs";
import { ignoring } from "../errors";

/** Whether there is a folder at the path, or a link to one, that we may look at. */
export function isFolder(path: string): boolean {
  const unreachable = ["ENOENT", "ENOTDIR", "EACCES", "EPERM", "ELOOP", "ENAMETOOLONG"];
  return ignoring(unreachable, () => statSync(path))?.isDirectory() ?? false;
}
