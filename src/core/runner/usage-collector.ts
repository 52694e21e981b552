import type { AgentReport } from "../agents/agent-reader";
import type { JobResult } from "../jobs/job-rules";
import type { Log } from "../log";
import type { RunReports } from "../storage/run-reports";
import type { UsageInput } from "../usage/usage-input";
import { largestReport, type ReportingRun, usageOfRun } from "../usage/usage-report";
import type { UsageService } from "../usage/usage-service";
import type { ClaimedJob } from "./job-runner";

export interface UsageCollectorParts {
  readonly usage: UsageService;
  readonly reports: RunReports;
  readonly log: Log;
}

/** Brings what runs used into the ledger, each line once. */
export class UsageCollector {
  constructor(private readonly parts: UsageCollectorParts) {}

  /** What a run wrote to `$LOCKSTEP_USAGE`, and what its agent said. Never throws: a run does not fail because of it. */
  async collect(job: ClaimedJob, result: JobResult, report: AgentReport | undefined): Promise<JobResult> {
    const { runId: run, documentId, jobId, label, startedAt: at } = job;
    const document = job.kind === "queue" ? { queue: documentId } : { group: documentId };
    const whom = { run, at, ...document, job: jobId, title: label };
    const own = report === undefined ? [] : agentUsage(job, whom, report);
    const entries = [...own, ...(await this.reported(whom))];
    if (entries.length === 0) {
      return result;
    }
    await this.quietly(run, async () => {
      await this.parts.usage.report(entries);
      this.parts.reports.remove(run);
    });
    return withUsage(result, entries);
  }

  /** What a run had reported whose worker is gone. */
  async collectLeftOver(run: string): Promise<void> {
    const entries = await this.reported({ run, at: new Date().toISOString() });
    if (entries.length > 0) {
      await this.quietly(run, async () => {
        await this.parts.usage.report(entries);
        this.parts.reports.remove(run);
      });
    }
  }

  private async reported(whom: ReportingRun): Promise<readonly UsageInput[]> {
    return (
      (await this.quietly(whom.run, async () => {
        const text = await this.parts.reports.read(whom.run, largestReport);
        const { entries, problems } = text === undefined ? { entries: [], problems: [] } : usageOfRun(text, whom);
        for (const { line, reason } of problems) {
          this.parts.log.warn(`The usage report of the run ${whom.run}, line ${line}: ${reason}`);
        }
        return entries;
      })) ?? []
    );
  }

  private async quietly<R>(run: string, work: () => Promise<R>): Promise<R | undefined> {
    try {
      return await work();
    } catch (error) {
      this.parts.log.warn(`What the run ${run} used is not in the ledger: ${String(error)}`);
      return undefined;
    }
  }
}

/** An agent tells at its end what all of it took. */
function agentUsage({ run }: ClaimedJob, whom: ReportingRun, report: AgentReport): readonly UsageInput[] {
  const { costUsd, tokens, model } = report;
  if (run.kind !== "prompt" || (costUsd === undefined && tokens === undefined)) {
    return [];
  }
  return [
    {
      ...whom,
      id: `${whom.run}-agent`,
      provider: run.agent,
      operation: "prompt",
      model,
      costUsd,
      inputTokens: tokens?.input,
      outputTokens: tokens?.output,
      cacheReadTokens: tokens?.cacheRead,
      cacheWriteTokens: tokens?.cacheWrite,
    },
  ];
}

/** What the job cost in all. */
function withUsage(result: JobResult, entries: readonly UsageInput[]): JobResult {
  const sum = (amounts: readonly (number | undefined)[]) => {
    const known = amounts.filter((amount) => amount !== undefined);
    return known.length === 0 ? undefined : known.reduce((total, amount) => total + amount, 0);
  };
  const costUsd = sum(entries.map((entry) => entry.costUsd));
  const tokens = {
    input: sum(entries.map(({ inputTokens }) => inputTokens)),
    output: sum(entries.map(({ outputTokens }) => outputTokens)),
    cacheRead: sum(entries.map(({ cacheReadTokens }) => cacheReadTokens)),
    cacheWrite: sum(entries.map(({ cacheWriteTokens }) => cacheWriteTokens)),
  };
  const known = Object.fromEntries(Object.entries(tokens).filter(([, amount]) => amount !== undefined));
  return {
    ...result,
    ...(costUsd === undefined ? {} : { costUsd }),
    ...(Object.keys(known).length === 0 ? {} : { tokens: { input: 0, output: 0, ...known } }),
  };
}
