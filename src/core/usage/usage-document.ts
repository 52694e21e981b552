import * as z from "zod/mini";
import { formatVersion } from "../records/fields";
import type { Immutable } from "../records/immutable";
import { limits } from "../records/limits";
import type { DocumentCodec } from "../storage/document-codec";
import { recordsCodec } from "../storage/records-codec";
import { usageEntrySchema } from "./usage-entry";

const documentOf = (entries: z.ZodMiniType<z.infer<typeof usageEntrySchema>[]>) =>
  z.looseObject({
    version: formatVersion,
    entries: entries.check(z.maxLength(limits.records), z.describe("In the order in which they were reported.")),
  });

/** `local/usage/<month>.json`: what was used in a month, or a part of it. */
export type UsageDocument = Immutable<z.infer<ReturnType<typeof documentOf>>>;

export const usageCodec: DocumentCodec<UsageDocument> = recordsCodec(
  { field: "entries", record: usageEntrySchema, document: documentOf },
  1,
);
