import { en } from "zod/locales";
import * as z from "zod/mini";
import { LockstepError } from "../errors";
import { lazily } from "../lazily";
import { plainCheck } from "./plain-value";

/** The mini build of zod comes without words; its locales are functions, not state. */
const words = { error: en().localeError };

/** Turns the text of one kind of document into a value and back. */
export interface DocumentCodec<T> {
  /** The newest format version that this Lockstep writes. */
  readonly version: number;
  /** See {@link WriteOptions.durable}; true where it is left out. */
  readonly durable?: boolean;
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

/** What the values of one kind of document are, and how they are spelled in JSON. */
export interface DocumentShape<T> {
  /** The value in its normal form. @throws {DocumentFormatError} that names the first place where it does not fit */
  validate(value: unknown): T;
  /** Of a value in its normal form: `JSON.stringify` with two spaces. */
  stringify(value: T): string;
}

/** One schema for the whole document. Schemas are loose objects. */
export function jsonCodec<T extends { readonly version: number }>(
  schema: z.core.$ZodType<T>,
  version: T["version"],
): DocumentCodec<T> {
  const isPlain = lazily(() => plainCheck(schema));
  return codecOf(
    {
      validate: (value) => (isPlain()(value) ? value : validate(schema, value)),
      stringify: (value) => JSON.stringify(value, undefined, 2),
    },
    version,
  );
}

/**
 * JSON in UTF-8 with two spaces and a final newline, keys in the order of the schema and then those that it does not
 * know, so that a diff shows the change and nothing that a newer Lockstep wrote is lost.
 */
export function codecOf<T extends { readonly version: number }>(
  shape: DocumentShape<T>,
  version: T["version"],
): DocumentCodec<T> {
  return {
    version,
    parse(text) {
      const raw = parseJson(text);
      const found = versionOf(raw);
      const readOnly = found > version;
      return { value: readOnly ? parseNewer(shape, raw, version, found) : shape.validate(raw), readOnly };
    },
    format: (value) => `${shape.stringify(shape.validate(value))}\n`,
  };
}

/** A newer document is shown as far as it still has our shape; its own version number stays in the value. */
function parseNewer<T>(shape: DocumentShape<T>, raw: object, version: number, found: number): T {
  try {
    return { ...shape.validate({ ...raw, version }), version: found };
  } catch (error) {
    throw error instanceof DocumentFormatError ? newer(version, found) : error;
  }
}

function newer(version: number, found: number): LockstepError {
  return new LockstepError("NEWER_VERSION", "It has format version {0}; this Lockstep knows version {1}.", [
    found,
    version,
  ]);
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
