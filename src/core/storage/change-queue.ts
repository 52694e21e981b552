import type { AsyncResource } from "node:async_hooks";
import { setImmediate as turn } from "node:timers/promises";
import type { Clock } from "../clock";
import { LockstepError } from "../errors";
import type { LockHandle, Patience } from "../locking/file-lock-service";
import { abortError } from "../locking/waiting";
import { Alarm } from "./alarm";
import type { Modifier } from "./document-store";

/** What became of one change among several. */
export type Outcome<T> = { readonly value: T } | { readonly error: unknown };

/** What a queue needs to know of its document. */
export interface ChangeQueueHost<T> {
  /** Runs `work` under the document's lock; waits for it until `signal` aborts. */
  locked(work: (handle: LockHandle) => Promise<void>, signal: AbortSignal): Promise<void>;
  /** Applies them in order to the document as it is now and stores the result in one write. */
  commit(modifiers: readonly Modifier<T>[], handle: LockHandle): Promise<readonly Outcome<T>[]>;
  /** What somebody is told who waited in vain. */
  timedOut(): LockstepError;
}

interface Waiting {
  /** Of the monotonic clock. */
  readonly deadline: number;
  readonly signal: AbortSignal | undefined;
  /** Listens to the signal. */
  readonly onAbort: (() => void) | undefined;
  readonly reject: (error: unknown) => void;
  redos: number;
}

interface WaitingChange<T> extends Waiting {
  readonly modifier: Modifier<T>;
  readonly resolve: (value: T) => void;
}

/** Has the document for itself. */
interface WaitingWork extends Waiting {
  readonly work: (handle: LockHandle) => Promise<void>;
}

type Entry<T> = WaitingChange<T> | WaitingWork;

/** Milliseconds for which the lock is kept while this process has changes and no other one waits. */
const longestHold = 50;

/**
 * While others wait, a turn is so many writes, the same for everybody, unless they take longer than so many
 * milliseconds. Handing the lock over costs about as much as a write; one write a turn would be half as fast.
 */
const fairTurn = { writes: 3, milliseconds: 10 };

/** Milliseconds that everybody waits at least: taking a free lock needs a moment, too. */
const shortestWait = 50;

/** A change whose lock was lost before anything was written is done again so many times. */
const mostRedos = 3;

/**
 * Group commit: all changes of one document that this process is asked for while it waits for the lock, or writes, share
 * the next hold of the lock and one durable write. Each gets its own result or its own error, in the order of the calls;
 * each gives up by its own time-out and signal, until its turn has come.
 */
export class ChangeQueue<T> {
  private waiting: Entry<T>[] = [];
  private leading = false;
  private nobodyWaits = new AbortController();
  private readonly alarm: Alarm;

  constructor(
    private readonly host: ChangeQueueHost<T>,
    private readonly clock: Clock,
    /** Changes of many callers must not run in the async context of one of them. */
    private readonly context: AsyncResource,
  ) {
    this.alarm = new Alarm(clock, () => this.expire());
  }

  /** Resolves with what the modifier made of the document. */
  modify(modifier: Modifier<T>, { timeout, signal }: Patience): Promise<T> {
    return new Promise((resolve, reject) => {
      const deadline = this.deadlineAfter(timeout);
      this.enter({ modifier, resolve, reject, deadline, signal, onAbort: this.onAbort(signal, reject), redos: 0 });
    });
  }

  /** Runs `work` under the lock, with no other change of this process in between. */
  alone<R>(work: (handle: LockHandle) => Promise<R>, { timeout, signal }: Patience): Promise<R> {
    return new Promise((resolve, reject) => {
      const deadline = this.deadlineAfter(timeout);
      const settled = async (handle: LockHandle) => resolve(await work(handle));
      this.enter({ work: settled, reject, deadline, signal, onAbort: this.onAbort(signal, reject), redos: 0 });
    });
  }

  private deadlineAfter(timeout: number): number {
    return this.clock.monotonic() + Math.max(timeout, shortestWait);
  }

  private onAbort(signal: AbortSignal | undefined, reject: Waiting["reject"]): (() => void) | undefined {
    return signal && (() => this.abandon((entry) => entry.reject === reject, abortError()));
  }

  private enter(entry: Entry<T>): void {
    if (!this.listens(entry)) {
      return;
    }
    this.waiting.push(entry);
    if (!this.leading) {
      this.leading = true;
      this.context.runInAsyncScope(() => void this.lead());
    }
  }

  /** To its signal and its deadline, from now on. False when it was aborted already. */
  private listens(entry: Entry<T>): boolean {
    if (entry.signal?.aborted) {
      entry.reject(abortError());
      return false;
    }
    if (entry.onAbort !== undefined) {
      entry.signal?.addEventListener("abort", entry.onAbort, { once: true });
    }
    this.alarm.setAtLatest(entry.deadline);
    return true;
  }

  private async lead(): Promise<void> {
    while (this.waiting.length > 0) {
      this.nobodyWaits = new AbortController();
      const { signal } = this.nobodyWaits;
      try {
        await this.host.locked((handle) => this.serve(handle), signal);
      } catch (error) {
        if (!signal.aborted) {
          failAll(this.waiting.splice(0), error);
        }
      }
    }
    this.leading = false;
    this.alarm.clear();
  }

  /** Batch after batch, as long as it is our turn. */
  private async serve(handle: LockHandle): Promise<void> {
    const since = this.clock.monotonic();
    for (let writes = 1; this.waiting.length > 0; writes++) {
      if (!(await this.serveBatch(this.nextBatch(), handle))) {
        return;
      }
      const held = this.clock.monotonic() - since;
      const turnIsOver = writes >= fairTurn.writes || held > fairTurn.milliseconds;
      if (held > longestHold || (turnIsOver && handle.isWanted())) {
        return;
      }
      await turn(); // callers go on now, and what they ask for next needs no other lock
    }
  }

  /** False when the lock was lost and the batch waits again. */
  private async serveBatch(batch: readonly Entry<T>[], handle: LockHandle): Promise<boolean> {
    try {
      const [first] = batch;
      await (first !== undefined && isWork(first) ? first.work(handle) : this.change(batch.filter(isChange), handle));
      return true;
    } catch (error) {
      const again = isLost(error) ? batch.filter(({ redos }) => redos < mostRedos) : [];
      failAll(
        batch.filter((entry) => !again.includes(entry)),
        error,
      );
      this.putBack(again);
      return again.length === 0;
    }
  }

  private async change(batch: readonly WaitingChange<T>[], handle: LockHandle): Promise<void> {
    const outcomes = await this.host.commit(
      batch.map(({ modifier }) => modifier),
      handle,
    );
    batch.forEach(({ resolve, reject }, index) => {
      const outcome = outcomes[index];
      if (outcome === undefined || "error" in outcome) {
        reject(outcome?.error);
      } else {
        resolve(outcome.value);
      }
    });
  }

  /** Changes up to the first work, or one work. From now on they can't be abandoned. */
  private nextBatch(): readonly Entry<T>[] {
    const work = this.waiting.findIndex(isWork);
    const batch = this.waiting.splice(0, work === -1 ? this.waiting.length : Math.max(1, work));
    batch.forEach(stopListening);
    return batch;
  }

  private putBack(batch: readonly Entry<T>[]): void {
    for (const entry of batch) {
      entry.redos++;
    }
    this.waiting.unshift(...batch.filter((entry) => this.listens(entry)));
  }

  private abandon(which: (entry: Entry<T>) => boolean, error: unknown): void {
    const leaving = this.waiting.filter(which);
    this.waiting = this.waiting.filter((entry) => !leaving.includes(entry));
    failAll(leaving, error);
    if (this.waiting.length === 0) {
      this.nobodyWaits.abort();
    }
  }

  private expire(): void {
    const now = this.clock.monotonic();
    if (this.waiting.some(({ deadline }) => deadline <= now)) {
      this.abandon(({ deadline }) => deadline <= now, this.host.timedOut());
    }
    for (const { deadline } of this.waiting) {
      this.alarm.setAtLatest(deadline);
    }
  }
}

function isWork<T>(entry: Entry<T>): entry is WaitingWork {
  return "work" in entry;
}

function isChange<T>(entry: Entry<T>): entry is WaitingChange<T> {
  return !isWork(entry);
}

function failAll(entries: readonly Waiting[], error: unknown): void {
  for (const entry of entries) {
    stopListening(entry);
    entry.reject(error);
  }
}

function stopListening({ signal, onAbort }: Waiting): void {
  if (onAbort !== undefined) {
    signal?.removeEventListener("abort", onAbort);
  }
}

function isLost(error: unknown): boolean {
  return error instanceof LockstepError && error.code === "LOCK_LOST";
}
