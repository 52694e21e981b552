import * as z from "zod/mini";
import { formatVersion } from "../records/fields";
import type { Immutable } from "../records/immutable";
import { limits } from "../records/limits";
import { withUniqueIds } from "../records/unique-ids";
import type { DocumentCodec } from "../storage/document-codec";
import { recordsCodec } from "../storage/records-codec";
import { bookmarkSchema } from "./bookmark";

const documentOf = (bookmarks: z.ZodMiniType<z.infer<typeof bookmarkSchema>[]>) =>
  z.looseObject({
    version: formatVersion,
    bookmarks: z.pipe(
      bookmarks.check(z.maxLength(limits.records), z.describe("Sorted by path, line and column by Lockstep.")),
      z.transform((records) => withUniqueIds(records)),
    ),
  });

/** `bookmarks.json`: all bookmarks of a workspace folder. */
export const bookmarksSchema = documentOf(z.array(bookmarkSchema));

export type BookmarksDocument = Immutable<z.infer<typeof bookmarksSchema>>;

export const bookmarksCodec: DocumentCodec<BookmarksDocument> = recordsCodec(
  { field: "bookmarks", record: bookmarkSchema, document: documentOf },
  1,
);
