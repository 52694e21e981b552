import { LockstepError } from "../errors";
import { limits } from "../records/limits";
import { bookmarkPathPattern } from "./bookmark";

/**
 * The one spelling of a path inside the workspace folder: without `./` and doubled slashes.
 *
 * @throws {LockstepError} `INVALID` when it is empty, absolute, leaves the folder or is written with backslashes
 */
export function bookmarkPath(path: string): string {
  const spelled = path.startsWith("/") ? path : withoutEmptySegments(path);
  if (spelled === "") {
    throw new LockstepError("INVALID", "The path of the file is empty.");
  }
  if (!bookmarkPathPattern.test(spelled) || spelled.length > limits.path) {
    throw new LockstepError(
      "INVALID",
      "“{0}” is not a path inside the workspace folder: it has to be relative to it, with “/” and without “..”.",
      [path.slice(0, 200)],
    );
  }
  return spelled;
}

function withoutEmptySegments(path: string): string {
  return path
    .split("/")
    .filter((segment) => segment !== "" && segment !== ".")
    .join("/");
}
