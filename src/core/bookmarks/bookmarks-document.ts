import * as z from "zod/mini";
import { lazily } from "../lazily";
import { formatVersion, title } from "../records/fields";
import type { Immutable } from "../records/immutable";
import { limits } from "../records/limits";
import { withUniqueIds } from "../records/unique-ids";
import type { DocumentCodec } from "../storage/document-codec";
import { recordsCodec } from "../storage/records-codec";
import { bookmarkListSchema, bookmarkSchema } from "./bookmark";
import { withIds } from "./ids-by-hand";

const documentOf = (bookmarks: z.ZodMiniType<z.infer<typeof bookmarkSchema>[]>) =>
  z.looseObject({
    version: formatVersion,
    bookmarks: z.pipe(
      bookmarks.check(z.maxLength(limits.records), z.describe("Sorted by path, line and column by Lockstep.")),
      z.transform((records) => withUniqueIds(withIds(records))),
    ),
    lists: z.optional(
      z
        .array(bookmarkListSchema)
        .check(z.maxLength(limits.lists), z.describe("The lists of bookmarks, in the order in which they show.")),
    ),
    defaultList: z.optional(title("The list of bookmarks that are set without naming one.")),
  });

/** `bookmarks.json`: all bookmarks of a workspace folder. */
export const bookmarksSchema = lazily(() => documentOf(z.array(bookmarkSchema)));

export type BookmarksDocument = Immutable<z.infer<ReturnType<typeof documentOf>>>;

export const bookmarksCodec: DocumentCodec<BookmarksDocument> = recordsCodec(
  { field: "bookmarks", record: bookmarkSchema, document: documentOf },
  1,
);
