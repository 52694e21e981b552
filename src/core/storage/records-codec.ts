import * as z from "zod/mini";
import { lazily } from "../lazily";
import { codecOf, type DocumentCodec, validate } from "./document-codec";
import { RecordMemory } from "./record-memory";
import { RecordTexts } from "./record-texts";

export interface RecordsShape<T, R, Field extends string> {
  /** The field of the document that holds its records. */
  readonly field: Field;
  readonly record: z.core.$ZodType<R>;
  /** The schema of the whole document, given one for its records. */
  readonly document: (records: z.ZodMiniType<R[]>) => z.core.$ZodType<T>;
}

type DocumentOf<Field extends string, R> = { readonly version: number } & Readonly<Record<Field, readonly R[]>>;

/**
 * A JSON codec for documents of many records. It remembers records, so that a change of one among thousands costs what
 * one costs. Values, texts and errors are those of `jsonCodec(document(z.array(record)), version)`.
 */
export function recordsCodec<T extends DocumentOf<Field, R>, R extends object, Field extends string>(
  { field, record, document }: RecordsShape<T, R, Field>,
  version: T["version"],
): DocumentCodec<T> {
  const memory = lazily(() => new RecordMemory(record));
  const texts = new RecordTexts(field);
  const forgetful = lazily(() => document(z.array(record)));
  const remembering = lazily(() =>
    document(z.transform((records, payload) => memory().recall(records) ?? refuse(payload))),
  );
  return codecOf(
    {
      validate(value) {
        const result = z.safeParse(remembering(), value);
        return result.success ? result.data : validate(forgetful(), value);
      },
      stringify: (value) => texts.stringify(value),
    },
    version,
  );
}

/** What is wrong, the other schema says. */
function refuse(payload: z.core.ParsePayload): never {
  payload.issues.push({ code: "custom", input: payload.value });
  return z.NEVER;
}
