import type { Clock } from "../clock";
import type { Comparison, FoundChanges } from "./comparison";
import { GitChanges } from "./git-changes";
import { ScannedChanges } from "./scanned-changes";

/** What changed while somebody watched. */
export interface WatchedChanges extends FoundChanges {
  /** Before the first look at the folder. */
  readonly startedAt: string;
  /** After the last one. */
  readonly endedAt: string;
}

export interface ChangeWatch {
  /** Looks what changed since. Call it once, when nothing that was started runs any more. */
  end(): Promise<WatchedChanges>;
}

/**
 * Finds out what changes in a folder while something runs. Nobody can tell who changed a file: what a person or another
 * run does in the meantime is found, too.
 */
export class ChangeRecorder {
  constructor(private readonly clock: Clock) {}

  /** Looks at the folder as it is now: with git where it has one, file by file where not. */
  async begin(folder: string): Promise<ChangeWatch> {
    const startedAt = this.now();
    const comparison: Comparison = (await GitChanges.begin(folder)) ?? (await ScannedChanges.begin(folder));
    return {
      end: async () => {
        const found = await comparison.end();
        return { startedAt, endedAt: this.now(), ...found };
      },
    };
  }

  private now(): string {
    return this.clock.now().toISOString();
  }
}
