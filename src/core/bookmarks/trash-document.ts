import * as z from "zod/mini";
import { formatVersion, timestamp } from "../records/fields";
import type { Immutable } from "../records/immutable";
import { limits } from "../records/limits";
import { type DocumentCodec, jsonCodec } from "../storage/document-codec";
import { bookmarkSchema } from "./bookmark";

const trashedBookmarkSchema = z.looseObject({ removedAt: timestamp("When it was removed."), bookmark: bookmarkSchema });

const trashSchema = z.looseObject({
  version: formatVersion,
  removed: z.array(trashedBookmarkSchema).check(z.maxLength(limits.records)),
});

/** A bookmark that was removed. */
export type TrashedBookmark = Immutable<z.infer<typeof trashedBookmarkSchema>>;
/** `trash.json`: what was removed lately, the newest first. It is this checkout's own and never shared. */
export type TrashDocument = Immutable<z.infer<typeof trashSchema>>;

/** Durable like the bookmarks themselves: what it holds is nowhere else. */
export const trashCodec: DocumentCodec<TrashDocument> = jsonCodec<TrashDocument>(trashSchema, 1);
