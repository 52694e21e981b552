import { agentProfile } from "../agents/agent-profile";
import { type AgentReader, type AgentReport, agentReader } from "../agents/agent-reader";
import { type AgentStart, agentStart } from "../agents/agent-start";
import type { JobResult } from "../jobs/job-rules";
import type { Log } from "../log";
import type { LiveTranscript } from "../sessions/live-transcript";
import type { ExchangeInput } from "../sessions/transcript-input";
import type { TranscriptService } from "../sessions/transcript-service";
import type { OutputSource } from "./execution";
import type { ClaimedJob } from "./job-runner";

export interface AgentRunParts {
  /** The value of the setting `lockstep.agents`. */
  readonly agents: () => unknown;
  readonly sessions: TranscriptService;
  readonly log: Log;
}

/** A prompt on its way through an agent: what it is asked, what it says, and what that costs; the transcript keeps it. */
export class AgentRun {
  private writing: Promise<unknown> = Promise.resolve();
  private sessionId: string | undefined;

  private constructor(
    readonly start: AgentStart,
    private readonly reader: AgentReader,
    private readonly transcript: LiveTranscript,
    private readonly log: Log,
  ) {}

  /** @throws {LockstepError} `NOT_FOUND` when there is no such agent, `INVALID`, and what the store throws */
  static async begin(job: ClaimedJob, { agents, sessions, log }: AgentRunParts): Promise<AgentRun> {
    const { run, runId: id, previousRunId, documentId, jobId } = job;
    if (run.kind !== "prompt") {
      throw new Error("Only prompts are for agents.");
    }
    const profile = agentProfile(agents(), run.agent);
    const sessionId = previousRunId === undefined ? undefined : await sessions.agentSessionIdOf(previousRunId);
    const start = agentStart(profile, { prompt: run.prompt, sessionMode: run.sessionMode, sessionId });
    const transcript = await sessions.start({
      title: job.label ?? run.prompt,
      agent: run.agent,
      agentSessionId: start.continues,
      ...(job.kind === "queue" ? { queue: documentId } : { group: documentId }),
      job: jobId,
      run: id,
    });
    const agentRun = new AgentRun(start, agentReader(profile), transcript, log);
    agentRun.keep([{ role: "user", text: run.prompt }]);
    return agentRun;
  }

  get report(): AgentReport {
    return this.reader.report;
  }

  read(chunk: Uint8Array, source: OutputSource): void {
    this.keep(this.reader.read(chunk, source));
    const { agentSessionId } = this.reader.report;
    if (agentSessionId !== undefined && agentSessionId !== this.sessionId) {
      this.sessionId = agentSessionId; // at once: who goes on after a crash needs it
      this.write(() => this.transcript.report({ agentSessionId }));
    }
  }

  /** What came of it: an agent may say that it failed and exit with 0. */
  async end(result: JobResult): Promise<JobResult> {
    this.keep(this.reader.end());
    const { isError, result: answer, agentSessionId, model, costUsd, tokens } = this.reader.report;
    const error = result.error ?? (isError ? (answer ?? "The agent says that it failed.").slice(0, 2000) : undefined);
    const hasFailed = error !== undefined || result.exitCode !== 0;
    const facts = { agentSessionId, model, costUsd, tokens };
    this.write(() => this.transcript.end({ ...facts, status: hasFailed ? "failed" : "completed", error }));
    await this.writing;
    this.transcript.dispose();
    return { ...result, error, costUsd, tokens };
  }

  private keep(exchanges: readonly ExchangeInput[]): void {
    for (const exchange of exchanges) {
      this.write(() => this.transcript.append(exchange));
    }
  }

  /** One after the other. A run does not fail because its transcript does. */
  private write(change: () => Promise<unknown>): void {
    this.writing = this.writing.then(change).catch((error: unknown) => {
      this.log.warn(`The transcript ${this.transcript.id} is not complete: ${String(error)}`);
    });
  }
}
