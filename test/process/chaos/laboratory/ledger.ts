import { randomBytes } from "node:crypto";
import { readFileSync, renameSync, writeFileSync } from "node:fs";
import { setImmediate as turn } from "node:timers/promises";
import { ignoring } from "../../../../src/core/errors";

/**
 * A list in a file that two writers at once would spoil: what is appended is put behind what was there a few turns ago.
 * It is replaced as a whole, so that a writer that is killed leaves nothing half done.
 */
export class Ledger {
  constructor(private readonly path: string) {}

  read(): readonly string[] {
    return (ignoring(["ENOENT"], () => readFileSync(this.path, "utf8")) ?? "").split("\n").filter(Boolean);
  }

  async append(value: string): Promise<void> {
    const before = this.read();
    await someTurns();
    const temp = `${this.path}.${randomBytes(6).toString("hex")}`;
    writeFileSync(temp, [...before, value].join("\n"));
    renameSync(temp, this.path);
  }

  /** @throws when it changes meanwhile */
  async view(): Promise<readonly string[]> {
    const before = this.read();
    await someTurns();
    const after = this.read();
    if (after.join() !== before.join()) {
      throw new Error(`A ledger changed under a shared lock: ${before.length} entries, then ${after.length}.`);
    }
    return after;
  }
}

async function someTurns(): Promise<void> {
  for (let i = 0; i < 5; i++) {
    await turn();
  }
}
