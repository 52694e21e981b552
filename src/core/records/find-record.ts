import { LockstepError } from "../errors";
import { sameName } from "./names";

export interface Findable {
  readonly id: string;
  readonly name?: string | undefined;
}

/**
 * The record that a person means by `ref`: its id, its name, or the beginning of its id when no other begins so.
 *
 * @throws {LockstepError} `NOT_FOUND`; `INVALID` when it is empty or more than one record could be meant
 */
export function findRecord<R extends Findable>(records: readonly R[], ref: string, noun: string): R {
  const found = findRecordIfAny(records, ref, noun);
  if (found === undefined) {
    throw new LockstepError("NOT_FOUND", "There is no {0} “{1}”.", [noun, ref]);
  }
  return found;
}

/** The same, with undefined where there is none. */
export function findRecordIfAny<R extends Findable>(records: readonly R[], ref: string, noun: string): R | undefined {
  const wanted = ref.trim();
  if (wanted === "") {
    throw new LockstepError("INVALID", "Say which {0}: its id, or the beginning of it.", [noun]);
  }
  return (
    records.find(({ id }) => id === wanted) ??
    onlyOne(
      records.filter(({ name }) => name !== undefined && sameName(name, wanted)),
      wanted,
      noun,
    ) ??
    onlyOne(
      records.filter(({ id }) => id.startsWith(wanted)),
      wanted,
      noun,
    )
  );
}

function onlyOne<R extends Findable>(candidates: readonly R[], ref: string, noun: string): R | undefined {
  const [first, second] = candidates;
  if (first !== undefined && second !== undefined) {
    throw new LockstepError("INVALID", "“{0}” could be more than one {1}: {2}, {3}. Use the whole id.", [
      ref,
      noun,
      first.id,
      second.id,
    ]);
  }
  return first;
}
