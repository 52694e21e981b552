/** What a rule makes of a document, and what its caller wants to know of it. */
export interface Outcome<D, R> {
  readonly document: D;
  readonly result: R;
}

/**
 * Runs a rule as a modifier and resolves with its result. A modifier may be run more than once; the last run is the one
 * that was stored.
 */
export async function outcomeOf<D, R>(
  modify: (modifier: (current: D | undefined) => D) => Promise<unknown>,
  rule: (current: D | undefined) => Outcome<D, R>,
): Promise<R> {
  const runs: Outcome<D, R>[] = [];
  await modify((current) => {
    const outcome = rule(current);
    runs.push(outcome);
    return outcome.document;
  });
  const last = runs.at(-1);
  if (last === undefined) {
    throw new Error("The store resolved without running the modifier.");
  }
  return last.result;
}
