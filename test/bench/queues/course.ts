import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { open, readFile } from "node:fs/promises";
import { join } from "node:path";

/**
 * What every contender has to run: a command that waits for the start, many that do nothing but leave their number, and
 * one that tells that all are through. So all of them can be waiting before the clock runs, and nobody polls for the end.
 */
export class Course {
  private readonly gate: string;
  /** Written to by the last command. */
  readonly goal: string;
  private readonly trace: string;

  /** @param folder of its own, outside of the workspace: what its commands leave there is no change of files */
  constructor(
    folder: string,
    readonly count: number,
  ) {
    mkdirSync(folder, { recursive: true });
    [this.gate, this.goal, this.trace] = [join(folder, "gate"), join(folder, "goal"), join(folder, "trace")];
    execFileSync("/usr/bin/env", ["mkfifo", this.gate, this.goal]);
  }

  get first(): string {
    return `read line < '${this.gate}'`;
  }

  get last(): string {
    return `echo > '${this.goal}'`;
  }

  get commands(): readonly string[] {
    return Array.from({ length: this.count }, (_, nth) => this.command(nth));
  }

  /** With a shell's variable in place of the number. */
  command(nth: number | string): string {
    return `echo ${nth} >> '${this.trace}'`;
  }

  get lines(): readonly string[] {
    return [this.first, ...this.commands, this.last];
  }

  /** Resolves when the first command waits, with what starts it and resolves when the last has ended. */
  async ready(): Promise<() => Promise<void>> {
    const gate = await open(this.gate, "w"); // whoever reads it is there now
    return async () => {
      await gate.write("\n");
      await gate.close();
      await readFile(this.goal);
    };
  }

  /** Milliseconds from the start of the first to the end of the last. */
  async timed(): Promise<number> {
    const run = await this.ready();
    const begin = performance.now();
    await run();
    return performance.now() - begin;
  }

  /** @throws unless each command ran exactly once, and in order */
  check(name: string): void {
    this.compare(name, this.ran());
  }

  /** @throws unless each command ran exactly once */
  checkInAnyOrder(name: string): void {
    this.compare(
      name,
      this.ran().toSorted((a, b) => Number(a) - Number(b)),
    );
  }

  private ran(): readonly string[] {
    return existsSync(this.trace) ? readFileSync(this.trace, "utf8").trimEnd().split("\n") : [];
  }

  private compare(name: string, ran: readonly string[]): void {
    const wrong = ran.findIndex((line, nth) => line !== String(nth));
    if (ran.length !== this.count || wrong !== -1) {
      throw new Error(`${name} ran ${ran.length} of ${this.count} commands; the first that is wrong: ${ran[wrong]}.`);
    }
  }
}
