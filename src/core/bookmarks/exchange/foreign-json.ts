import { LockstepError } from "../../errors";

/** What no text of JSON holds; a tab or a line end may stand between its values. */
const neverInJson = /[^\P{Cc}\t\n\r]/gu;

/**
 * The value of a bookmark file. Control characters in its strings are dropped: Labeled Bookmarks writes one byte for each
 * character, so that what it makes of an emoji is no JSON any more
 * (https://github.com/koalamer/vsc-labeled-bookmarks, `persist` of its file storage).
 *
 * @param name what to call the file
 * @throws {LockstepError} `INVALID`
 */
export function parseForeignJson(text: string, name: string): unknown {
  const json = text.replace(/^\uFEFF/, "");
  try {
    return JSON.parse(json.replace(neverInJson, ""));
  } catch (error) {
    if (json.trim() === "") {
      throw new LockstepError("INVALID", "{0} is empty; there are no bookmarks in it.", [name]);
    }
    const reason = error instanceof Error ? error.message : String(error);
    throw new LockstepError("INVALID", "{0} is not a bookmark file: it is not JSON ({1}).", [name, reason], {
      cause: error,
    });
  }
}

/** The text of a bookmark file. Bytes that are no UTF-8 were written one for each character, by the same fault. */
export function foreignText(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("latin1").decode(bytes);
  }
}
