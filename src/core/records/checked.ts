import type * as z from "zod/mini";
import { LockstepError } from "../errors";
import { DocumentFormatError, validate } from "../storage/document-codec";

/**
 * The last look at a record that somebody's input went into, before it is handed to the store: what the schema would
 * refuse is the caller's mistake, not a corrupt document.
 *
 * @throws {LockstepError} `INVALID`
 */
export function checked<R extends object>(schema: z.core.$ZodType, record: R, noun: string): R {
  try {
    validate(schema, record);
    return record;
  } catch (error) {
    if (error instanceof DocumentFormatError) {
      throw new LockstepError("INVALID", "This can't be kept in the {0}: {1}.", [noun, error.message], {
        cause: error,
      });
    }
    throw error;
  }
}
