import { LockstepError } from "../errors";
import { newId } from "../ids";
import { isSameContent } from "../jobs/job-content";
import type { Lease } from "../locking/owner-record";
import { commandContent } from "../queues/command-content";
import type { FileQueueRepository } from "../queues/file-queue-repository";
import type { Queue, QueueCommand } from "../queues/queue";
import { claimed, finished, givenBack, nextCommand, nextStartTime, recovered, settled } from "../queues/run-rules";
import type { RunEnd } from "./active-runs";
import type { DriveResult, DriverParts } from "./driver";
import { hooksOf } from "./hooks";
import { JobDriver } from "./job-driver";
import type { ClaimedJob } from "./job-runner";

/**
 * Runs one queue: has the lease on it, so that nobody else does, claims a command, runs it, writes down how it ended and
 * claims the next one in the same change. What people tell the queue meanwhile it reads from the document.
 */
export class QueueDriver extends JobDriver {
  private lease: Lease | undefined;

  constructor(
    id: string,
    private readonly queues: FileQueueRepository,
    parts: DriverParts,
  ) {
    super(id, parts);
  }

  /** Takes the lease before there is anything to do, for {@link drive} to follow at once. False when somebody has it. */
  async reserve(): Promise<boolean> {
    const leased = await this.queues.leaseRun(this.id);
    this.lease = leased.success ? leased.lease : undefined;
    return leased.success;
  }

  protected async driveOn(): Promise<DriveResult> {
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
      await this.runs.close();
      await lease.release();
    }
  }

  private async driveWith(lease: Lease): Promise<DriveResult> {
    const refused = await this.refused(this.jobsOf(await this.queues.get(this.id)));
    if (refused.length > 0) {
      return { kind: "unapproved" };
    }
    await this.recover(lease);
    return await this.loop(lease);
  }

  private async loop(lease: Lease): Promise<DriveResult> {
    for (;;) {
      const queue = await this.queues.get(this.id);
      this.obey(queue.commands);
      const next = await this.nextIn(this.withEnds(queue, this.now()));
      if (this.runs.ends.length > 0 || next.job !== undefined) {
        await this.patiently(
          () => this.advance(lease, next.job),
          () => !lease.isHeld(),
        );
      } else if (this.runs.size === 0 || !lease.isHeld()) {
        await this.settle(lease);
        return { kind: next.isRefused ? "unapproved" : "done" };
      } else {
        await this.wake.wait(this.untilNextStart(queue));
      }
    }
  }

  /** What may be claimed: the command whose turn it is, unless nobody has allowed it on this machine. */
  private async nextIn(queue: Queue): Promise<{ readonly job?: ClaimedJob; readonly isRefused?: true }> {
    const command = this.mayClaim() ? nextCommand(queue, this.now()) : undefined;
    if (command === undefined) {
      return {};
    }
    const job = jobOf(queue, command);
    return (await this.refused([job])).length === 0 ? { job } : { isRefused: true };
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

  /** Writes down what has ended, and claims what comes next as long as it is what was allowed. */
  private async advance(lease: Lease, allowed: ClaimedJob | undefined): Promise<void> {
    const { ends } = this.runs;
    const start = { owner: this.parts.owner(), runId: newId(), now: this.now() };
    const { before, queue, command } = await this.queues.changeWithResult(this.id, start.now, (current) => {
      checkHeld(lease);
      const after = this.withEnds(current, start.now);
      const mayClaim = allowed !== undefined && this.mayClaim() && isNext(after, allowed, start.now);
      const { document, result } = mayClaim ? claimed(after, start) : { document: after, result: undefined };
      return { document, result: { before: current, queue: document, command: result } };
    });
    this.parts.hooks.tell(before, queue);
    for (const { runId } of ends) {
      await this.runs.release(runId);
    }
    if (command !== undefined) {
      await this.begin(lease, queue, command);
    }
  }

  private withEnds(queue: Queue, now: string): Queue {
    return this.runs.ends.reduce((next, end) => this.withEnd(next, end, now), queue);
  }

  /** What this window or worker ended because it ends itself was interrupted: the queue does what it is set to do. */
  private withEnd(queue: Queue, end: RunEnd, now: string): Queue {
    const command = queue.commands.find(({ runId }) => runId === end.runId);
    return this.isCutShort(end) && command !== undefined
      ? recovered(queue, new Set([command.id]), { now, mayRetry: true })
      : finished(queue, end, now);
  }

  private async begin(lease: Lease, queue: Queue, command: QueueCommand): Promise<void> {
    const leased = await this.queues.leaseRun(queue.id, command.id, { timeout: longestSuspension });
    if (leased.success) {
      this.runs.begin(jobOf(queue, command), leased.lease);
    } else {
      this.parts.log.warn(`Somebody who can't be asked still has the command ${command.id}: the queue pauses.`);
      await this.changeHolding(lease, (current) => givenBack(current, command));
    }
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
}

/** Whether what was allowed is what would run. */
function isNext(queue: Queue, allowed: ClaimedJob, now: string): boolean {
  const command = nextCommand(queue, now);
  return command?.id === allowed.jobId && isSameContent(commandContent(queue, command), allowed);
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
