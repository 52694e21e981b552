import { LockstepError } from "../../errors";
import type { BookmarkInput } from "../bookmark-input";
import { withAnchor } from "./foreign-anchor";

/** Reads the files that bookmarks are in: a state folder. */
export interface SourceReader {
  /** @throws {LockstepError} when it can't be read */
  readSource(path: string): Promise<readonly string[]>;
}

/** The lines of every file that can be read: a file may be on another branch, and its bookmarks stay all the same. */
export async function linesOfFiles(
  reader: SourceReader,
  places: readonly { readonly path: string }[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const files = new Map<string, readonly string[]>();
  for (const path of new Set(places.map((place) => place.path))) {
    try {
      files.set(path, await reader.readSource(path));
    } catch (error) {
      if (!(error instanceof LockstepError)) {
        throw error;
      }
    }
  }
  return files;
}

/** The inputs with what is at their lines. See {@link withAnchor}. */
export async function withAnchors(
  reader: SourceReader,
  inputs: readonly BookmarkInput[],
): Promise<readonly BookmarkInput[]> {
  const files = await linesOfFiles(reader, inputs);
  return inputs.map((input) => withAnchor(input, files.get(input.path)));
}
