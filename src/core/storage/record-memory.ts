import * as z from "zod/mini";
import { plainCheck } from "./plain-value";

/**
 * Which records are known to be valid, so that a change of one does not validate the others again. That is safe because
 * records are values: whoever changes one makes another. What is remembered is frozen, so that a mistake throws; only
 * the record itself, for to freeze its parts as well would take as long as to check them all.
 */
export class RecordMemory<R extends object> {
  /** What the schema makes of a record, by the record. */
  private readonly valid = new WeakMap<object, R>();
  private readonly isPlain: (value: unknown) => value is R;

  constructor(private readonly schema: z.core.$ZodType<R>) {
    this.isPlain = plainCheck(schema);
  }

  /** What `z.array(schema)` makes of it; undefined when it is not valid. The schema is asked about new records only. */
  recall(value: unknown): R[] | undefined {
    if (!Array.isArray(value)) {
      return undefined;
    }
    const records: R[] = [];
    for (const item of value) {
      const record = this.valid.get(item) ?? this.learn(item);
      if (record === undefined) {
        return undefined;
      }
      records.push(record);
    }
    return records;
  }

  private learn(value: object): R | undefined {
    if (this.isPlain(value)) {
      return this.remember(value, value);
    }
    const { data } = z.safeParse(this.schema, value);
    if (data === undefined) {
      return undefined;
    }
    this.remember(data, data);
    return this.remember(value, data);
  }

  private remember(value: object, record: R): R {
    this.valid.set(Object.freeze(value), record);
    return record;
  }
}
