import { describeOperation, type Operation, type Sight } from "./history";

/**
 * What is wrong with a document to which entries were added at the end and from which nothing was removed. Nothing, if
 * every acknowledged add is there once, in an order that agrees with time; nothing is there that was refused or never asked for;
 * and every sight of the document held what was acknowledged before it and nothing that was asked for after it.
 * (Jepsen's set-full, for a set that remembers the order.)
 */
export function checkSet(
  operations: readonly Operation[],
  sights: readonly Sight[],
  entries: readonly string[],
): readonly string[] {
  const adds = new Map(operations.flatMap((op) => (op.call.f === "add" ? [[op.call.value, op] as const] : [])));
  return [
    ...wrongEntries(adds, entries),
    ...missingEntries(adds, entries),
    ...wrongOrder(adds, entries),
    ...wrongSights(adds, sights, entries),
  ];
}

type Adds = ReadonlyMap<string, Operation>;

function wrongEntries(adds: Adds, entries: readonly string[]): readonly string[] {
  const seen = new Set<string>();
  return entries.flatMap((entry) => {
    const add = adds.get(entry);
    const twice = seen.has(entry);
    seen.add(entry);
    return [
      ...(twice ? [`applied twice: ${entry}`] : []),
      ...(add === undefined ? [`there, but never asked for: ${entry}`] : []),
      ...(add?.outcome === "fail" ? [`there, but refused: ${describeOperation(add)}`] : []),
    ];
  });
}

function missingEntries(adds: Adds, entries: readonly string[]): readonly string[] {
  const present = new Set(entries);
  return [...adds].flatMap(([value, add]) =>
    add.outcome === "ok" && !present.has(value) ? [`acknowledged, but lost: ${describeOperation(add)}`] : [],
  );
}

function wrongOrder(adds: Adds, entries: readonly string[]): readonly string[] {
  let latest: Operation | undefined;
  return entries.flatMap((entry) => {
    const add = adds.get(entry);
    if (add === undefined) {
      return [];
    }
    const before = latest;
    if (before === undefined || add.invoked > before.invoked) {
      latest = add;
    }
    return before !== undefined && add.returned < before.invoked
      ? [`stands behind one that was asked for after it was acknowledged: ${describeOperation(add)}`]
      : [];
  });
}

function wrongSights(adds: Adds, sights: readonly Sight[], entries: readonly string[]): readonly string[] {
  return sights.flatMap(({ begun, t, count }) => {
    const tooEarly = entries.slice(0, count).filter((entry) => (adds.get(entry)?.invoked ?? 0) > t);
    const missed = entries
      .slice(count)
      .filter((entry) => adds.get(entry)?.outcome === "ok" && (adds.get(entry)?.returned ?? t) < begun);
    return [
      ...tooEarly.map((entry) => `seen before it was asked for: ${entry}`),
      ...missed.map((entry) => `acknowledged, but missed by a later read: ${entry}`),
    ];
  });
}
