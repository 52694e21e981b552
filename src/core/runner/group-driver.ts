import type { FileGroupRepository } from "../groups/file-group-repository";
import type { Group, Session } from "../groups/group";
import { claimable, claimed, finished, recovered, settled } from "../groups/run-rules";
import { sessionContent } from "../groups/session-content";
import { newId } from "../ids";
import { isSameContent } from "../jobs/job-content";
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
    await this.writeEnds();
    const group = await this.groups.get(this.id);
    this.obey(group.sessions);
    const others = group.sessions.filter(({ status, runId }) => status === "running" && !this.runs.has(runId));
    const claim = (await this.recover(others)) ? "claimed" : await this.claimOne(group);
    if (claim === "claimed") {
      return undefined; // there may be more of it
    }
    if (this.runs.size > 0) {
      await this.wake.wait(others.length > 0 ? lookInterval : undefined);
      return undefined;
    }
    if (settled(group, this.now()) !== group) {
      await this.groups.change(this.id, this.now(), (current) => settled(current, this.now()));
    }
    return { kind: claim === "refused" ? "unapproved" : others.length > 0 ? "elsewhere" : "done" };
  }

  private async writeEnds(): Promise<void> {
    for (const end of this.runs.ends) {
      const now = this.now();
      await this.groups.change(this.id, now, (group) => {
        const session = group.sessions.find(({ runId }) => runId === end.runId);
        return this.isCutShort(end) && session !== undefined
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

  /** What somebody has to allow first does not keep others from being claimed. */
  private async claimOne(group: Group): Promise<"claimed" | "refused" | "nothing"> {
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
      } else if (await this.claim(session, job)) {
        return "claimed";
      }
    }
    return refused.length > 0 ? "refused" : "nothing";
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
        lease.isHeld() && isSame(group, job) ? claimed(group, session.id, start) : unclaimed(group),
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
}

function unclaimed(group: Group): { readonly document: Group; readonly result: Session | undefined } {
  return { document: group, result: undefined };
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
