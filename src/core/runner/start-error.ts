import { systemErrorCode } from "../errors";
import { isFolder } from "../storage/is-folder";

/** Why a program could not be started, for a person. The system says ENOENT for a missing folder as well. */
export function startError(error: unknown, file: string, cwd: string): string {
  if (!isFolder(cwd)) {
    return `There is no folder ${cwd} to run it in.`;
  }
  switch (systemErrorCode(error)) {
    case "ENOENT":
      return `There is no program ${file}: it is not installed, or not on the PATH.`;
    case "EACCES":
    case "EPERM":
      return `${file} can't be run: permission denied.`;
    case "E2BIG":
      return "The command line and its environment are too long for this system.";
    case "EAGAIN":
    case "EMFILE":
    case "ENFILE":
    case "ENOMEM":
      return `${file} can't be run now: the system has too much to do. Try it again later.`;
    default:
      return `${file} can't be run: ${error instanceof Error ? error.message : String(error)}`;
  }
}
