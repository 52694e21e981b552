import { LockstepError } from "../core/errors";
import type { CorruptionReport } from "../core/storage/document-store";
import { type ExitCode, exitCode, exitCodeOf } from "./exit-codes";
import type { Environment, Io } from "./io";
import { colourStyle, plainStyle, printable, type Style, wantsColour } from "./terminal-text";

export interface OutputOptions {
  /** One document for programs in place of lines for people. */
  readonly json: boolean;
  /** Stack traces and the log. */
  readonly verbose: boolean;
}

/** Told before the command line is understood, so that an error in it is printed as asked for, too. */
export function outputOptions(argv: readonly string[], env: Environment): OutputOptions {
  const end = argv.indexOf("--");
  const flags = new Set(end === -1 ? argv : argv.slice(0, end));
  return { json: flags.has("--json"), verbose: flags.has("--verbose") || (env.LOCKSTEP_DEBUG ?? "") !== "" };
}

/** Where results and errors go: lines for people, or with `--json` one document for programs. */
export class Output {
  readonly verbose: boolean;
  readonly isJson: boolean;
  readonly style: Style;

  constructor(
    private readonly io: Io,
    options: OutputOptions,
  ) {
    this.isJson = options.json;
    this.verbose = options.verbose;
    this.style = wantsColour(io.isTTY, io.env) ? colourStyle : plainStyle;
  }

  /** `value` is what `--json` prints; `lines` is what people read. */
  show(value: unknown, lines: (style: Style) => readonly string[]): void {
    this.io.stdout.write(this.isJson ? asJson(value) : asText(lines(this.style)));
  }

  /** One of many things, as they happen: with `--json` each is one line. */
  tell(value: unknown, line: string): void {
    this.io.stdout.write(`${this.isJson ? JSON.stringify(value) : line}\n`);
  }

  /** Says what went wrong, without a stack trace, and how the process shall end. */
  fail(error: unknown): ExitCode {
    const failure = describe(error);
    this.io.stderr.write(this.isJson ? asJson({ error: failure }) : `lockstep: ${printable(failure.message)}\n`);
    if (this.verbose && error instanceof Error) {
      this.io.stderr.write(asDetails(error));
    }
    return failure.exitCode;
  }

  /** A document was not valid and its last good version is back. Where there was none, an error tells. */
  warnOfCorruption({ kept, reason, restored }: CorruptionReport): void {
    if (restored !== undefined) {
      const message = `${restored} was not valid: ${reason}. Its last good version is back; the bytes are kept as ${kept}.`;
      this.io.stderr.write(this.isJson ? asJson({ warning: { message, kept } }) : `lockstep: ${printable(message)}\n`);
    }
  }
}

interface Failure {
  readonly code: string;
  readonly message: string;
  readonly exitCode: ExitCode;
  readonly document?: string;
}

function describe(error: unknown): Failure {
  if (!(error instanceof LockstepError)) {
    const reason = error instanceof Error ? error.message : String(error);
    const message = `Something unexpected went wrong: ${reason} (--verbose or LOCKSTEP_DEBUG=1 shows the details.)`;
    return { code: "UNEXPECTED", message, exitCode: exitCode.failed };
  }
  const { code, message, document } = error;
  return { code, message, exitCode: exitCodeOf(code), ...(document === undefined ? {} : { document }) };
}

/** Behind the error, which stays the first document on the stream: whoever asks for details reads them. */
function asDetails(error: Error): string {
  const cause = error.cause instanceof Error ? `caused by ${error.cause.stack ?? error.cause.message}\n` : "";
  return `${error.stack ?? error.message}\n${cause}`;
}

function asJson(value: unknown): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}

function asText(lines: readonly string[]): string {
  return lines.map((line) => `${line}\n`).join("");
}
