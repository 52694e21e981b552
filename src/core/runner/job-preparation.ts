import { homedir } from "node:os";
import { insideFolder } from "../storage/inside-folder";
import type { RunLogs } from "../storage/run-logs";
import type { RunReports } from "../storage/run-reports";
import { AgentRun, type AgentRunParts } from "./agent-run";
import type { ChangeWatching } from "./change-watching";
import type { Ending, Work } from "./execution";
import type { ClaimedJob } from "./job-runner";
import type { PreparedJob } from "./job-starter";
import { environmentOf, type RunEnvironment } from "./run-environment";
import { RunOutput } from "./run-output";
import type { UsageCollector } from "./usage-collector";
import { type SecretProvider, type VariableProvider, Variables } from "./variables";

/** What a window or worker knows that documents don't. */
export interface RunSurroundings {
  /** Left out: that of this process. */
  readonly env?: () => NodeJS.ProcessEnv;
  readonly variables?: VariableProvider;
  readonly secrets?: SecretProvider;
}

export interface PreparationParts extends AgentRunParts {
  /** The workspace folder, absolute: nothing runs outside of it. */
  readonly files: string;
  readonly logs: RunLogs;
  readonly reports: RunReports;
  readonly usage: UsageCollector;
  readonly watching: ChangeWatching;
  readonly surroundings: RunSurroundings;
}

/** Makes of a claimed job what can be executed, and of its end what is written down. */
export class JobPreparation {
  constructor(private readonly parts: PreparationParts) {}

  /** @throws {LockstepError} `INVALID` for what can't be run as it is written, `NOT_FOUND` agent, and what the store throws */
  prepare = async (job: ClaimedJob): Promise<PreparedJob> => {
    const variables = this.variables();
    const environment = await this.environment(job, variables);
    const cwd = await this.folder(job, variables);
    const agent = job.run.kind === "prompt" ? await AgentRun.begin(job, this.parts) : undefined;
    const start = agent?.start ?? {
      program: { kind: "line", line: await variables.line(textOf(job)) } as const,
      env: {},
    };
    const output = this.output(job, environment, agent);
    const work: Work = {
      runId: job.runId,
      title: job.label ?? textOf(job),
      program: start.program,
      ...("input" in start ? { input: start.input } : {}),
      cwd,
      env: { ...environment.env, ...start.env },
      onOutput: (chunk, source) => output.write(chunk, source),
    };
    const watch = await this.parts.watching.begin(job);
    return {
      work,
      finish: async (ending) => {
        const result = await this.finish(job, ending, output, agent);
        await this.parts.watching.end(job, watch);
        return result;
      },
    };
  };

  private async finish(job: ClaimedJob, { exitCode, error }: Ending, output: RunOutput, agent: AgentRun | undefined) {
    output.end();
    if (output.failure !== undefined) {
      this.parts.log.warn(`The log of the run ${job.runId} is not complete: ${String(output.failure)}`);
    }
    const result = { exitCode, error };
    const said = agent === undefined ? result : await agent.end(result);
    return await this.parts.usage.collect(job, said, agent?.report);
  }

  private output(job: ClaimedJob, { secrets }: RunEnvironment, agent: AgentRun | undefined): RunOutput {
    return new RunOutput({
      openLog: () => this.parts.logs.create(job.runId),
      secrets,
      listen: (chunk, source) => agent?.read(chunk, source),
    });
  }

  private variables(): Variables {
    const { files, surroundings } = this.parts;
    return new Variables({
      workspaceFolder: files,
      cwd: files,
      userHome: homedir(),
      env: this.processEnv(),
      ...(surroundings.variables === undefined ? {} : { provide: surroundings.variables }),
      ...(surroundings.secrets === undefined ? {} : { secret: surroundings.secrets }),
    });
  }

  private environment(job: ClaimedJob, variables: Variables): Promise<RunEnvironment> {
    const { kind, documentName, jobId, runId } = job;
    const names =
      kind === "queue" ? { queue: documentName, commandId: jobId } : { group: documentName, sessionId: jobId };
    const run = { runId, root: this.parts.files, usage: this.parts.reports.pathFor(runId), ...names };
    return environmentOf({ process: this.processEnv(), shared: job.env[0], own: job.env[1], run }, variables);
  }

  /** Relative to the workspace folder, whoever says so: the command's own folder counts more than the queue's. */
  private async folder({ cwd }: ClaimedJob, variables: Variables): Promise<string> {
    return insideFolder(this.parts.files, await variables.text(cwd.at(-1) ?? "."));
  }

  private processEnv(): NodeJS.ProcessEnv {
    return this.parts.surroundings.env?.() ?? process.env;
  }
}

function textOf({ run }: ClaimedJob): string {
  return run.kind === "shell" ? run.command : run.prompt;
}
