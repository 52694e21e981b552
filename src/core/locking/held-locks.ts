import { AsyncLocalStorage } from "node:async_hooks";
import { basename } from "node:path";
import { LockstepError } from "../errors";

interface Held {
  readonly key: string;
  active: boolean;
}

/** Which locks the running async context holds, to tell a caller that would wait for itself. */
export class HeldLocks {
  private readonly context = new AsyncLocalStorage<readonly Held[]>();

  /** Whether the running context holds any lock. */
  get any(): boolean {
    return this.context.getStore()?.some(({ active }) => active) ?? false;
  }

  /** @throws {LockstepError} `LOCK_REENTRANT` */
  refuseReentry(key: string): void {
    if (this.context.getStore()?.some((held) => held.active && held.key === key)) {
      throw new LockstepError(
        "LOCK_REENTRANT",
        "The lock of {0} is already held here; waiting for it would never end.",
        [basename(key)],
      );
    }
  }

  /** Runs `work` as a holder of `key`. Work that outlives the lock, detached, no longer counts as a holder. */
  async runHolding<T>(key: string, work: () => Promise<T>): Promise<T> {
    const held: Held = { key, active: true };
    try {
      return await this.context.run([...(this.context.getStore() ?? []), held], work);
    } finally {
      held.active = false;
    }
  }
}
