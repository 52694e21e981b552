import { existsSync } from "node:fs";
import type { Disposable } from "../events";
import type { Leases } from "../locking/leases";
import type { Lease } from "../locking/owner-record";
import type { StateWatcher } from "./state-watcher";

/**
 * Makes this writer visible to the others while it lives. It does not make a state folder where there is none: a
 * workspace in which nobody uses Lockstep stays as it is.
 */
export class Presence implements Disposable {
  private lease: Lease | undefined;
  private subscription: Disposable | undefined;
  private pending: Promise<void> | undefined;

  constructor(
    private readonly root: string,
    private readonly windows: Leases,
    private readonly writerId: string,
    private readonly watcher: StateWatcher,
  ) {}

  /** Enters now, or as soon as there is a state folder; again if somebody deletes it. */
  async attach(): Promise<void> {
    this.subscription ??= this.watcher.onDidChangeLocal(() => void this.enter());
    await this.enter();
  }

  dispose(): void {
    this.subscription?.dispose();
    this.subscription = undefined;
    this.lease?.dispose();
    this.lease = undefined;
  }

  private enter(): Promise<void> {
    this.pending ??= this.tryToEnter().finally(() => {
      this.pending = undefined;
    });
    return this.pending;
  }

  private async tryToEnter(): Promise<void> {
    if (this.lease?.isHeld() || !existsSync(this.root)) {
      return;
    }
    this.lease?.dispose();
    const result = await this.windows.acquire(this.writerId);
    this.lease = result.success ? result.lease : undefined;
    if (this.subscription === undefined) {
      this.dispose(); // disposed of meanwhile
    }
  }
}
