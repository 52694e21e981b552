import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import type { Duplex } from "node:stream";
import type { Call } from "../checker/history";
import type { CallSite } from "../faults/call-site";
import {
  type Fault,
  type GateByte,
  gateDescriptor,
  type Order,
  type ReaderOrder,
  type Report,
  type WriterSetup,
} from "./orders";

export type Ended = Extract<Report, { r: "done" }> | { readonly r: "dead" };
export type News = Ended | { readonly r: "held"; readonly site: CallSite };

/** A process of the laboratory; see worker/chaos-worker.ts. */
export class WriterProcess {
  /** Where it is held at the moment. */
  heldAt: CallSite | undefined;
  private readonly news: News[] = [];
  private readonly listeners: ((news: News) => void)[] = [];
  private errors = "";
  private dead = false;
  private readonly exit: Promise<unknown>;
  readonly ready: Promise<void>;

  private constructor(
    private readonly process: ChildProcess,
    private readonly gate: Duplex,
  ) {
    this.exit = once(process, "close");
    const { stdout, stderr } = process;
    if (stdout === null || stderr === null) {
      throw new Error("A writer has its output piped.");
    }
    stderr.on("data", (data) => {
      this.errors += data;
    });
    process.stdin?.on("error", () => {}); // it may be killed before it reads
    gate.on("error", () => {});
    createInterface(gate).on("line", (line) => this.hear(JSON.parse(line)));
    this.ready = new Promise((resolve, reject) => {
      createInterface(stdout).on("line", (line) => {
        const report: Report = JSON.parse(line);
        if (report.r === "ready") {
          resolve();
        } else {
          this.hear(report);
        }
      });
      this.exit.then(() => {
        this.dead = true;
        this.hear({ r: "dead" });
        reject(new Error(`A writer ended: ${this.errors}`));
      }, reject);
    });
    this.ready.catch(() => {}); // whoever waits for it hears of it
  }

  /** `wrapper` is a command that runs the rest of its arguments: `unshare`. */
  static start(bundle: string, setup: WriterSetup, wrapper: readonly string[] = []): WriterProcess {
    const [command = "", ...args] = [...wrapper, globalThis.process.execPath, bundle, JSON.stringify(setup)];
    const child = spawn(command, args, { stdio: ["pipe", "pipe", "pipe", "pipe"] });
    return new WriterProcess(child, child.stdio[gateDescriptor] as Duplex);
  }

  get pid(): number | undefined {
    return this.process.pid;
  }

  /** What it complained of, for a message when it is dead and should not be. */
  get complaints(): string {
    return this.errors;
  }

  order(calls: Call | readonly Call[], how: Omit<Order, "calls"> = {}): void {
    const order: Order = { calls: "f" in calls ? [calls] : calls, ...how };
    this.process.stdin?.write(`${JSON.stringify(order)}\n`);
  }

  /** Performs calls that nobody holds, and resolves with how they ended. */
  async perform(calls: Call | readonly Call[], fault?: Fault): Promise<Ended> {
    this.order(calls, fault && { fault });
    return endOf(await this.next());
  }

  /** Of a reader. */
  async tell(order: ReaderOrder): Promise<void> {
    this.process.stdin?.write(`${JSON.stringify(order)}\n`);
    await this.next();
  }

  /** Resolves when it is held, done with its order, or dead. */
  async next(): Promise<News> {
    const news = this.news.shift() ?? (this.dead ? ({ r: "dead" } as const) : undefined);
    return news ?? new Promise((resolve) => this.listeners.push(resolve));
  }

  /** Lets it go on from where it is held. */
  step(how: GateByte = "g"): Promise<News> {
    this.release(how);
    return this.next();
  }

  /** The same, for whoever asks for {@link next} later. */
  release(how: GateByte = "g"): void {
    this.heldAt = undefined;
    this.gate.write(how);
  }

  /** Lets it go on to the end of its order. */
  async finish(): Promise<Ended> {
    for (let news = await this.step(); ; news = await this.step()) {
      if (news.r !== "held") {
        return news;
      }
    }
  }

  signal(name: NodeJS.Signals): void {
    this.process.kill(name);
  }

  async killed(): Promise<void> {
    this.process.kill("SIGKILL");
    await this.exit;
  }

  private hear(news: News | Extract<Report, { r: "ready" }>): void {
    if (news.r === "ready") {
      return;
    }
    this.heldAt = news.r === "held" ? news.site : undefined;
    const listener = this.listeners.shift();
    if (listener === undefined) {
      this.news.push(news);
    } else {
      listener(news);
    }
  }
}

/** @throws when it is held */
export function endOf(news: News): Ended {
  if (news.r === "held") {
    throw new Error(`A writer is held that nobody lets go on: ${news.site.name} ${news.site.target}`);
  }
  return news;
}

/** What went wrong with its calls: nothing when all were answered with ok. */
export function refusals(ended: Ended): readonly string[] {
  return ended.r === "dead"
    ? ["it died"]
    : ended.answers.flatMap(({ outcome, error }) => (outcome === "ok" ? [] : [`${outcome}: ${error}`]));
}
