import { basename } from "node:path";
import { LockstepError } from "../errors";
import type { OwnerRecord } from "./owner-record";
import type { GaveUp } from "./waiting";

export function lockLost(document: string): LockstepError {
  return new LockstepError(
    "LOCK_LOST",
    "Another writer took over the lock of {0} while this one was paused. Nothing was written; please repeat the change.",
    [basename(document)],
    { document: basename(document) },
  );
}

export function lockTimeout(document: string, holder: OwnerRecord | undefined, cause: GaveUp): LockstepError {
  const name = basename(document);
  const options = { cause, document: name };
  if (holder === undefined) {
    return new LockstepError(
      "LOCK_TIMEOUT",
      "{0} stayed locked. Nothing was changed; please try again.",
      [name],
      options,
    );
  }
  return new LockstepError(
    "LOCK_TIMEOUT",
    "{0} is locked by {1} (pid {2} on {3}) since {4}. Nothing was changed; please try again, or end that process.",
    [name, holder.app, holder.pid, holder.host, holder.since],
    options,
  );
}
