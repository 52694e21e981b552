import * as z from "zod/mini";
import { formatVersion } from "../records/fields";
import type { Immutable } from "../records/immutable";
import { limits } from "../records/limits";
import { withUniqueIds } from "../records/unique-ids";
import { type DocumentCodec, jsonCodec } from "../storage/document-codec";
import { bookmarkSchema } from "./bookmark";

/** `bookmarks.json`: all bookmarks of a workspace folder. */
export const bookmarksSchema = z.looseObject({
  version: formatVersion,
  bookmarks: z.pipe(
    z
      .array(bookmarkSchema)
      .check(z.maxLength(limits.records), z.describe("Sorted by path, line and column by Lockstep.")),
    z.transform((bookmarks) => withUniqueIds(bookmarks)),
  ),
});

export type BookmarksDocument = Immutable<z.infer<typeof bookmarksSchema>>;

export const bookmarksCodec: DocumentCodec<BookmarksDocument> = jsonCodec(bookmarksSchema, 1);
