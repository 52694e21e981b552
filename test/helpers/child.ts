import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { buildSync } from "esbuild";
import { afterEach, before } from "mocha";
import { stateOfProcess } from "../../src/core/locking/process-identity";
import { eventually } from "./eventually";

const source = join(__dirname, "../process/workers/worker.ts");
const bundle = join(__dirname, "../../out/test/process/worker.js");

/** Bundles the worker once, so that a child starts in the time that Node itself takes. */
export function buildWorker(): void {
  buildSync({
    entryPoints: [source],
    outfile: bundle,
    bundle: true,
    platform: "node",
    format: "cjs",
    target: "node20",
  });
}

const children = new Set<Child>();

/** Call once in a `describe` that starts workers. What a failed test left running is killed after it. */
export function useWorkers(): void {
  before(function () {
    this.timeout(60_000);
    buildWorker();
  });
  afterEach(async () => {
    await Promise.all([...children].map((child) => child.killed()));
  });
}

/** Runs a worker to its end while this process stands still: what happens while somebody is paused. */
export function runMeanwhile(job: string, root: string, ...args: readonly (string | number)[]): readonly string[] {
  const command = [bundle, job, root, ...args.map(String)];
  const { status, stdout, stderr } = spawnSync(process.execPath, command, { input: "go\n", encoding: "utf8" });
  if (status !== 0) {
    throw new Error(`A worker ended with ${status}: ${stderr}`);
  }
  return stdout.split("\n");
}

/** A worker process; see test/process/workers/worker.ts. */
export class Child {
  readonly lines: string[] = [];
  private errors = "";
  private readonly exit: Promise<number | null>;

  private constructor(private readonly process: ChildProcess) {
    this.exit = once(process, "close").then(([code]: (number | null)[]) => code ?? null);
    if (process.stdout === null || process.stderr === null) {
      throw new Error("A child has its output piped.");
    }
    createInterface(process.stdout).on("line", (line) => this.lines.push(line));
    process.stderr.on("data", (data) => {
      this.errors += data;
    });
    process.stdin?.on("error", () => {}); // it may be killed before it reads
    children.add(this);
  }

  static start(job: string, root: string, ...args: readonly (string | number)[]): Child {
    const command = [bundle, job, root, ...args.map(String)];
    return new Child(spawn(globalThis.process.execPath, command, { stdio: ["pipe", "pipe", "pipe"] }));
  }

  /** A worker that is at its job. */
  static async atWork(job: string, root: string, ...args: readonly (string | number)[]): Promise<Child> {
    const child = Child.start(job, root, ...args);
    await child.ready();
    child.go();
    return child;
  }

  get pid(): number {
    return this.process.pid ?? -1;
  }

  /** What it acknowledged so far. */
  get acknowledged(): readonly string[] {
    return this.lines.filter((line) => line.startsWith("ack ")).map((line) => line.slice(4));
  }

  async ready(): Promise<void> {
    await eventually(`a child is ready ${this.errors}`, () => this.lines.includes("ready") || this.ended(), 30_000);
    if (!this.lines.includes("ready")) {
      throw new Error(this.errors);
    }
  }

  go(): void {
    this.process.stdin?.write("go\n");
  }

  /** @throws with what it said when it does not end well */
  async done(): Promise<void> {
    const code = await this.exit;
    children.delete(this);
    if (code !== 0) {
      throw new Error(`A child ended with ${code}: ${this.errors}`);
    }
  }

  kill(): void {
    this.process.kill("SIGKILL");
  }

  signal(name: NodeJS.Signals): void {
    this.process.kill(name);
  }

  /** SIGSTOP is on its way for a moment after it was sent. */
  async stopped(): Promise<void> {
    this.signal("SIGSTOP");
    await eventually("a child is stopped", () => stateOfProcess(this.pid, undefined) === "stopped");
  }

  /** Ends it at once, without a chance to clean up, and waits until it is gone. */
  async killed(): Promise<void> {
    this.kill();
    await this.exit;
    children.delete(this);
  }

  private ended(): boolean {
    return this.process.exitCode !== null || this.process.signalCode !== null;
  }
}

/** Waits until all are ready, and lets them go at the same moment. */
export async function goTogether(children: readonly Child[]): Promise<void> {
  await Promise.all(children.map((child) => child.ready()));
  for (const child of children) {
    child.go();
  }
}

/** Lets all go at the same moment, and waits for all. */
export async function runTogether(children: readonly Child[]): Promise<void> {
  await goTogether(children);
  await Promise.all(children.map((child) => child.done()));
}
