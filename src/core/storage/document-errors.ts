import { basename } from "node:path";
import { LockstepError } from "../errors";
import type { DocumentKey } from "./document-store";
import { nameOf } from "./state-paths";

export function corrupt(key: DocumentKey, reason: string): LockstepError {
  return new LockstepError(
    "CORRUPT",
    '{0} is not a valid document: {1}. It was left as it is and there is no good earlier version. Mend it by hand, or set it aside with "lockstep doctor --fix".',
    [nameOf(key), reason],
    { document: nameOf(key) },
  );
}

export function newerVersion(key: DocumentKey): LockstepError {
  return new LockstepError(
    "NEWER_VERSION",
    "{0} was written by a newer Lockstep and is read-only here. Nothing was changed; please update Lockstep.",
    [nameOf(key)],
    { document: nameOf(key) },
  );
}

/** The lock service knows paths only; people know a document by its place in the state folder. */
export function underItsName<E>(key: DocumentKey, error: E): E | LockstepError {
  if (!(error instanceof LockstepError) || error.document !== basename(nameOf(key))) {
    return error;
  }
  const args = error.args.map((arg) => (arg === error.document ? nameOf(key) : arg));
  return new LockstepError(error.code, error.template, args, { cause: error, document: nameOf(key) });
}
