import { basename, dirname, join, resolve } from "node:path";
import type { Command } from "commander";
import { createContainer } from "../container";
import { LockstepError } from "../core/errors";
import { type Log, silentLog } from "../core/log";
import type { StateFolder } from "../core/state-folder";
import type { Viewpoint } from "./bookmark-lines";
import { type ExitCode, exitCode } from "./exit-codes";
import { insideFolder } from "./file-position";
import type { Io } from "./io";
import { LockstepCommand } from "./lockstep-command";
import type { Output } from "./output";
import { findRoot, isRealFolder, realPath, stateFolderName } from "./root";
import { printable } from "./terminal-text";

interface GlobalOptions {
  readonly root?: string;
  /** Milliseconds. */
  readonly timeout: number;
}

/** What every verb needs: where the workspace folder is, its state, and where results go. */
export class CliContext {
  /** How the process ends when nothing throws. */
  exitCode: ExitCode = exitCode.ok;
  private command: Command | undefined;

  constructor(
    private readonly argv: readonly string[],
    readonly io: Io,
    readonly output: Output,
  ) {}

  /** The command line is understood: `command` is about to run. */
  begin(command: Command): void {
    this.command = command;
  }

  /** For verbs that only look: no lock, no trace. */
  async reading<T>(work: (state: StateFolder) => Promise<T>): Promise<T> {
    return await this.withState({}, work);
  }

  /** For verbs that look, and go on looking while others make changes. */
  async watching<T>(work: (state: StateFolder) => Promise<T>): Promise<T> {
    return await this.withState({ watch: true }, work);
  }

  /** For verbs that others shall see at work. */
  async attached<T>(work: (state: StateFolder) => Promise<T>): Promise<T> {
    return await this.withState({}, async (state) => {
      if (isRealFolder(state.root)) {
        await this.attach(state);
      }
      return await work(state);
    });
  }

  /** For verbs that stay, and do what others ask for. Ctrl+C asks them to end; what they write then is written. */
  async staying<T>(work: (state: StateFolder) => Promise<T>): Promise<T> {
    return await this.withState({ watch: true, endsItself: true }, async (state) => {
      await this.attach(state);
      return await work(state);
    });
  }

  /** Being seen is a courtesy: where it can't be, the work itself tells what is wrong. Never through a symbolic link. */
  private async attach(state: StateFolder): Promise<void> {
    try {
      await state.attach();
    } catch (error) {
      this.log().warn(`Others can't see this command: ${error instanceof Error ? error.message : String(error)}`);
    }
  }

  private async withState<T>(
    { watch, endsItself }: { readonly watch?: boolean; readonly endsItself?: boolean },
    work: (state: StateFolder) => Promise<T>,
  ): Promise<T> {
    const root = this.root();
    const { timeout } = this.globals();
    const { signal } = this.io;
    const container = createContainer({
      writer: { kind: "cli", name: this.path() },
      log: this.log(endsItself === true),
      waiting: signal === undefined || endsItself ? { timeout } : { timeout, signal },
      ...(watch ? { watch: "auto" } : {}),
    });
    const state = container.open({ root: join(root, stateFolderName), files: root });
    state.onDidFindCorruption((report) => this.output.warnOfCorruption(report));
    try {
      return await work(state);
    } finally {
      await container.dispose();
    }
  }

  /** Milliseconds that were given with `--timeout`; undefined when nothing was. */
  get givenTimeout(): number | undefined {
    const isGiven = this.command?.getOptionValueSourceWithGlobals("timeout") === "cli";
    return isGiven ? this.globals().timeout : undefined;
  }

  viewpoint(): Viewpoint {
    return { root: this.root(), cwd: this.io.cwd };
  }

  /** The workspace folder, absolute. */
  root(): string {
    return findRoot(this.io.cwd, this.globals().root);
  }

  /**
   * `path` as documents have it: relative to the workspace folder. It may be given through a symbolic link.
   *
   * @throws {LockstepError} `INVALID` when it lies outside
   */
  inside(path: string): string {
    const root = this.root();
    const absolute = resolve(this.io.cwd, path);
    const real = join(realPath(dirname(absolute)), basename(absolute));
    const found = insideFolder(root, root, absolute) ?? insideFolder(realPath(root), root, real);
    if (path === "" || found === undefined) {
      throw new LockstepError("INVALID", "“{0}” is not inside the workspace folder {1}.", [path, root]);
    }
    return found;
  }

  /**
   * The words of a command, which stand behind `--` so that its options are not taken for ours.
   *
   * @throws {LockstepError} `INVALID` when they stand anywhere else
   */
  commandWords(words: readonly string[]): readonly string[] {
    const dashes = this.argv.indexOf("--");
    const behind = dashes === -1 ? [] : this.argv.slice(dashes + 1);
    if (behind.length !== words.length) {
      throw new LockstepError("INVALID", "Write the command behind “--”: {0} … -- {1}", [
        this.path(),
        words.length === 0 ? "npm test" : words.join(" "),
      ]);
    }
    return words;
  }

  private path(): string {
    return this.command instanceof LockstepCommand ? this.command.path : "lockstep";
  }

  private globals(): GlobalOptions {
    return this.command?.optsWithGlobals<GlobalOptions>() ?? { timeout: 0 };
  }

  /** @param warns whether a person hears of warnings who asked for nothing */
  private log(warns = false): Log {
    // Messages quote what others wrote into their lock files.
    const to = (level: string) => (message: string) =>
      void this.io.stderr.write(`lockstep: ${level}: ${printable(message)}\n`);
    if (this.output.verbose) {
      return { debug: to("debug"), info: to("info"), warn: to("warning"), error: to("error") };
    }
    return warns ? { ...silentLog, warn: to("warning"), error: to("error") } : silentLog;
  }
}
