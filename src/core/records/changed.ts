import { isDeepStrictEqual } from "node:util";

/**
 * `record` with `changes`: undefined leaves a field as it is, null takes it away. The same record when nothing differs,
 * so that a change which changes nothing writes nothing. Fields that nobody names stay, also those of a newer Lockstep.
 */
export function changed<R extends object>(record: R, changes: object): R {
  const next: R = { ...record };
  for (const [key, value] of Object.entries(changes)) {
    if (value === null) {
      Reflect.deleteProperty(next, key);
    } else if (value !== undefined) {
      Reflect.set(next, key, value);
    }
  }
  return isDeepStrictEqual(next, record) ? record : next;
}

/** `records` with `next` in the place of the one that has its id; the same list when it is that very record. */
export function replaced<R extends { readonly id: string }>(records: readonly R[], next: R): readonly R[] {
  return records.includes(next) ? records : records.map((record) => (record.id === next.id ? next : record));
}
