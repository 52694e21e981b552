import { LockstepError } from "../errors";
import type { FileGroupRepository } from "../groups/file-group-repository";
import type { Group, Session } from "../groups/group";
import { claimable, claimed, finished, recovered, settled } from "../groups/run-rules";
import { sessionContent } from "../groups/session-content";
import { newId } from "../ids";
import { ActiveRuns } from "./active-runs";
import { type DriveResult, type DriverParts, lookInterval } from "./driver";
import type { ClaimedJob } from "./job-runner";
import { Wake } from "./wake";

/**
 * Takes part in running a group: claims sessions as long as there is room for one, beside whatever other windows and
 * workers run of it. The lease on a session is what keeps two from running it.
 */
export class GroupDriver {
  private readonly wake = new Wake();
  private readonly runs: ActiveRuns;
  private isEnding = false;

  constructor(
    private readonly id: string,
    private readonly groups: FileGroupRepository,
    private readonly parts: DriverParts,
  ) {
    this.runs = new ActiveRuns(parts.runner, parts.log, () => this.wake.now());
  }

  /** Sessions run wherever there is a worker for them: nobody has a group for himself. */
  async reserve(): Promise<boolean> {
    return true;
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

  /** Resolves when there is nothing to do here any more. @throws {LockstepError} what the store throws */
  async drive(): Promise<DriveResult> {
    try {
      for (;;) {
        const result = await this.tryToStep();
        if (result !== undefined) {
          return result;
        }
      }
    } finally {
      await this.runs.end();
    }
  }

  /** When the disk refuses, what has ended is kept until it does no more. */
  private async tryToStep(): Promise<DriveResult | undefined> {
    try {
      return await this.step();
    } catch (error) {
      if (this.runs.size === 0 || (error instanceof LockstepError && error.code === "NOT_FOUND")) {
        throw error;
      }
      this.parts.log.warn(`The group ${this.id} could not go on, and tries again: ${String(error)}`);
      await this.wake.wait(lookInterval);
      return undefined;
    }
  }

  private async step(): Promise<DriveResult | undefined> {
    await this.writeEnds();
    const group = await this.groups.get(this.id);
    this.obey(group);
    const others = group.sessions.filter(({ status, runId }) => status === "running" && !this.runs.has(runId));
    if (await this.recover(others)) {
      return undefined;
    }
    const unapproved = await this.claimOne(group);
    if (unapproved === "claimed") {
      return undefined;
    }
    if (unapproved !== undefined) {
      return { kind: "unapproved", jobs: [unapproved] };
    }
    if (this.runs.size === 0) {
      await this.groups.change(this.id, this.now(), (current) => settled(current, this.now()));
      return others.length > 0 ? { kind: "elsewhere" } : { kind: "done" };
    }
    await this.wake.wait(others.length > 0 ? lookInterval : undefined);
    return undefined;
  }

  /** Ends what somebody wants to be ended. */
  private obey({ sessions }: Group): void {
    for (const { runId, stopRequested } of sessions) {
      if (stopRequested && runId !== undefined) {
        this.runs.stop(runId);
      }
    }
  }

  private async writeEnds(): Promise<void> {
    for (const end of this.runs.ends) {
      const now = this.now();
      await this.groups.change(this.id, now, (group) => {
        const session = group.sessions.find(({ runId }) => runId === end.runId);
        return this.isEnding && session !== undefined && end.result.exitCode !== 0
          ? recovered(group, session, now)
          : finished(group, end, now);
      });
      await this.runs.release(end.runId);
    }
  }

  /** What others left running when they died. True when there was any. */
  private async recover(running: readonly Session[]): Promise<boolean> {
    let found = false;
    for (const session of running) {
      const leased = await this.groups.leaseRun(this.id, session.id);
      if (leased.success) {
        found = true;
        if (session.runId !== undefined) {
          await this.parts.runner.endLeftOver(session.runId);
        }
        await this.groups.change(this.id, this.now(), (group) => recovered(group, session, this.now()));
        await leased.lease.release();
      }
    }
    return found;
  }

  /** Undefined when there is nothing to claim; a job that may not run here. */
  private async claimOne(group: Group): Promise<"claimed" | ClaimedJob | undefined> {
    if (this.isEnding || !this.parts.mayRun()) {
      return undefined;
    }
    for (const session of claimable(group)) {
      const job = jobOf(group, session, { runId: newId(), startedAt: this.now() });
      if ((await this.parts.gate.unapproved([job])).length > 0) {
        return job;
      }
      if (await this.claim(session, job)) {
        return "claimed";
      }
    }
    return undefined;
  }

  private async claim(session: Session, job: ClaimedJob): Promise<boolean> {
    const leased = await this.groups.leaseRun(this.id, session.id);
    if (!leased.success) {
      return false;
    }
    const { lease } = leased;
    const start = { owner: this.parts.owner(), runId: job.runId, now: job.startedAt };
    try {
      const own = await this.groups.changeWithResult(this.id, start.now, (group) =>
        lease.isHeld() && isSame(group, session) ? claimed(group, session.id, start) : unclaimed(group),
      );
      if (own !== undefined) {
        this.runs.begin(job, lease);
        return true;
      }
    } catch (error) {
      await lease.release();
      throw error;
    }
    await lease.release();
    return false;
  }

  private now(): string {
    return this.parts.clock.now().toISOString();
  }
}

function unclaimed(group: Group): { readonly document: Group; readonly result: Session | undefined } {
  return { document: group, result: undefined };
}

/** Whether what was allowed to run is what would run. */
function isSame(group: Group, session: Session): boolean {
  const now = group.sessions.find(({ id }) => id === session.id);
  return now !== undefined && JSON.stringify([now.run, now.cwd]) === JSON.stringify([session.run, session.cwd]);
}

/** A session as it is handed over to be run. */
export function jobOf(
  group: Group,
  session: Session,
  { runId, startedAt }: Pick<ClaimedJob, "runId" | "startedAt">,
): ClaimedJob {
  return {
    kind: "group",
    documentId: group.id,
    documentName: group.name,
    jobId: session.id,
    runId,
    startedAt,
    label: session.name,
    ...sessionContent(session),
    previousRunId: undefined,
  };
}
