import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Call } from "../checker/history";
import { isRename, type There } from "../faults/sites";
import type { Laboratory } from "../laboratory/laboratory";

/**
 * A writer dies where `there` is true first; by default when it is about to make its backup: its lock, its temp and the
 * backup's temp stay behind.
 */
export async function leaveCorpse(
  laboratory: Laboratory,
  call: Call = { f: "add", value: "corpse's" },
  there: There = isRename,
): Promise<void> {
  const corpse = await laboratory.writer();
  corpse.order(call, { holds: { calls: "changes" } });
  for (let news = await corpse.next(); news.r === "held"; news = await corpse.step()) {
    if (there(news.site)) {
      await laboratory.killed(corpse);
      return;
    }
  }
  throw new Error("The corpse lived to the end.");
}

/** What a dead writer left, to be laid down again as often as one likes: killing a new one each time takes longer. */
export class Corpse {
  private constructor(
    private readonly folder: string,
    private readonly files: ReadonlyMap<string, Buffer>,
  ) {}

  /** Only when the folder is otherwise clean. */
  static in(folder: string): Corpse {
    const names = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isFile());
    const left = names.map(({ name }) => name).filter((name) => /\.(lock|tmp|lease)(\.|$)/.test(name));
    return new Corpse(folder, new Map(left.map((name) => [name, readFileSync(join(folder, name))])));
  }

  lay(): void {
    for (const [name, bytes] of this.files) {
      writeFileSync(join(this.folder, name), bytes, { flag: "wx" });
    }
  }
}
