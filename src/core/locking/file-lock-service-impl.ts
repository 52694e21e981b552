import { AsyncLocalStorage } from "node:async_hooks";
import { basename } from "node:path";
import type { Clock } from "../clock";
import type { LockstepError } from "../errors";
import { ioError } from "../io-error";
import { canonicalKey, canonicalPath, canonicalPathInFolder } from "./canonical-path";
import { type LockParts, lockPathOf } from "./exclusive-lock";
import type { FileLockService, LockHandle, LockOptions, LockResult, LockState, Patience } from "./file-lock-service";
import { HeldLocks } from "./held-locks";
import { lockTimeout } from "./lock-errors";
import { exclusiveHandle, sharedHandle, unlockedHandle } from "./lock-handles";
import { LockInspector } from "./lock-inspector";
import { LockQueue } from "./lock-queue";
import { type Hold, LockTaker } from "./lock-taker";
import type { OwnerRecord } from "./owner-record";
import { SharedLock } from "./shared-lock";
import { GaveUp, type WaitOptions } from "./waiting";

/** A lock is handed from caller to caller within this process for so many milliseconds, then others get their chance. */
const longestHold = 50;

/** Who waits for and holds one document in this process. */
interface Slot {
  readonly document: string;
  readonly key: string;
  readonly queue: LockQueue;
  /** Held, on its way from one caller to the next. */
  passedOn: Hold | undefined;
}

/**
 * {@link FileLockService} on lock files. In front of the file lock stands one queue per document, so that many callers
 * in one process make one file lock between them: the first takes it, the others get it handed on.
 */
export class FileLockServiceImpl implements FileLockService {
  private readonly slots = new Map<string, Slot>();
  private readonly held = new HeldLocks();
  private readonly files: LockTaker;
  private readonly inspector: LockInspector;
  private readonly cancellation = new AsyncLocalStorage<AbortSignal>();

  constructor(
    private readonly parts: LockParts,
    private readonly clock: Clock,
    /** For callers that say nothing else. */
    private readonly defaults: Pick<LockOptions, "timeout" | "signal"> = {},
  ) {
    this.files = new LockTaker(parts, clock);
    this.inspector = new LockInspector(parts.judge, parts.log);
  }

  async acquire(resourcePath: string, options: LockOptions = {}): Promise<LockResult> {
    try {
      return { success: true, handle: await this.take(resolve(resourcePath), options) };
    } catch (caught) {
      const error = ioError(basename(resourcePath), caught);
      const reason = error.cause instanceof GaveUp ? error.cause.reason : "error";
      return { success: false, reason, message: error.message, error };
    }
  }

  async withLock<T>(
    resourcePath: string,
    work: (handle: LockHandle) => Promise<T>,
    options: LockOptions = {},
  ): Promise<T> {
    const document = resolve(resourcePath);
    const result = await this.acquire(document, options);
    if (!result.success) {
      if (options.onFailure !== "proceed" || !mayProceedAfter(result.error)) {
        throw result.error;
      }
      this.parts.log.warn(`Going on WITHOUT the lock of ${resourcePath}: ${result.message}`);
      return work(unlockedHandle(resourcePath));
    }
    try {
      return await this.held.runHolding(canonicalKey(document), () => work(result.handle));
    } finally {
      await result.handle.release();
    }
  }

  async withLocks<T>(
    resourcePaths: readonly string[],
    work: (handles: readonly LockHandle[]) => Promise<T>,
    options: LockOptions = {},
  ): Promise<T> {
    const byKey = new Map(resourcePaths.map((path) => [canonicalKey(resolve(path)), path]));
    const inOrder = [...byKey].sort(([a], [b]) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
    const takeFrom = async (index: number, handles: readonly LockHandle[]): Promise<T> => {
      const path = inOrder[index]?.[1];
      return path === undefined
        ? work(handles)
        : this.withLock(path, (handle) => takeFrom(index + 1, [...handles, handle]), options);
    };
    return takeFrom(0, []);
  }

  waitingUntil<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> {
    return this.cancellation.run(signal, work);
  }

  patience({ timeout, signal }: Pick<LockOptions, "timeout" | "signal"> = {}): Patience {
    return {
      timeout: timeout ?? this.defaults.timeout ?? defaultTimeout,
      signal: signal ?? this.cancellation.getStore() ?? this.defaults.signal,
    };
  }

  refuseReentry(resourcePath: string): void {
    if (this.held.any) {
      this.held.refuseReentry(canonicalKey(canonicalPath(resourcePath) ?? resourcePath));
    }
  }

  async isLocked(resourcePath: string): Promise<boolean> {
    return (await this.inspect(resourcePath)).some(({ alive }) => alive);
  }

  holderOf(resourcePath: string): OwnerRecord | undefined {
    return this.inspector.holderOf(resourcePath);
  }

  async inspect(resourcePath: string): Promise<readonly LockState[]> {
    return this.inspector.inspect(resourcePath);
  }

  private async take(document: string, options: LockOptions): Promise<LockHandle> {
    const slot = this.slotOf(document);
    this.held.refuseReentry(slot.key);
    const wait = { ...waitOptions(options), ...this.patience(options) };
    const deadline = this.clock.monotonic() + wait.timeout;
    const type = options.type ?? "exclusive";
    await this.enter(slot, type, wait);
    const passedOn = slot.passedOn;
    slot.passedOn = undefined;
    const left = { ...wait, timeout: Math.max(0, deadline - this.clock.monotonic()) };
    try {
      return type === "shared" ? await this.takeShared(slot, left) : await this.takeExclusive(slot, passedOn, left);
    } catch (error) {
      this.leave(slot);
      throw error instanceof GaveUp ? lockTimeout(document, this.holderOf(document), error) : error;
    }
  }

  private async enter(slot: Slot, type: "exclusive" | "shared", wait: WaitOptions): Promise<void> {
    try {
      if (!(await slot.queue.enter(type, wait.timeout, wait.signal))) {
        throw lockTimeout(slot.document, this.holderOf(slot.document), new GaveUp("timeout"));
      }
    } catch (error) {
      this.forgetIfIdle(slot);
      throw error;
    }
  }

  private async takeExclusive(slot: Slot, passedOn: Hold | undefined, wait: WaitOptions): Promise<LockHandle> {
    const hold = passedOn ?? (await this.files.takeForWriting(slot.document, wait));
    return exclusiveHandle(slot.document, hold.lock, () => this.passOnOrRelease(slot, hold));
  }

  private async takeShared(slot: Slot, wait: WaitOptions): Promise<LockHandle> {
    const shared = await this.enterShared(slot.document, wait);
    return sharedHandle(slot.document, shared, async () => {
      shared.release(slot.document);
      this.leave(slot);
    });
  }

  private async enterShared(document: string, wait: WaitOptions): Promise<SharedLock> {
    for (;;) {
      const gate = await this.files.take(document, wait);
      const shared = SharedLock.enter(document, this.parts.makeRecord());
      const entered = gate.lock.isHeld();
      await gate.lock.release();
      if (entered) {
        return shared;
      }
      shared.release(document); // we were paused for so long that a writer may have come in before us
    }
  }

  private async passOnOrRelease(slot: Slot, hold: Hold): Promise<void> {
    const young = this.clock.monotonic() - hold.since < longestHold;
    try {
      if (slot.queue.next === "exclusive" && young && !hold.lock.isWanted() && hold.lock.isHeld()) {
        slot.passedOn = hold;
      } else {
        await hold.lock.release();
      }
    } catch (error) {
      // What was done under the lock is done. A lock file that can't be removed ends with its heartbeat.
      this.parts.log.warn(`${lockPathOf(slot.document)} could not be removed: ${String(error)}`);
    } finally {
      this.leave(slot);
    }
  }

  private slotOf(document: string): Slot {
    const key = canonicalKey(document);
    const slot = this.slots.get(key) ?? { document, key, queue: new LockQueue(), passedOn: undefined };
    this.slots.set(key, slot);
    return slot;
  }

  private leave(slot: Slot): void {
    slot.queue.leave();
    this.forgetIfIdle(slot);
  }

  private forgetIfIdle(slot: Slot): void {
    if (slot.queue.idle) {
      this.slots.delete(slot.key);
    }
  }
}

const defaultTimeout = 30_000;

/** @throws {LockstepError} `IO` for a path that leads through a file, or that we may not follow */
function resolve(resourcePath: string): string {
  try {
    return canonicalPathInFolder(resourcePath);
  } catch (error) {
    throw ioError(basename(resourcePath), error);
  }
}

function waitOptions({ retryInterval = 50, maxRetries = Number.POSITIVE_INFINITY }: LockOptions) {
  return { retryInterval, maxRetries };
}

function mayProceedAfter({ code }: LockstepError): boolean {
  return code === "LOCK_TIMEOUT" || code === "IO";
}
