import { existsSync, mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, truncateSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { ignoring } from "../../../../src/core/errors";
import type { LivenessLimits } from "../../../../src/core/locking/liveness";
import { createTestContainer } from "../../../helpers/test-container";
import { type Call, type Counts, type History, HistoryLog, type LedgerLock, readHistory } from "../checker/history";
import { checkHistory, checkLog } from "../checker/verdict";
import { chaosCodec, documentName, unconfirmed } from "./chaos-document";
import { Ledger } from "./ledger";
import { leftOversIn } from "./left-overs";
import type { WriterSetup } from "./orders";
import { Performer } from "./performer";
import type { Expectation } from "./raw-reader";
import { Tally } from "./tally";
import { WriterProcess } from "./writer-process";

export interface LaboratoryOptions {
  /** Where the state folder is to be, when not on the disk of temporary files. */
  readonly workspace?: string;
  readonly expects?: Expectation;
}

export type Extras = Pick<WriterSetup, "limits" | "clock" | "asks"> & { readonly wrapper?: readonly string[] };

/** Milliseconds. */
const longestRelease = 1_000;

/**
 * One folder in which processes change one document while they are made to fail, the history of what they did, and a
 * reader that looks at the document all the time.
 */
export class Laboratory {
  /** How the calls of all rounds ended, and what happened to locks. */
  readonly tally = new Tally();
  private readonly processes = new Set<WriterProcess>();
  private readonly log: HistoryLog;
  private readonly reader: Promise<WriterProcess>;
  private started = 0;
  private made = 0;

  private constructor(
    private readonly bundle: string,
    private readonly folder: string,
    readonly workspace: string,
    expects: Expectation,
  ) {
    mkdirSync(this.ledgers);
    this.log = new HistoryLog(this.historyPath, "laboratory");
    this.reader = this.start("look", 0, {}, expects);
  }

  static async open(bundle: string, { workspace, expects = "any" }: LaboratoryOptions = {}): Promise<Laboratory> {
    const folder = mkdtempSync(join(realpathSync(tmpdir()), "lockstep-chaos-"));
    const here = join(folder, "workspace");
    mkdirSync(here);
    const laboratory = new Laboratory(bundle, folder, workspace ?? here, expects);
    await laboratory.reader;
    return laboratory;
  }

  get root(): string {
    return join(this.workspace, ".lockstep");
  }

  get documentPath(): string {
    return join(this.root, `${documentName}.json`);
  }

  get lockPath(): string {
    return `${this.documentPath}.lock`;
  }

  writer(role: "obey" | "roam" = "obey", seed = 0, extras: Extras = {}): Promise<WriterProcess> {
    return this.start(role, seed, extras);
  }

  writers(count: number, extras: Extras = {}): Promise<readonly WriterProcess[]> {
    return Promise.all(Array.from({ length: count }, () => this.writer("obey", 0, extras)));
  }

  async killed(process: WriterProcess): Promise<void> {
    this.processes.delete(process);
    await process.killed();
  }

  /** One more call, by a writer that nothing happens to. Resolves with the milliseconds that it took. */
  async next(call: Call, limits?: LivenessLimits): Promise<number> {
    const setup = { name: "laboratory", ...this.places, role: "obey", seed: 0 } as const;
    const container = createTestContainer({ root: this.root, ...(limits && { limits }) });
    const performer = new Performer(container, setup);
    const begun = performance.now();
    const { outcome, error } = await performer.record(this.log, call);
    if (outcome !== "ok") {
      this.log.problem(`the next ${call.f} was refused: ${error}`);
    }
    const took = performance.now() - begun;
    await this.released();
    container.store.dispose();
    performer.tellCounts(this.log);
    return took;
  }

  change(limits?: LivenessLimits): Promise<number> {
    return this.next(this.newAdd(), limits);
  }

  newAdd(): Call {
    return { f: "add", value: `n${this.made++}` };
  }

  /** Forgets the document and the history; processes stay as they are. */
  async clear(): Promise<void> {
    const reader = await this.reader;
    await reader.tell("rest");
    for (const name of ignoring(["ENOENT"], () => readdirSync(this.root)) ?? []) {
      if (name !== ".gitignore") {
        rmSync(join(this.root, name), { recursive: true });
      }
    }
    rmSync(this.ledgers, { recursive: true });
    mkdirSync(this.ledgers);
    truncateSync(this.historyPath);
    await reader.tell("forget");
  }

  /** The same, and the state folder does not exist either. */
  async clearAll(): Promise<void> {
    await this.clear();
    rmSync(this.root, { recursive: true, force: true });
  }

  /** After a few calls since the beginning or {@link clear}: what is wrong. Every answer has to be a clear one. */
  async judgedRound(): Promise<readonly string[]> {
    await this.next({ f: "read" });
    const history = this.history();
    this.tally.add(history);
    const unclear = history.operations.flatMap(({ call, outcome, error }) =>
      outcome === "unknown" && error !== undefined && error !== unconfirmed ? [`${call.f} ended with ${error}`] : [],
    );
    return [...checkLog(history), ...unclear, ...this.leftOvers()];
  }

  /** Who is answered keeps its lock for a moment longer. Resolves when it is gone, or should be. */
  async released(): Promise<void> {
    const deadline = performance.now() + longestRelease;
    while (existsSync(this.lockPath) && performance.now() < deadline) {
      await delay(1);
    }
  }

  /** What temps, locks, tickets and claims are still there. */
  leftOvers(): readonly string[] {
    return leftOversIn(this.workspace).map((name) => `left over: ${name}`);
  }

  history(): History {
    return readHistory(this.historyPath);
  }

  /** Ends everybody, makes one more change and tells what is wrong with a history that only grew, and what `more` tells. */
  async judged(more: () => Promise<readonly string[]> = async () => []): Promise<readonly string[]> {
    await this.endAll();
    await this.change();
    const others = await more();
    const { store } = createTestContainer({ root: this.root });
    const entries = (await store.read(documentName, chaosCodec))?.value.entries ?? [];
    store.dispose();
    const history = this.history();
    this.tally.add(history);
    return [...checkHistory(history, entries), ...others, ...this.leftOvers()];
  }

  /** What is in the ledger that `lock` protects. */
  ledger(lock: LedgerLock): readonly string[] {
    return new Ledger(join(this.ledgers, lock)).read();
  }

  get counts(): Counts {
    return this.history().counts;
  }

  /** All but the reader. */
  async endAll(): Promise<void> {
    await Promise.all([...this.processes].map((process) => this.killed(process)));
  }

  async close(): Promise<void> {
    await this.endAll();
    await (await this.reader).killed();
    this.log.close();
    rmSync(this.folder, { recursive: true, force: true });
  }

  private async start(
    role: WriterSetup["role"],
    seed: number,
    { wrapper, ...rest }: Extras,
    expects?: Expectation,
  ): Promise<WriterProcess> {
    const name = `${role}${this.started++}`;
    const setup: WriterSetup = { name, ...this.places, role, seed, ...rest, ...(expects && { expects }) };
    const process = WriterProcess.start(this.bundle, setup, wrapper);
    if (role !== "look") {
      this.processes.add(process);
    }
    await process.ready;
    return process;
  }

  private get places(): Pick<WriterSetup, "workspace" | "history" | "ledgers"> {
    return { workspace: this.workspace, history: this.historyPath, ledgers: this.ledgers };
  }

  private get historyPath(): string {
    return join(this.folder, "history.jsonl");
  }

  private get ledgers(): string {
    return join(this.folder, "ledgers");
  }
}
