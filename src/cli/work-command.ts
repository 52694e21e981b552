import type { Command } from "commander";
import { type Disposable, DisposableStore } from "../core/events";
import { ChildExecutor } from "../core/runner/child-executor";
import type { Worker } from "../core/runner/worker";
import type { StateFolder } from "../core/state-folder";
import type { CliContext } from "./cli-context";
import { type ExitCode, exitCode } from "./exit-codes";
import { documentsNamed } from "./named-documents";
import { referenceArguments } from "./references";
import { ReportingExecutor } from "./reporting-executor";
import { WorkReport } from "./work-report";

/** `lockstep work`: a worker without a window. */
export function addWorkCommand(program: Command, context: CliContext): void {
  program
    .command("work")
    .description(
      "run queues and groups that were or will be started, until it is ended with Ctrl+C, SIGTERM or its terminal",
    )
    .addArgument(referenceArguments("[names...]", "the queues and groups to run (default: all)"))
    .option("--exit-when-done", "end when there is nothing left to run")
    .option("--follow-output", "show what the commands write")
    .addHelpText("after", help)
    .action((names: readonly string[], options: WorkOptions) => work(context, names, options));
}

const help = `
It tells when something starts and ends; with --json in one JSON document per line. What nobody allowed to run on this
machine does not run: see "lockstep queue approve --help". The first signal ends what runs here, which is written down
as interrupted; others go on with the rest. A second signal ends this at once. A closed terminal ends it like a signal,
also under nohup: have it run in tmux, or by setsid, to outlive the terminal. With --exit-when-done it exits with 1
when something failed, and with 4 when something waits to be allowed.`;

interface WorkOptions {
  readonly exitWhenDone?: true;
  readonly followOutput?: true;
}

async function work(context: CliContext, names: readonly string[], options: WorkOptions): Promise<void> {
  const { io, output } = context;
  await context.staying(async (state) => {
    const chosen = await idsOf(state, names);
    const report = new WorkReport(io, output, options.followOutput ?? output.verbose);
    const executor = new ReportingExecutor(new ChildExecutor(), report);
    const worker = state.work({
      executor,
      gate: state.approvals,
      mayRun: () => true,
      takes: ({ id }) => chosen === undefined || chosen.has(id),
    });
    const kill = () => executor.kill();
    process.on("exit", kill);
    try {
      await untilOver({ state, worker, report }, io.signal, options.exitWhenDone ?? false);
      await worker.end();
    } finally {
      process.off("exit", kill);
    }
    context.exitCode = io.signal?.aborted ? exitCode.cancelled : codeOf(report);
  });
}

function codeOf({ isGood, isHeldBack }: WorkReport): ExitCode {
  return isHeldBack ? exitCode.conflict : isGood ? exitCode.ok : exitCode.failed;
}

interface Working {
  readonly state: StateFolder;
  readonly worker: Worker;
  readonly report: WorkReport;
}

/** Milliseconds. Watching keeps no process alive: this does. */
const longestTimer = 2 ** 31 - 1;

async function untilOver(
  { state, worker, report }: Working,
  signal: AbortSignal | undefined,
  exits: boolean,
): Promise<void> {
  const owned = new DisposableStore();
  const alive = setInterval(() => {}, longestTimer);
  try {
    await new Promise<void>((resolve) => {
      owned.add(worker.onDidNeedApproval((need) => report.heldBack(need)));
      owned.add(state.approvals.onDidChange(() => lookAgain(worker, report)));
      if (exits) {
        owned.add(worker.onDidBecomeIdle(resolve));
      }
      owned.add(onAbort(signal, resolve));
      worker.look();
    });
  } finally {
    clearInterval(alive);
    owned.dispose();
  }
}

function lookAgain(worker: Worker, report: WorkReport): void {
  if (report.isHeldBack) {
    report.isHeldBack = false;
    worker.look();
  }
}

function onAbort(signal: AbortSignal | undefined, listener: () => void): Disposable {
  if (signal?.aborted) {
    listener();
  }
  signal?.addEventListener("abort", listener);
  return { dispose: () => signal?.removeEventListener("abort", listener) };
}

/** Undefined: all. @throws {LockstepError} `NOT_FOUND`, `INVALID` */
async function idsOf(state: StateFolder, names: readonly string[]): Promise<ReadonlySet<string> | undefined> {
  const found = await Promise.all(names.map((name) => documentsNamed(state, name)));
  return names.length === 0 ? undefined : new Set(found.flat().map(({ document }) => document.id));
}
