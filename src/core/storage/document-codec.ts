import { en } from "zod/locales";
import * as z from "zod/mini";
import { LockstepError } from "../errors";

/** The mini build of zod comes without words; its locales are functions, not state. */
const words = { error: en().localeError };

/** Turns the text of one kind of document into a value and back. */
export interface DocumentCodec<T> {
  /** The newest format version that this Lockstep writes. */
  readonly version: number;
  /**
   * @throws {DocumentFormatError} with a reason fit for a person when `text` is not such a document
   * @throws {LockstepError} `NEWER_VERSION` when a newer Lockstep wrote it in a shape that this one can't even show
   */
  parse(text: string): { readonly value: T; readonly readOnly: boolean };
  /** @throws {DocumentFormatError} when `value` does not fit its schema: what can't be read must not be written. */
  format(value: T): string;
}

/** The text is not JSON, or not of the document's shape. The reason names the place. */
export class DocumentFormatError extends Error {
  override readonly name = "DocumentFormatError";
}

/**
 * JSON in UTF-8 with two spaces and a final newline, keys in the order of the schema and then those that it does not
 * know, so that a diff shows the change and nothing that a newer Lockstep wrote is lost. Schemas are loose objects.
 */
export function jsonCodec<T extends { readonly version: number }>(
  schema: z.core.$ZodType<T>,
  version: T["version"],
): DocumentCodec<T> {
  return {
    version,
    parse(text) {
      const raw = parseJson(text);
      const found = versionOf(raw);
      const readOnly = found > version;
      return readOnly
        ? { value: parseNewer(schema, raw, version, found), readOnly }
        : { value: validate(schema, raw), readOnly };
    },
    format: (value) => `${JSON.stringify(validate(schema, value), undefined, 2)}\n`,
  };
}

/** A newer document is shown as far as it still has our shape; its own version number stays in the value. */
function parseNewer<T>(schema: z.core.$ZodType<T>, raw: object, version: number, found: number): T {
  const result = z.safeParse(schema, { ...raw, version }, words);
  if (!result.success) {
    throw new LockstepError("NEWER_VERSION", "It has format version {0}; this Lockstep knows version {1}.", [
      found,
      version,
    ]);
  }
  return { ...result.data, version: found };
}

function parseJson(text: string): object {
  const raw: unknown = attempt(() => JSON.parse(text.replace(/^\uFEFF/, "")));
  if (typeof raw !== "object" || raw === null || Array.isArray(raw)) {
    throw new DocumentFormatError("it is not a JSON object");
  }
  return raw;
}

function attempt(parse: () => unknown): unknown {
  try {
    return parse();
  } catch (error) {
    throw new DocumentFormatError(`it is not JSON (${error instanceof Error ? error.message : String(error)})`);
  }
}

function versionOf(raw: object): number {
  const version = "version" in raw ? raw.version : undefined;
  if (typeof version !== "number" || !Number.isInteger(version) || version < 1) {
    throw new DocumentFormatError('its "version" is not a whole number from 1');
  }
  return version;
}

/** @throws {DocumentFormatError} that names the first place where `value` does not fit. */
export function validate<T>(schema: z.core.$ZodType<T>, value: unknown): T {
  const result = z.safeParse(schema, value, words);
  if (!result.success) {
    const [issue] = result.error.issues;
    const place = issue?.path.map(String).join(".") || "the document";
    throw new DocumentFormatError(`${place}: ${issue?.message ?? "not of the right shape"}`);
  }
  return result.data;
}
