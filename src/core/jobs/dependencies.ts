import { LockstepError } from "../errors";

/** Something that waits for others of its kind: a session, a command. */
export interface Dependent {
  readonly id: string;
  readonly name: string;
  readonly dependsOn: readonly string[];
}

/**
 * Checks what one of them depends on. Only its own: a mistake that a person made by hand elsewhere must not stand in the
 * way of every other change.
 *
 * @param all with `dependent` as it shall be
 * @throws {LockstepError} `NOT_FOUND` for an id that is not among them, `PRECONDITION` for a cycle
 */
export function checkDependencies(all: readonly Dependent[], dependent: Dependent): void {
  const byId = new Map(all.map((candidate) => [candidate.id, candidate]));
  for (const id of dependent.dependsOn) {
    if (!byId.has(id)) {
      throw new LockstepError("NOT_FOUND", "“{0}” can't wait for “{1}”: there is none with that id beside it.", [
        dependent.name,
        id,
      ]);
    }
  }
  const cycle = cycleThrough(byId, dependent);
  if (cycle !== undefined) {
    throw new LockstepError("PRECONDITION", "“{0}” would wait for itself: {1}.", [
      dependent.name,
      cycle.map(({ name }) => name).join(" → "),
    ]);
  }
}

/** These, and all that wait for one of them, or for what waits for one. */
export function withDependants(
  all: readonly Pick<Dependent, "id" | "dependsOn">[],
  ids: Iterable<string>,
): ReadonlySet<string> {
  const found = new Set(ids);
  for (let size = 0; size < found.size; ) {
    size = found.size;
    for (const { id, dependsOn } of all) {
      if (dependsOn.some((other) => found.has(other))) {
        found.add(id);
      }
    }
  }
  return found;
}

/** Whether what it depends on leads back to it. */
export function wouldWaitForItself(all: readonly Dependent[], dependent: Dependent): boolean {
  return cycleThrough(new Map(all.map((candidate) => [candidate.id, candidate])), dependent) !== undefined;
}

/** Nobody depends on one that is not there. Those that did not are the same objects. */
export function withoutReferencesTo<D extends { readonly dependsOn: readonly string[] }>(
  all: readonly D[],
  id: string,
): readonly D[] {
  return all.map((one) =>
    one.dependsOn.includes(id) ? { ...one, dependsOn: one.dependsOn.filter((dependency) => dependency !== id) } : one,
  );
}

/** The way from one along what it depends on back to itself. */
function cycleThrough(byId: ReadonlyMap<string, Dependent>, start: Dependent): readonly Dependent[] | undefined {
  const cameFrom = new Map<Dependent, Dependent>();
  const toVisit = [start];
  for (let session = toVisit.pop(); session !== undefined; session = toVisit.pop()) {
    for (const next of session.dependsOn.flatMap((id) => byId.get(id) ?? [])) {
      if (next.id === start.id) {
        return [...wayTo(session, cameFrom), start];
      }
      if (!cameFrom.has(next)) {
        cameFrom.set(next, session);
        toVisit.push(next);
      }
    }
  }
  return undefined;
}

function wayTo(session: Dependent, cameFrom: ReadonlyMap<Dependent, Dependent>): readonly Dependent[] {
  const way: Dependent[] = [];
  for (let step: Dependent | undefined = session; step !== undefined; step = cameFrom.get(step)) {
    way.unshift(step);
  }
  return way;
}
