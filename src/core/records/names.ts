import { LockstepError } from "../errors";

export interface Named {
  readonly id: string;
  readonly name: string;
}

/** Whether people would take two names for one: case, spaces around them and Unicode's spellings don't count. */
export function sameName(left: string, right: string): boolean {
  return canonicalName(left) === canonicalName(right);
}

/** @throws {LockstepError} `CONFLICT` when a record other than `id` has that name. */
export function checkNameIsFree(records: readonly Named[], { id, name }: Named, noun: string): void {
  if (isTaken(records, { id, name })) {
    throw new LockstepError("CONFLICT", "There is a {0} with the name “{1}” already.", [noun, name]);
  }
}

/** `wanted`, or what it becomes when it is taken: for bringing a record back, which must not fail for its name. */
export function freeName(records: readonly Named[], wanted: Named): string {
  let name = wanted.name;
  for (let number = 2; isTaken(records, { id: wanted.id, name }); number++) {
    name = `${wanted.name} (${number})`;
  }
  return name;
}

function isTaken(records: readonly Named[], { id, name }: Named): boolean {
  return records.some((record) => record.id !== id && sameName(record.name, name));
}

/** The same for all spellings of one name. */
export function canonicalName(name: string): string {
  return name.trim().normalize("NFC").toLowerCase();
}
