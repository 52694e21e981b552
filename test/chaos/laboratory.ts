import { mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, truncateSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ignoring } from "../../src/core/errors";
import type { LivenessLimits } from "../../src/core/locking/liveness";
import { createTestContainer } from "../helpers/test-container";
import { chaosCodec, documentName, modifierOf } from "./chaos-document";
import { type History, HistoryLog, readHistory } from "./history";
import type { WriterSetup } from "./orders";
import { RawReader } from "./raw-reader";
import { checkHistory, checkLog } from "./verdict";
import { WriterProcess } from "./writer-process";

/** What may be in the state folder when nobody writes. */
const document = `${documentName}.json`;
const allowed = new Set([".gitignore", document, `${document}.bak`]);

/**
 * One folder in which processes change one document while they are made to fail, the history of what they did, and the
 * reader that looks at the document all the time.
 */
export class Laboratory {
  readonly root: string;
  private readonly processes = new Set<WriterProcess>();
  private readonly workspace: string;
  private readonly historyPath: string;
  private readonly log: HistoryLog;
  /** How the calls of all rounds ended. */
  readonly tally = { ok: 0, fail: 0, unknown: 0 };
  private started = 0;
  private changes = 0;

  private constructor(
    private readonly bundle: string,
    private readonly folder: string,
    workspace: string,
  ) {
    this.workspace = workspace;
    this.root = join(workspace, ".lockstep");
    this.historyPath = join(folder, "history.jsonl");
    this.log = new HistoryLog(this.historyPath, "laboratory");
  }

  /** `workspace`: where the state folder is to be, when not on the disk of temporary files. */
  static open(bundle: string, workspace?: string): Laboratory {
    const folder = mkdtempSync(join(realpathSync(tmpdir()), "lockstep-chaos-"));
    const here = join(folder, "workspace");
    mkdirSync(here);
    return new Laboratory(bundle, folder, workspace ?? here);
  }

  get documentPath(): string {
    return join(this.root, document);
  }

  get lockPath(): string {
    return `${this.documentPath}.lock`;
  }

  async writer(
    role: WriterSetup["role"],
    seed: number,
    limits?: LivenessLimits,
    wrapper: readonly string[] = [],
  ): Promise<WriterProcess> {
    const setup: WriterSetup = {
      name: `${role}${this.started++}`,
      root: this.root,
      history: this.historyPath,
      role,
      seed,
      ...(limits && { limits }),
    };
    const process = WriterProcess.start(this.bundle, setup, wrapper);
    this.processes.add(process);
    await process.ready;
    return process;
  }

  async killed(process: WriterProcess): Promise<void> {
    this.processes.delete(process);
    await process.killed();
  }

  /** Looks at the document as it is on the disk. */
  look(): void {
    new RawReader(this.documentPath, this.log).look();
  }

  /** One more change, by a writer that nothing happens to. Resolves with the milliseconds that it took. */
  async change(limits?: LivenessLimits): Promise<number> {
    const { store } = createTestContainer({ root: this.root, ...(limits && { limits }) });
    const call = { f: "add", value: `laboratory-${this.changes++}` } as const;
    const begun = performance.now();
    const i = this.log.invoke(call);
    await store.modify(
      documentName,
      chaosCodec,
      modifierOf(call, () => {}),
    );
    this.log.ok(i, undefined);
    return performance.now() - begun;
  }

  async entries(): Promise<readonly string[]> {
    const { store } = createTestContainer({ root: this.root });
    return (await store.read(documentName, chaosCodec))?.value.entries ?? [];
  }

  /** A last look at the document, as a call in its history. */
  async finalRead(): Promise<void> {
    const i = this.log.invoke({ f: "read" });
    this.log.ok(i, await this.entries());
  }

  history(): History {
    return readHistory(this.historyPath);
  }

  /** Forgets the document and the history; processes stay as they are. */
  clear(): void {
    const names = ignoring(["ENOENT"], () => readdirSync(this.root)) ?? [];
    for (const name of names.filter((each) => each !== ".gitignore")) {
      rmSync(join(this.root, name), { recursive: true });
    }
    truncateSync(this.historyPath);
  }

  /** After a few calls since the beginning or {@link clear}: what is wrong. Every answer has to be a clear one. */
  async judgedRound(): Promise<readonly string[]> {
    await this.finalRead();
    const { operations, problems } = this.history();
    for (const { outcome } of operations) {
      this.tally[outcome]++;
    }
    const unclear = operations.flatMap(({ call, outcome, error }) =>
      outcome === "unknown" && error !== undefined ? [`${call.f} ended with ${error}`] : [],
    );
    return [...problems, ...checkLog(operations), ...unclear, ...this.leftOvers()];
  }

  /** What temps, locks and claims are still there. */
  leftOvers(): readonly string[] {
    const strays = readdirSync(this.root).filter((name) => !allowed.has(name));
    const beside = readdirSync(this.workspace).filter((name) => name.startsWith(".lockstep."));
    return [...strays, ...beside].map((name) => `left over: ${name}`);
  }

  /** Ends everybody, makes one more change and tells what is wrong. */
  async judged(): Promise<readonly string[]> {
    await this.endAll();
    await this.change();
    return [...checkHistory(this.history(), await this.entries()), ...this.leftOvers()];
  }

  async endAll(): Promise<void> {
    await Promise.all([...this.processes].map((process) => this.killed(process)));
  }

  async close(): Promise<void> {
    await this.endAll();
    this.log.close();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
