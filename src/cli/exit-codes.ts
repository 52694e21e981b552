import type { ErrorCode } from "../core/errors";

/** What scripts may rely on; the help prints {@link exitCodesHelp}. */
export const exitCode = {
  ok: 0,
  failed: 1,
  usage: 2,
  notFound: 3,
  conflict: 4,
  lockTimeout: 5,
  corrupt: 6,
  /** 128 + SIGINT, as shells have it. */
  cancelled: 130,
} as const;

export type ExitCode = (typeof exitCode)[keyof typeof exitCode];

const byErrorCode: Readonly<Record<ErrorCode, ExitCode>> = {
  INVALID: exitCode.usage,
  NOT_FOUND: exitCode.notFound,
  CONFLICT: exitCode.conflict,
  PRECONDITION: exitCode.conflict,
  NEWER_VERSION: exitCode.conflict,
  LOCK_TIMEOUT: exitCode.lockTimeout,
  LOCK_LOST: exitCode.failed,
  LOCK_REENTRANT: exitCode.failed,
  ABORTED: exitCode.cancelled,
  CORRUPT: exitCode.corrupt,
  SYMLINK: exitCode.failed,
  IO: exitCode.failed,
  UNFLUSHED: exitCode.failed,
};

export function exitCodeOf(code: ErrorCode): ExitCode {
  return byErrorCode[code];
}

export const exitCodesHelp = `Exit codes:
  0  done
  1  failed (the file system said no, a symbolic link, a lock that was lost, …)
  2  usage (an unknown option, a bad id, a FILE outside the workspace folder, a LINE that it does not have)
  3  not found
  4  conflict or precondition (it exists already, it is running, a newer Lockstep wrote it)
  5  another writer kept the lock for longer than --timeout, or what "queue wait" or "group wait" waits for is not over by then
  6  a document is corrupt and no good version of it is left`;
