import { LockstepError } from "../errors";

/** Where in a list a record goes; `at` counts from 1 as the list is afterwards, past the end is the end. */
export type Placement = { readonly at: number } | { readonly before: string } | { readonly after: string };

interface Identified {
  readonly id: string;
}

/**
 * `records` with `record` at its place: moved there when its id is among them, added when not. Undefined is the end.
 * The same list when it is there already.
 *
 * @throws {LockstepError} `INVALID` for a position below 1, `NOT_FOUND` for a neighbour that is not there
 */
export function place<R extends Identified>(
  records: readonly R[],
  record: R,
  placement: Placement | undefined,
  noun: string,
): readonly R[] {
  if (isBesideItself(records, record, placement)) {
    return records;
  }
  const others = records.filter(({ id }) => id !== record.id);
  const index = indexFor(others, placement, noun);
  const placed = [...others.slice(0, index), record, ...others.slice(index)];
  return sameRecords(placed, records) ? records : placed;
}

function isBesideItself(records: readonly Identified[], { id }: Identified, placement: Placement | undefined): boolean {
  const neighbour = placement === undefined ? undefined : neighbourOf(placement);
  return neighbour === id && records.some((record) => record.id === id);
}

function neighbourOf(placement: Placement): string | undefined {
  if ("before" in placement) {
    return placement.before;
  }
  return "after" in placement ? placement.after : undefined;
}

function indexFor(others: readonly Identified[], placement: Placement | undefined, noun: string): number {
  if (placement === undefined) {
    return others.length;
  }
  if ("at" in placement) {
    if (!Number.isInteger(placement.at) || placement.at < 1) {
      throw new LockstepError("INVALID", "{0} is not a position: positions count from 1.", [placement.at]);
    }
    return Math.min(placement.at - 1, others.length);
  }
  const neighbour = "before" in placement ? placement.before : placement.after;
  const index = others.findIndex(({ id }) => id === neighbour);
  if (index < 0) {
    throw new LockstepError("NOT_FOUND", "There is no {0} “{1}” to put it beside.", [noun, neighbour]);
  }
  return "before" in placement ? index : index + 1;
}

function sameRecords<R>(left: readonly R[], right: readonly R[]): boolean {
  return left.length === right.length && left.every((record, index) => record === right[index]);
}
