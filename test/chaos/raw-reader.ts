import { readFileSync } from "node:fs";
import { ignoring } from "../../src/core/errors";
import { chaosCodec } from "./chaos-document";
import { type HistoryLog, monotonic } from "./history";

/** Between two sights that are written down; more would only make the checker slow. */
const sightInterval = 20_000_000;

/**
 * Reads the document file as it is, past the engine, and complains about everything that a reader must never see: half a
 * document, a document of another shape, one that went back to an older state.
 */
export class RawReader {
  private lastText: string | undefined;
  private entries: readonly string[] = [];
  private nextSight = 0;

  constructor(
    private readonly path: string,
    private readonly log: HistoryLog,
  ) {}

  look(): void {
    const begun = monotonic();
    const text = ignoring(["ENOENT"], () => readFileSync(this.path, "utf8"));
    if (text === this.lastText) {
      return;
    }
    if (text === undefined) {
      this.log.problem("the document vanished");
      return;
    }
    this.lastText = text;
    try {
      const { value } = chaosCodec.parse(text);
      this.compare(value.entries);
      if (begun >= this.nextSight) {
        this.nextSight = begun + sightInterval;
        this.log.sight(begun, value.entries.length, value.registers);
      }
    } catch (error) {
      this.log.problem(`read ${text.length} characters: ${error instanceof Error ? error.message : error}`);
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
