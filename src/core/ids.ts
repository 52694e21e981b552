import { randomUUID } from "node:crypto";
import { LockstepError } from "./errors";

/** What an id may look like: safe as a file name on every system, and in a lease's name. */
export const idPattern = /^[A-Za-z0-9_-]{1,64}$/;

/** A new id, random so that two writers never make the same one. */
export function newId(): string {
  return randomUUID();
}

/** @throws {LockstepError} `INVALID` when `id` can't be one, before anything is looked up or any path is built. */
export function checkId(id: string): void {
  if (!idPattern.test(id)) {
    throw new LockstepError("INVALID", "“{0}” is not an id: ids are 1 to 64 letters, digits, “-” or “_”.", [
      id.slice(0, 80),
    ]);
  }
}
