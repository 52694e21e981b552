import { isDeepStrictEqual } from "node:util";
import { greaterSide, type Side, type Versions } from "./merge-fields";

type Ids = readonly string[];

/**
 * The order of the records of a merged document. What both sides have is in the order of the side that changed it, or of
 * the newer one when both did. What only the other side has comes behind the same record as there.
 *
 * @param kept the ids of all records of the merged document
 * @param newer the side that was changed last, where that can be told
 */
export function mergeOrder(all: Versions<Ids>, kept: ReadonlySet<string>, newer: Side | undefined): Ids {
  const there = (ids: Ids) => ids.filter((id) => kept.has(id));
  const versions = { base: there(all.base), ours: there(all.ours), theirs: there(all.theirs) };
  const main = mainSide(versions, newer);
  const others = versions[opposite(main)];
  const order = [...versions[main]];
  const placed = new Set(order);
  const onlyMain = without(placed, others);
  let previous: string | undefined;
  for (const id of others) {
    if (!placed.has(id)) {
      order.splice(placeBehind(order, previous, onlyMain), 0, id);
      placed.add(id);
    }
    previous = id;
  }
  return order;
}

/** The side whose order counts. When both agree, the older one: what was added first comes first. */
function mainSide(versions: Versions<Ids>, newer: Side | undefined): Side {
  const ours = within(versions.ours, versions.theirs);
  const theirs = within(versions.theirs, versions.ours);
  if (isDeepStrictEqual(ours, theirs)) {
    return newer === undefined ? greaterSide(versions) : opposite(newer);
  }
  const moved = (ids: Ids) => !isDeepStrictEqual(within(ids, versions.base), within(versions.base, ids));
  if (moved(versions.ours) !== moved(versions.theirs)) {
    return moved(versions.ours) ? "ours" : "theirs";
  }
  return newer ?? greaterSide({ ours, theirs });
}

function opposite(side: Side): Side {
  return side === "ours" ? "theirs" : "ours";
}

function within(ids: Ids, others: Ids): Ids {
  const known = new Set(others);
  return ids.filter((id) => known.has(id));
}

function without(ids: ReadonlySet<string>, others: Ids): ReadonlySet<string> {
  const left = new Set(ids);
  for (const id of others) {
    left.delete(id);
  }
  return left;
}

/** Behind what the main side alone has there, too. */
function placeBehind(order: Ids, previous: string | undefined, onlyMain: ReadonlySet<string>): number {
  let index = previous === undefined ? 0 : order.indexOf(previous) + 1;
  for (let id = order[index]; id !== undefined && onlyMain.has(id); id = order[index]) {
    index++;
  }
  return index;
}
