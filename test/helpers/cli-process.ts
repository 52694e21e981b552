import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { tempFolder } from "./temp-folder";

const cli = join(__dirname, "../../dist/cli.js");

/** Call in `before`: the tests run what users run. */
export function requireBundle(): void {
  assert.ok(existsSync(cli), `${cli} is missing: npm run build`);
}

/** How a run of the command ended. */
export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** `lockstep` as a process of its own. */
export class CliProcess {
  readonly process: ChildProcess;
  private stdout = "";
  private stderr = "";

  /** @param input what is piped into it; left out: nothing is */
  constructor(cwd: string, args: readonly string[], input?: string) {
    const { LOCKSTEP_DEBUG: _debug, ...env } = process.env;
    const stdin = input === undefined ? "ignore" : "pipe";
    this.process = spawn(process.execPath, [cli, ...args], { cwd, env, stdio: [stdin, "pipe", "pipe"] });
    this.process.stdin?.end(input);
    this.process.stdout?.on("data", (data) => {
      this.stdout += data;
    });
    this.process.stderr?.on("data", (data) => {
      this.stderr += data;
    });
  }

  async ended(): Promise<Ended> {
    const [code]: (number | null)[] = await once(this.process, "close");
    return { code: code ?? null, stdout: this.stdout, stderr: this.stderr };
  }
}

/** A workspace folder and `lockstep` run in it. Nothing that it ever prints may be a stack trace. */
export class Workspace {
  readonly root = tempFolder();
  readonly state = join(this.root, ".lockstep");

  constructor(files: Readonly<Record<string, string>> = {}) {
    mkdirSync(join(this.root, ".git"));
    for (const [path, text] of Object.entries(files)) {
      this.write(path, text);
    }
  }

  write(path: string, text: string): void {
    const file = join(this.root, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }

  read(path: string): string {
    return readFileSync(join(this.root, path), "utf8");
  }

  start(...args: readonly string[]): CliProcess {
    return new CliProcess(this.root, args);
  }

  /** The same as a line for a POSIX shell. */
  line(...args: readonly string[]): string {
    return ["exec", process.execPath, cli, ...args].map((word) => `'${word}'`).join(" ");
  }

  async run(...args: readonly string[]): Promise<Ended> {
    return await this.runIn(".", ...args);
  }

  async runIn(folder: string, ...args: readonly string[]): Promise<Ended> {
    const ended = await new CliProcess(join(this.root, folder), args).ended();
    assert.doesNotMatch(ended.stderr, /^\s+at /m, "no stack trace reaches a user");
    return ended;
  }

  /** Runs what must succeed. Resolves with what it printed. */
  async ok(...args: readonly string[]): Promise<string> {
    const { code, stdout, stderr } = await this.run(...args);
    assert.deepEqual({ code, stderr }, { code: 0, stderr: "" });
    return stdout;
  }

  /** The same with `--json`. */
  async json<T>(...args: readonly string[]): Promise<T> {
    const parsed: T = JSON.parse(await this.ok("--json", ...args));
    return parsed;
  }

  /** Runs what must be refused, for people and for programs. Resolves with the sentence. */
  async refused(code: number, ...args: readonly string[]): Promise<string> {
    const forPeople = await this.run(...args);
    assert.equal(forPeople.code, code, `${args.join(" ")}: ${forPeople.stderr}`);
    assert.match(forPeople.stderr, /^lockstep: .+\n$/, "one sentence");
    const forPrograms = await this.run("--json", ...args);
    const { error } = JSON.parse(forPrograms.stderr);
    assert.deepEqual({ code: forPrograms.code, exitCode: error.exitCode }, { code, exitCode: code });
    assert.match(error.code, /^[A-Z_]+$/);
    assert.ok(error.message.length > 0);
    return forPeople.stderr;
  }
}
