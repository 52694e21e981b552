import { LockstepError } from "../core/errors";
import type { Group } from "../core/groups/group";
import type { Queue } from "../core/queues/queue";
import type { StateFolder } from "../core/state-folder";

export type Named =
  | { readonly kind: "queue"; readonly document: Queue }
  | { readonly kind: "group"; readonly document: Group };

/** A queue and a group may have the same name: then both are meant. @throws {LockstepError} `NOT_FOUND`, `INVALID` */
export async function documentsNamed({ queues, groups }: StateFolder, name: string): Promise<readonly Named[]> {
  const [queue, group] = await Promise.all([foundOrNothing(queues.find(name)), foundOrNothing(groups.find(name))]);
  const found: readonly Named[] = [
    ...(queue === undefined ? [] : [{ kind: "queue", document: queue } as const]),
    ...(group === undefined ? [] : [{ kind: "group", document: group } as const]),
  ];
  if (found.length === 0) {
    throw new LockstepError("NOT_FOUND", "There is no queue and no group “{0}”.", [name]);
  }
  return found;
}

async function foundOrNothing<T>(finding: Promise<T>): Promise<T | undefined> {
  try {
    return await finding;
  } catch (error) {
    if (error instanceof LockstepError && error.code === "NOT_FOUND") {
      return undefined;
    }
    throw error;
  }
}
