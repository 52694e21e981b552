/**
 * Why an operation failed, as a program sees it. People read the message.
 *
 * - `INVALID` the caller's words are off: a bad id, an empty label, a line that the file does not have
 * - `NOT_FOUND` no record or document has that id or name
 * - `CONFLICT` it exists already
 * - `PRECONDITION` it exists but its state forbids this (a running queue, a cycle of dependencies)
 * - `LOCK_TIMEOUT` another writer kept the lock for longer than we may wait
 * - `LOCK_LOST` another writer took the lock over while this one was paused; nothing was written
 * - `LOCK_REENTRANT` a programming error: this async context holds the lock that it asks for
 * - `ABORTED` the caller cancelled
 * - `CORRUPT` the document is not valid and no good version of it is left
 * - `NEWER_VERSION` a newer Lockstep wrote the document; this one only reads it
 * - `SYMLINK` the document or its folder is a symbolic link, which Lockstep does not follow
 * - `IO` the file system said no (permissions, disk full, …); nothing was changed
 * - `UNFLUSHED` the change was made, but the disk did not confirm that it would survive a power cut
 */
export type ErrorCode =
  | "INVALID"
  | "NOT_FOUND"
  | "CONFLICT"
  | "PRECONDITION"
  | "LOCK_TIMEOUT"
  | "LOCK_LOST"
  | "LOCK_REENTRANT"
  | "ABORTED"
  | "CORRUPT"
  | "NEWER_VERSION"
  | "SYMLINK"
  | "IO"
  | "UNFLUSHED";

export interface ErrorOptionsWithDocument {
  readonly cause?: unknown;
  /** The document it is about, as a person knows it: `queues/build.json`. */
  readonly document?: string;
}

/**
 * The one base of what Lockstep throws: a code for programs and a sentence for people.
 * The sentence stays a template with `{0}` places, so that the user interface can translate it.
 */
export class LockstepError extends Error {
  override readonly name: string = "LockstepError";
  readonly document: string | undefined;

  constructor(
    readonly code: ErrorCode,
    readonly template: string,
    readonly args: readonly (string | number)[] = [],
    options: ErrorOptionsWithDocument = {},
  ) {
    super(fillTemplate(template, args), options.cause === undefined ? undefined : { cause: options.cause });
    this.document = options.document;
  }
}

/** Puts `args` into the `{0}`, `{1}` … places of `template`. */
export function fillTemplate(template: string, args: readonly (string | number)[]): string {
  return template.replace(/\{(\d+)\}/g, (place, index: string) => String(args[Number(index)] ?? place));
}

/** The `code` of a Node system error (`"ENOENT"`), or undefined for anything else. */
export function systemErrorCode(error: unknown): string | undefined {
  if (!(error instanceof Error) || !("code" in error)) {
    return undefined;
  }
  return typeof error.code === "string" ? error.code : undefined;
}

/** Runs `action`; a system error whose code is in `codes` becomes undefined, every other error is thrown on. */
export function ignoring<T>(codes: readonly string[], action: () => T): T | undefined {
  try {
    return action();
  } catch (error) {
    if (codes.includes(systemErrorCode(error) ?? "")) {
      return undefined;
    }
    throw error;
  }
}
