import { constants } from "node:os";
import { setTimeout as delay } from "node:timers/promises";
import * as vscode from "vscode";
import type { RunningProcess } from "../../core/locking/process-identity";
import type { Log } from "../../core/log";
import type { Ending, Execution, Executor, Work } from "../../core/runner/execution";
import { Deferred } from "../deferred";
import type { RunTask, RunTasks } from "./run-tasks";
import { TaskTerminal } from "./task-terminal";
import { closedByUser } from "./terminal-closing";
import { TerminalText, terminalLines } from "./terminal-text";

/** Milliseconds that a terminal may take to appear. VS Code may ask the user first whether to save files. */
const patience = 10_000;
/** What shells say of a command that they could not start. */
const notStarted = 127;

export interface TaskRunParts {
  readonly tasks: RunTasks;
  readonly children: Executor;
  readonly log: Log;
}

/** A run in a terminal. It starts when that is there; where VS Code shows none, it runs all the same. */
export class TaskRun implements Execution {
  private readonly terminal: TaskTerminal;
  private readonly stopping = new Deferred();
  private readonly starting = new Deferred<RunningProcess | undefined>();
  private child: Execution | undefined;
  private isStopping = false;
  private isStoppedByUser = false;

  readonly started = this.starting.promise;
  readonly ended: Promise<Ending>;

  constructor(
    private readonly work: Work,
    private readonly parts: TaskRunParts,
  ) {
    this.terminal = new TaskTerminal({
      interrupt: () => this.stopForUser(),
      close: () => void closedByUser().then((isUser) => isUser && this.stopForUser()),
    });
    this.ended = this.run();
  }

  get process(): RunningProcess | undefined {
    return this.child?.process;
  }

  async stop(): Promise<void> {
    this.isStopping = true;
    this.stopping.resolve();
    await this.child?.stop();
    await this.ended;
  }

  private stopForUser(): void {
    this.isStoppedByUser = true;
    void this.stop();
  }

  private async run(): Promise<Ending> {
    const opening = this.parts.tasks.open(this.work, this.terminal);
    await this.show(opening);
    const ending = this.isStopping ? {} : await this.execute();
    this.starting.resolve(undefined);
    this.say(ending);
    this.terminal.end(exitCodeOf(ending));
    void opening.then((task) => task.leave()).catch(() => {}); // why there is none has been told
    return this.isStoppedByUser ? { ...ending, isStopped: true } : ending;
  }

  /** Waits for the terminal, but not for ever: of a window that nobody is connected to any more VS Code says nothing. */
  private async show(opening: Promise<RunTask>): Promise<void> {
    const late = delay(patience, "late" as const, { ref: false });
    const opened = opening.then(() => this.terminal.opened);
    const result = await Promise.race([opened, this.stopping.promise, late]).catch((error: unknown) => String(error));
    if (result !== undefined) {
      this.parts.log.warn(`VS Code shows no terminal for “${this.work.title}”: it runs without (${result}).`);
    }
  }

  private async execute(): Promise<Ending> {
    const text = new TerminalText();
    const { onOutput } = this.work;
    this.child = this.parts.children.start({
      ...this.work,
      onOutput: (chunk, source) => {
        onOutput(chunk, source);
        this.terminal.write(text.read(chunk, source));
      },
    });
    this.starting.resolve(this.child.process);
    const ending = await this.child.ended;
    if (this.isStopping) {
      // What it started may still be there. Whoever stopped it is told what the system refuses.
      await this.child.stop().catch(() => {});
    }
    return ending;
  }

  /** What the exit code does not say. */
  private say({ error, signal }: Ending): void {
    const message = error ?? (signal === undefined ? undefined : vscode.l10n.t("It was ended by {0}.", signal));
    if (message !== undefined) {
      this.terminal.write(`\x1b[31m${terminalLines(message)}\x1b[39m\r\n`);
    }
  }
}

/** As a shell tells it. */
function exitCodeOf({ exitCode, signal, error }: Ending): number {
  if (error !== undefined) {
    return notStarted;
  }
  const signals: Readonly<Record<string, number>> = constants.signals;
  return exitCode ?? 128 + (signals[signal ?? "SIGTERM"] ?? 0);
}
