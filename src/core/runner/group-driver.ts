import type { FileGroupRepository } from "../groups/file-group-repository";
import type { Group, Session } from "../groups/group";
import { claimable, claimed, finished, recovered, settled } from "../groups/run-rules";
import { sessionContent } from "../groups/session-content";
import { newId } from "../ids";
import { isSameContent } from "../jobs/job-content";
import type { Lease } from "../locking/owner-record";
import type { RunEnd } from "./active-runs";
import { type DriveResult, type DriverParts, lookInterval } from "./driver";
import { JobDriver } from "./job-driver";
import type { ClaimedJob } from "./job-runner";

/**
 * Takes part in running a group: claims sessions as long as there is room for one, beside whatever other windows and
 * workers run of it. The lease on a session is what keeps two from running it.
 */
export class GroupDriver extends JobDriver {
  constructor(
    id: string,
    private readonly groups: FileGroupRepository,
    parts: DriverParts,
  ) {
    super(id, parts);
  }

  /** Sessions run wherever there is a worker for them: nobody has a group for himself. */
  async reserve(): Promise<boolean> {
    return true;
  }

  protected async driveOn(): Promise<DriveResult> {
    for (;;) {
      const result = await this.patiently(
        () => this.step(),
        () => this.runs.size === 0,
      );
      if (result !== undefined) {
        return result;
      }
    }
  }

  private async step(): Promise<DriveResult | undefined> {
    const group = await this.groups.get(this.id);
    this.obey(group.sessions);
    const others = group.sessions.filter(({ status, runId }) => status === "running" && !this.runs.has(runId));
    if (await this.recover(others)) {
      return undefined;
    }
    const next = await this.nextIn(this.withEnds(group, this.now()));
    if (this.runs.ends.length > 0 || next.claim !== undefined) {
      await this.advance(next.claim);
      return undefined; // there may be more of it
    }
    if (this.runs.size > 0) {
      await this.wake.wait(others.length > 0 ? lookInterval : undefined);
      return undefined;
    }
    if (settled(group, this.now()) !== group) {
      await this.groups.change(this.id, this.now(), (current) => settled(current, this.now()));
    }
    return { kind: next.isRefused ? "unapproved" : others.length > 0 ? "elsewhere" : "done" };
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

  /** What may be claimed, with its lease. What somebody has to allow first does not keep others from being claimed. */
  private async nextIn(group: Group): Promise<{ readonly claim?: Claim; readonly isRefused?: boolean }> {
    const startedAt = this.now();
    const jobFor = (session: Session) => jobOf(group, session, { runId: newId(), startedAt });
    let refused: readonly ClaimedJob[] = [];
    for (const session of this.mayClaim() ? claimable(group) : []) {
      const job = jobFor(session);
      if (refused.some(({ jobId }) => jobId === session.id)) {
        continue;
      }
      if ((await this.parts.gate.unapproved([job])).length > 0) {
        refused = await this.refused(group.sessions.filter(({ status }) => status === "pending").map(jobFor)); // asked for at once
        continue;
      }
      const leased = await this.groups.leaseRun(this.id, session.id);
      if (leased.success) {
        return { claim: { job, lease: leased.lease } };
      }
    }
    return { isRefused: refused.length > 0 };
  }

  /** Writes down what has ended, and claims what comes next as long as it is what was allowed. */
  private async advance(claim: Claim | undefined): Promise<void> {
    const { ends } = this.runs;
    const isOurs = await this.write(claim).catch(async (error: unknown) => {
      await claim?.lease.release();
      throw error;
    });
    for (const { runId } of ends) {
      await this.runs.release(runId);
    }
    if (claim !== undefined && isOurs) {
      this.runs.begin(claim.job, claim.lease);
    } else {
      await claim?.lease.release();
    }
  }

  /** Resolves with whether the claim succeeded. */
  private async write(claim: Claim | undefined): Promise<boolean> {
    const now = claim?.job.startedAt ?? this.now();
    return await this.groups.changeWithResult(this.id, now, (current) => {
      const after = this.withEnds(current, now);
      if (claim === undefined || !claim.lease.isHeld() || !this.mayClaim() || !isSame(after, claim.job)) {
        return { document: after, result: false };
      }
      const { runId, jobId } = claim.job;
      const { document, result } = claimed(after, jobId, { owner: this.parts.owner(), runId, now });
      return { document, result: result !== undefined };
    });
  }

  private withEnds(group: Group, now: string): Group {
    return this.runs.ends.reduce((next, end) => this.withEnd(next, end, now), group);
  }

  private withEnd(group: Group, end: RunEnd, now: string): Group {
    const session = group.sessions.find(({ runId }) => runId === end.runId);
    return this.isCutShort(end) && session !== undefined ? recovered(group, session, now) : finished(group, end, now);
  }
}

interface Claim {
  readonly job: ClaimedJob;
  readonly lease: Lease;
}

/** Whether what was allowed to run is what would run. */
function isSame({ sessions }: Group, job: ClaimedJob): boolean {
  const session = sessions.find(({ id }) => id === job.jobId);
  return session !== undefined && isSameContent(sessionContent(session), job);
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
