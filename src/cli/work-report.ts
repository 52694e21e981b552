import { TextDecoder } from "node:util";
import type { Ending, Work } from "../core/runner/execution";
import type { ApprovalNeeded } from "../core/runner/worker";
import { contentLines } from "./content-lines";
import type { Io } from "./io";
import { durationText } from "./job-text";
import type { Output } from "./output";
import { hintWord, printable, type Style } from "./terminal-text";

/** What a worker tells of its runs: a line when one starts and ends, and its output where that is wanted. */
export class WorkReport {
  private readonly lines = new Map<string, { readonly decoder: TextDecoder; rest: string }>();
  private readonly asked = new Set<string>();
  /** Whether all that ran here was completed, and nothing was held back. */
  isGood = true;
  /** Whether something waits to be allowed. */
  isHeldBack = false;

  constructor(
    private readonly io: Io,
    private readonly output: Output,
    private readonly followsOutput: boolean,
  ) {}

  started(work: Work): void {
    this.tell({ event: "started", ...factsOf(work) }, (style) => [
      nameOf(work),
      style.active("started"),
      titleOf(work),
    ]);
  }

  wrote(work: Work, chunk: Uint8Array): void {
    if (!this.followsOutput) {
      return;
    }
    const line = this.lines.get(work.runId) ?? { decoder: new TextDecoder(), rest: "" };
    this.lines.set(work.runId, line);
    const whole = (line.rest + line.decoder.decode(chunk, { stream: true })).split("\n");
    line.rest = whole.pop() ?? "";
    for (const text of whole) {
      this.line(work, text);
    }
  }

  ended(work: Work, ending: Ending, milliseconds: number): void {
    const rest = this.lines.get(work.runId)?.rest ?? "";
    this.lines.delete(work.runId);
    if (rest !== "") {
      this.line(work, rest);
    }
    this.isGood &&= isGood(ending);
    this.tell({ event: "ended", ...factsOf(work), ...ending, milliseconds: Math.round(milliseconds) }, (style) => [
      nameOf(work),
      isGood(ending) ? style.good("completed") : style.bad("failed"),
      titleOf(work),
      `(${[howOf(ending), durationText(milliseconds)].filter((part) => part !== "").join(", ")})`,
    ]);
  }

  /** Once for each content. */
  heldBack({ kind, id, name, jobs }: ApprovalNeeded): void {
    this.isHeldBack = true;
    const contents = jobs.map(({ run, cwd, env }) => ({ run, cwd, env }));
    const key = JSON.stringify([kind, id, contents]);
    if (this.asked.has(key)) {
      return;
    }
    this.asked.add(key);
    if (this.output.isJson) {
      this.output.tell({ event: "unapproved", kind, id, name, contents }, "");
      return;
    }
    const lines = [
      `The ${kind} “${printable(name)}” was not written on this machine, and does not run before you allow it:`,
      ...contentLines(contents),
      `To allow it: lockstep ${kind} approve ${hintWord(name)}`,
    ];
    this.io.stderr.write(lines.map((line) => `${line}\n`).join(""));
  }

  private line(work: Work, text: string): void {
    this.output.tell({ event: "output", run: work.runId, text }, `${nameOf(work)} | ${text.replace(/\r$/, "")}`);
  }

  private tell(value: object, cells: (style: Style) => readonly string[]): void {
    const at = new Date();
    const line = cells(this.output.style);
    this.output.tell({ at: at.toISOString(), ...value }, `${at.toLocaleTimeString("sv-SE")} ${line.join(" ")}`);
  }
}

function factsOf({ runId, title, origin }: Work): object {
  return {
    run: runId,
    title,
    ...(origin === undefined ? {} : { [origin.kind]: { id: origin.id, name: origin.name } }),
  };
}

function nameOf({ origin }: Work): string {
  return printable(origin?.name ?? "");
}

function titleOf({ title }: Work): string {
  return printable(title);
}

function isGood({ exitCode, error }: Ending): boolean {
  return exitCode === 0 && error === undefined;
}

function howOf({ exitCode, signal, error }: Ending): string {
  if (error !== undefined) {
    return printable(error);
  }
  return signal ?? (exitCode === 0 || exitCode === undefined ? "" : `exit ${exitCode}`);
}
