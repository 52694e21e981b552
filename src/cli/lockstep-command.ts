import { Command, type HelpContext } from "commander";
import { LockstepError } from "../core/errors";
import type { Io } from "./io";

/** Commander's command whose errors are ours: one sentence, and where to read on. */
export class LockstepCommand extends Command {
  constructor(
    name: string | undefined,
    private readonly io: Io,
    private readonly json: boolean,
  ) {
    super(name);
    this.configureOutput({
      writeOut: (text) => io.stdout.write(text),
      writeErr: (text) => io.stderr.write(text),
      getOutHasColors: () => false,
      getErrHasColors: () => false,
    });
    this.configureHelp({ showGlobalOptions: true });
    this.helpCommand(false);
    this.exitOverride();
  }

  override createCommand(name?: string): Command {
    return new LockstepCommand(name, this.io, this.json);
  }

  /** `lockstep queue add`, as a person types it. */
  get path(): string {
    return this.parent instanceof LockstepCommand ? `${this.parent.path} ${this.name()}` : this.name();
  }

  /** @throws {LockstepError} `INVALID` */
  override error(message: string): never {
    throw new LockstepError("INVALID", '{0} See "{1} --help".', [asSentence(message), this.path]);
  }

  /** With `--json` a missing verb is an error like any other and not a page of help. */
  override help(context?: HelpContext | ((text: string) => string)): never {
    if (this.json && typeof context === "object" && context.error === true) {
      this.error("which verb?");
    }
    return typeof context === "object" ? super.help({ error: context.error ?? false }) : super.help();
  }
}

/** `error: unknown option '--x'\n(Did you mean --y?)` becomes `Unknown option '--x'. Did you mean --y?` */
function asSentence(message: string): string {
  const [first = "", ...more] = message.replace(/^error: /, "").split("\n");
  const sentence = `${first.charAt(0).toUpperCase()}${first.slice(1)}`;
  const ended = /[.?!]$/.test(sentence) ? sentence : `${sentence}.`;
  return [ended, ...more.map((line) => line.replace(/^\((.*)\)$/, "$1"))].join(" ");
}
