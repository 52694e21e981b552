import { randomInt } from "node:crypto";

/** What each name yielded, round by round. */
export type Rounds<Name extends string, Result> = Readonly<Record<Name, readonly Result[]>>;

/**
 * Lets everyone run once per round, in an order drawn anew for each, so that a busy moment of the machine, or the wake of
 * a neighbour, hits no one more than the others.
 */
export async function inRounds<Name extends string, Result>(
  rounds: number,
  names: readonly Name[],
  run: (name: Name, round: number) => Promise<Result>,
  /** Milliseconds after which no new round begins. */
  patience = Number.POSITIVE_INFINITY,
): Promise<Rounds<Name, Result>> {
  const results = new Map<Name, Result[]>(names.map((name) => [name, []]));
  const deadline = performance.now() + patience;
  for (let round = 0; round < rounds && (round === 0 || performance.now() < deadline); round++) {
    for (const name of shuffled(names)) {
      results.get(name)?.push(await run(name, round));
    }
  }
  return Object.fromEntries(results) as Record<Name, Result[]>;
}

function shuffled<T>(items: readonly T[]): readonly T[] {
  const left = [...items];
  return items.flatMap(() => left.splice(randomInt(left.length), 1));
}
