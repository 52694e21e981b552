import type { CallSite } from "../fault-points";
import type { Laboratory } from "../laboratory";
import { isRename } from "../sites";

/**
 * A writer dies where `there` is true first; by default when it is about to make its backup: its lock, its temp and the
 * backup's temp stay behind.
 */
export async function leaveCorpse(
  laboratory: Laboratory,
  value = "corpse's",
  there: (site: CallSite) => boolean = isRename,
): Promise<void> {
  const corpse = await laboratory.writer("obey", 0);
  corpse.order({ f: "add", value }, { kind: "step", every: "change" });
  for (let news = await corpse.next(); news.r === "held"; news = await corpse.step()) {
    if (there(news.site)) {
      await laboratory.killed(corpse);
      return;
    }
  }
  throw new Error("The corpse lived to the end.");
}
