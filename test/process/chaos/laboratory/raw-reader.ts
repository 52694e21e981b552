import { readFileSync } from "node:fs";
import { ignoring } from "../../../../src/core/errors";
import { type HistoryLog, monotonic } from "../checker/history";
import { type ChaosDocument, chaosCodec } from "./chaos-document";

/** Between two sights of a growing document that are written down; more would only make the checker slow. */
const sightInterval = 20_000_000;

/** `grows`: nothing is ever deleted, and it becomes long; `any`: every state is written down, for the checker to judge. */
export type Expectation = "grows" | "any";

/**
 * Reads the document file and its backup as they are, past the engine, and complains about everything that a reader must
 * never see: half a document, a document of another shape, one that went back to an older state.
 */
export class RawReader {
  private lastText: string | undefined;
  private lastBackup: string | undefined;
  private entries: readonly string[] = [];
  private nextSight = 0;

  constructor(
    private readonly path: string,
    private readonly expectation: Expectation,
    private readonly log: HistoryLog,
  ) {}

  look(): void {
    const begun = monotonic();
    const text = readIfThere(this.path);
    if (text !== this.lastText) {
      this.lastText = text;
      this.see(text, begun);
    }
    const backup = readIfThere(`${this.path}.bak`);
    if (backup !== this.lastBackup) {
      this.lastBackup = backup;
      this.parse(backup, "the backup");
    }
  }

  private see(text: string | undefined, begun: number): void {
    const t = monotonic();
    const document = this.parse(text, "the document");
    const { entries = [], registers = {} } = document ?? {};
    if (this.expectation === "any") {
      this.log.sight({ begun, t, count: entries.length, entries, registers });
      return;
    }
    if (text === undefined) {
      this.log.problem("the document vanished");
    }
    this.compare(entries);
    if (begun >= this.nextSight && document !== undefined) {
      this.nextSight = begun + sightInterval;
      this.log.sight({ begun, t, count: entries.length, registers });
    }
  }

  private parse(text: string | undefined, what: string): ChaosDocument | undefined {
    try {
      return text === undefined ? undefined : chaosCodec.parse(text).value;
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      this.log.problem(`torn: ${what} of ${text?.length} characters: ${reason}`);
      return undefined;
    }
  }

  private compare(now: readonly string[]): void {
    const at = this.entries.findIndex((entry, index) => now[index] !== entry);
    if (at >= 0) {
      const lost = this.entries.slice(at, at + 5).join(" ");
      this.log.problem(`of ${this.entries.length} entries ${at} are left in place; there was: ${lost}`);
    }
    this.entries = now;
  }
}

function readIfThere(path: string): string | undefined {
  return ignoring(["ENOENT"], () => readFileSync(path, "utf8"));
}
