import { LockstepError } from "../core/errors";

/** What is thrown when a person answers a question with Escape. */
export function cancelled(): LockstepError {
  return new LockstepError("ABORTED", "Cancelled.");
}

export function isCancelled(error: unknown): boolean {
  return error instanceof LockstepError && error.code === "ABORTED";
}
