import { basename } from "node:path";
import { LockstepError } from "../errors";
import { type ExclusiveLock, lockPathOf } from "./exclusive-lock";
import type { LockHandle } from "./file-lock-service";
import { lockLost } from "./lock-errors";
import type { SharedLock } from "./shared-lock";
import { newToken } from "./tokens";

/** What callers hold in hand. `release` is called once, whatever they do. */
export function exclusiveHandle(document: string, lock: ExclusiveLock, release: () => Promise<void>): LockHandle {
  let released = false;
  return {
    lockPath: lockPathOf(document),
    token: lock.token,
    isHeld: () => !released && lock.isHeld(),
    isWanted: () => !released && lock.isWanted(),
    check: () => {
      if (released) {
        throw lockLost(document);
      }
      lock.check();
    },
    release: async () => {
      if (!released) {
        released = true;
        await release();
      }
    },
  };
}

export function sharedHandle(document: string, lock: SharedLock, release: () => Promise<void>): LockHandle {
  let released = false;
  return {
    lockPath: lock.path,
    token: lock.token,
    isHeld: () => !released && lock.isHeld(),
    isWanted: () => false,
    check: () => {
      throw new LockstepError("PRECONDITION", "{0} is locked for reading only.", [basename(document)]);
    },
    release: async () => {
      if (!released) {
        released = true;
        await release();
      }
    },
  };
}

/** For who goes on without a lock. */
export function unlockedHandle(document: string): LockHandle {
  return {
    lockPath: lockPathOf(document),
    token: newToken(),
    isHeld: () => false,
    isWanted: () => false,
    check: () => {},
    release: async () => {},
  };
}
