import { LockstepError } from "../errors";
import { newId } from "../ids";
import type { Lease } from "../locking/owner-record";
import { commandContent } from "../queues/command-content";
import type { FileQueueRepository } from "../queues/file-queue-repository";
import type { Queue, QueueCommand } from "../queues/queue";
import { claimed, finished, nextCommand, nextStartTime, recovered, settled } from "../queues/run-rules";
import { ActiveRuns } from "./active-runs";
import { type DriveResult, type DriverParts, lookInterval } from "./driver";
import { hooksOf } from "./hooks";
import type { ClaimedJob } from "./job-runner";
import { Wake } from "./wake";

/**
 * Runs one queue: has the lease on it, so that nobody else does, claims a command, runs it, writes down how it ended and
 * claims the next one in the same change. What people tell the queue meanwhile it reads from the document.
 */
export class QueueDriver {
  private readonly wake = new Wake();
  private readonly runs: ActiveRuns;
  private lease: Lease | undefined;
  private isEnding = false;

  constructor(
    private readonly id: string,
    private readonly queues: FileQueueRepository,
    private readonly parts: DriverParts,
  ) {
    this.runs = new ActiveRuns(parts.runner, parts.log, () => this.wake.now());
  }

  /** The document changed. */
  look(): void {
    this.wake.now();
  }

  /** Ends what runs, as interrupted: this window or worker ends. {@link drive} resolves then. */
  end(): void {
    this.isEnding = true;
    void this.runs.end();
    this.wake.now();
  }

  /** Takes the lease before there is anything to do, for {@link drive} to follow at once. False when somebody has it. */
  async reserve(): Promise<boolean> {
    const leased = await this.queues.leaseRun(this.id);
    this.lease = leased.success ? leased.lease : undefined;
    return leased.success;
  }

  /** Resolves when there is nothing to do any more. @throws {LockstepError} what the store throws */
  async drive(): Promise<DriveResult> {
    if (this.lease === undefined) {
      await this.reserve();
    }
    const { lease } = this;
    if (lease === undefined) {
      return { kind: "elsewhere" };
    }
    const losing = lease.onDidLose(() => this.end());
    try {
      return await this.driveWith(lease);
    } finally {
      losing.dispose();
      await this.runs.end();
      await lease.release();
    }
  }

  private async driveWith(lease: Lease): Promise<DriveResult> {
    const queue = await this.queues.get(this.id);
    const jobs = await this.parts.gate.unapproved(this.jobsOf(queue));
    if (jobs.length > 0) {
      return { kind: "unapproved", jobs };
    }
    await this.recover(lease);
    return await this.loop(lease);
  }

  private async loop(lease: Lease): Promise<DriveResult> {
    for (;;) {
      const queue = await this.queues.get(this.id);
      this.obey(queue);
      if (this.runs.ends.length > 0 || (this.mayClaim() && nextCommand(queue, this.now()) !== undefined)) {
        const unapproved = await this.tryToAdvance(lease);
        if (unapproved !== undefined) {
          return { kind: "unapproved", jobs: [unapproved] };
        }
      } else if (this.runs.size === 0 || !lease.isHeld()) {
        await this.settle(lease);
        return { kind: "done" };
      } else {
        await this.wake.wait(this.untilNextStart(queue));
      }
    }
  }

  /** Milliseconds. */
  private untilNextStart(queue: Queue): number | undefined {
    const next = nextStartTime(queue, this.now());
    return next === undefined ? undefined : Math.min(longestWait, Date.parse(next) - Date.parse(this.now()));
  }

  /** Whoever lost the lease changes nothing any more. */
  private async changeHolding(lease: Lease, rule: (queue: Queue) => Queue): Promise<void> {
    await this.queues.change(this.id, this.now(), (queue) => {
      checkHeld(lease);
      return rule(queue);
    });
  }

  /** Somebody may have taken out the last command, or one that others wait for. */
  private async settle(lease: Lease): Promise<void> {
    if (lease.isHeld()) {
      await this.changeHolding(lease, (queue) => settled(queue, this.now()));
    }
  }

  private mayClaim(): boolean {
    return !this.isEnding && this.parts.mayRun();
  }

  /** Ends what somebody wants to be ended. */
  private obey({ commands }: Queue): void {
    for (const runId of this.runs.ids) {
      if (commands.find((command) => command.runId === runId)?.stopRequested) {
        this.runs.stop(runId);
      }
    }
  }

  /** When the disk refuses, what has ended is kept until it does no more. */
  private async tryToAdvance(lease: Lease): Promise<ClaimedJob | undefined> {
    try {
      return await this.advance(lease);
    } catch (error) {
      if (!lease.isHeld() || (error instanceof LockstepError && error.code === "NOT_FOUND")) {
        throw error;
      }
      this.parts.log.warn(`The queue ${this.id} could not go on, and tries again: ${String(error)}`);
      await this.wake.wait(lookInterval);
      return undefined;
    }
  }

  /** Writes down what has ended and claims what comes next. Resolves with a claimed job that may not run here. */
  private async advance(lease: Lease): Promise<ClaimedJob | undefined> {
    const { ends } = this.runs;
    const start = { owner: this.parts.owner(), runId: newId(), now: this.now() };
    const { before, queue, command } = await this.queues.changeWithResult(this.id, start.now, (current) => {
      checkHeld(lease);
      const after = ends.reduce((next, end) => this.withEnd(next, end, start.now), current);
      const { document, result } = this.mayClaim() ? claimed(after, start) : { document: after, result: undefined };
      return { document, result: { before: current, queue: document, command: result } };
    });
    this.parts.hooks.tell(before, queue);
    for (const { runId } of ends) {
      await this.runs.release(runId);
    }
    return command === undefined ? undefined : await this.begin(lease, queue, command);
  }

  /** What this window or worker ended because it ends itself was interrupted: the queue does what it is set to do. */
  private withEnd(queue: Queue, end: ActiveRuns["ends"][number], now: string): Queue {
    const command = queue.commands.find(({ runId }) => runId === end.runId);
    return this.isEnding && command !== undefined && end.result.exitCode !== 0
      ? recovered(queue, new Set([command.id]), { now, mayRetry: true })
      : finished(queue, end, now);
  }

  private async begin(lease: Lease, queue: Queue, command: QueueCommand): Promise<ClaimedJob | undefined> {
    const job = jobOf(queue, command);
    const isAllowed = (await this.parts.gate.unapproved([job])).length === 0;
    const leased = isAllowed
      ? await this.queues.leaseRun(queue.id, command.id, { timeout: longestSuspension })
      : undefined;
    if (leased?.success) {
      this.runs.begin(job, leased.lease);
      return undefined;
    }
    await this.changeHolding(lease, (current) => {
      const given = recovered(current, new Set([command.id]), { now: this.now(), mayRetry: false });
      return { ...given, status: "paused" };
    });
    return isAllowed ? undefined : job;
  }

  /** What the one who had the lease before left running: whoever loses it runs nothing of the queue any more. */
  private async recover(lease: Lease): Promise<void> {
    const queue = await this.queues.get(this.id);
    const lost = queue.commands.filter(({ status }) => status === "running");
    for (const command of lost) {
      await this.endLeftOver(command);
    }
    const isOld = this.isBeforeBoot(queue.updatedAt) && queue.status === "running";
    if (lost.length > 0 || isOld) {
      const mayRetry = !isOld && !lost.some(({ startedAt }) => startedAt !== undefined && this.isBeforeBoot(startedAt));
      const ids = new Set(lost.map(({ id }) => id));
      await this.changeHolding(lease, (current) => {
        const next = recovered(current, ids, { now: this.now(), mayRetry });
        return isOld && next.status === "running" ? { ...next, status: "paused" } : next;
      });
    }
  }

  private async endLeftOver({ runId }: QueueCommand): Promise<void> {
    if (runId !== undefined) {
      await this.parts.runner.endLeftOver(runId);
    }
  }

  private isBeforeBoot(time: string): boolean {
    return Date.parse(time) < this.parts.bootedAt.getTime();
  }

  private jobsOf(queue: Queue): readonly ClaimedJob[] {
    const pending = queue.commands.filter(({ status }) => status === "pending");
    return [...pending.map((command) => jobOf(queue, command)), ...hooksOf(queue)];
  }

  private now(): string {
    return this.parts.clock.now().toISOString();
  }
}

function checkHeld(lease: Lease): void {
  if (!lease.isHeld()) {
    throw new LockstepError("LOCK_LOST", "Somebody else runs this queue by now.");
  }
}

/** Milliseconds until whoever had the queue before, and is suspended, has lost the lease on a command that runs again. */
const longestSuspension = 15_000;

/** Milliseconds: it looks again then. */
const longestWait = 60 * 60 * 1000;

/** A command as it is handed over to be run. */
export function jobOf(queue: Queue, command: QueueCommand): ClaimedJob {
  const isEarlierPrompt = (other: QueueCommand, nth: number) =>
    nth < queue.commands.indexOf(command) && other.run.kind === "prompt" && other.status === "completed";
  return {
    kind: "queue",
    documentId: queue.id,
    documentName: queue.name,
    jobId: command.id,
    runId: command.runId ?? "",
    startedAt: command.startedAt ?? "",
    label: command.label,
    ...commandContent(queue, command),
    previousRunId: command.run.kind === "prompt" ? queue.commands.findLast(isEarlierPrompt)?.runId : undefined,
  };
}
