import { Emitter } from "../events";
import { newId } from "../ids";
import type { Log } from "../log";
import { hookContent } from "../queues/command-content";
import type { Queue, QueueCommand } from "../queues/queue";
import type { ClaimedJob, Gate, JobRunner, RunningJob } from "./job-runner";

/** Runs what queues want to be run when one of their commands fails, and when they have ended. */
export class Hooks {
  private readonly active = new Set<Promise<void>>();
  private readonly running = new Set<RunningJob>();
  private readonly ended = new Emitter<void>();
  private isEnding = false;

  /** One of them has ended. */
  readonly onDidEnd = this.ended.event;

  constructor(
    private readonly runner: JobRunner,
    private readonly gate: Gate,
    private readonly log: Log,
  ) {}

  get isBusy(): boolean {
    return this.active.size > 0;
  }

  /** What became of the queue by one change of it, which this process made. */
  tell(before: Queue, after: Queue): void {
    const { onFail, onFinish } = after.config;
    const failed = after.commands.filter((command) => isNewlyFailed(command, before));
    if (onFail !== undefined) {
      for (const { id, label, exitCode } of failed) {
        this.start(after, onFail, id, { ...factsOf("fail", after), ...labelled(label), ...ended(exitCode) });
      }
    }
    const isOver = after.status === "completed" || after.status === "failed";
    if (onFinish !== undefined && isOver && before.status !== after.status) {
      this.start(after, onFinish, "finish", factsOf("finish", after));
    }
  }

  /** Ends what still runs. */
  async end(): Promise<void> {
    this.isEnding = true;
    await Promise.all([...this.running].map((job) => job.stop()));
    await Promise.all(this.active);
  }

  private start(queue: Queue, command: string, jobId: string, facts: Readonly<Record<string, string>>): void {
    const done = this.run(queue, command, hookOf(queue, command, { jobId, facts }))
      .catch((error: unknown) => this.log.warn(`What the queue ${queue.name} runs at its end failed: ${String(error)}`))
      .finally(() => {
        this.active.delete(done);
        this.ended.fire();
      });
    this.active.add(done);
  }

  /** It may be another one by now than the one that was allowed when the queue began to run. */
  private async run(queue: Queue, command: string, job: ClaimedJob): Promise<void> {
    if ((await this.gate.unapproved([hookContent(queue, command)])).length > 0) {
      this.log.warn(`What the queue ${queue.name} would run at its end is not allowed to run here.`);
      return;
    }
    if (this.isEnding) {
      return;
    }
    const running = this.runner.start(job);
    this.running.add(running);
    const { exitCode, error } = await running.ended;
    this.running.delete(running);
    if (exitCode !== 0) {
      this.log.warn(`What the queue ${queue.name} runs at its end failed: ${error ?? `exit code ${exitCode}`}`);
    }
  }
}

/** What a queue may run beside its commands, as somebody has to allow it. */
export function hooksOf(queue: Queue): readonly ClaimedJob[] {
  const { onFail, onFinish } = queue.config;
  return [onFail, onFinish].flatMap((command) =>
    command === undefined ? [] : [hookOf(queue, command, { jobId: "hook", facts: {} })],
  );
}

interface HookFacts {
  readonly jobId: string;
  /** Added to its environment. They decide nothing, so that nobody has to allow them. */
  readonly facts: Readonly<Record<string, string>>;
}

function hookOf(queue: Queue, command: string, { jobId, facts }: HookFacts): ClaimedJob {
  return {
    kind: "queue",
    documentId: queue.id,
    documentName: queue.name,
    jobId,
    runId: newId(),
    startedAt: queue.updatedAt,
    label: undefined,
    ...hookContent(queue, command),
    env: [queue.config.env ?? {}, facts],
    previousRunId: undefined,
  };
}

function isNewlyFailed({ id, status }: QueueCommand, before: Queue): boolean {
  return status === "failed" && before.commands.find((command) => command.id === id)?.status === "running";
}

function factsOf(event: "fail" | "finish", { status, id }: Queue): Readonly<Record<string, string>> {
  return { LOCKSTEP_EVENT: event, LOCKSTEP_QUEUE_ID: id, LOCKSTEP_QUEUE_STATUS: status };
}

function labelled(label: string | undefined): Readonly<Record<string, string>> {
  return label === undefined ? {} : { LOCKSTEP_COMMAND_LABEL: label.replaceAll("${", "$${") };
}

function ended(exitCode: number | undefined): Readonly<Record<string, string>> {
  return exitCode === undefined ? {} : { LOCKSTEP_EXIT_CODE: String(exitCode) };
}
