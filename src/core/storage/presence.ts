import { existsSync } from "node:fs";
import type { Disposable } from "../events";
import { ioError } from "../io-error";
import type { Leases } from "../locking/leases";
import type { Lease } from "../locking/owner-record";
import type { Log } from "../log";
import type { StatePaths } from "./state-paths";
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
    private readonly paths: StatePaths,
    private readonly windows: Leases,
    private readonly writerId: string,
    private readonly watcher: StateWatcher,
    private readonly log: Log,
  ) {}

  /**
   * Enters now, or as soon as there is a state folder; again if somebody deletes it.
   *
   * @throws {LockstepError} `SYMLINK`, `IO` when it can't enter now; later failures go to the log
   */
  async attach(): Promise<void> {
    this.subscription ??= this.watcher.onDidChangeLocal(() => {
      this.enter().catch((error: unknown) => this.log.warn(`Others can't see this window: ${String(error)}`));
    });
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
    if (this.lease?.isHeld() || !existsSync(this.paths.root)) {
      return;
    }
    this.lease?.dispose();
    this.lease = await this.takePlace();
    if (this.subscription === undefined) {
      this.dispose(); // disposed of meanwhile
    }
  }

  private async takePlace(): Promise<Lease | undefined> {
    this.paths.refuseSymlinkedFolders();
    try {
      const result = await this.windows.acquire(this.writerId);
      return result.success ? result.lease : undefined;
    } catch (error) {
      throw ioError("local/windows", error);
    }
  }
}
