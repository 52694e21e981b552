import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { Laboratory } from "../laboratory/laboratory";
import { Random } from "../laboratory/random";
import { SmallDisk } from "../laboratory/small-disk";
import { refusals } from "../laboratory/writer-process";
import type { Scenario } from "./scenario";

/** In blocks of 4 KB: the document grows past it, so that each change needs several. */
const mostFree = 12;

/** A change finds a disk with room for a part of it only: it is refused and nothing changes, or it is done. */
export const fullDisk: Scenario = async ({ bundle, seed, rounds }) => {
  const disk = SmallDisk.mount(512);
  if (disk === undefined) {
    return { problems: [], figures: {}, skipped: "this user may not mount a tmpfs" };
  }
  const random = new Random(seed);
  const workspace = join(disk.folder, "workspace");
  mkdirSync(workspace);
  const laboratory = await Laboratory.open(bundle, { workspace });
  const problems: string[] = [];
  try {
    await laboratory.change();
    const writer = await laboratory.writer();
    for (let round = 0; round < rounds; round++) {
      await laboratory.clear();
      await laboratory.change();
      await writer.perform({ f: "add", value: "x".repeat(random.between(5_000, 20_000)) });
      const free = round % (mostFree + 1);
      disk.fill(free);
      const ended = await writer.perform({ f: "add", value: "y".repeat(random.between(5_000, 20_000)) });
      const full = laboratory.leftOvers();
      disk.empty();
      await laboratory.change();
      const found = [...full, ...(await laboratory.judgedRound())];
      problems.push(...found.map((problem) => `${free} blocks free, ${refusals(ended).join()}: ${problem}`));
    }
    return { problems, figures: { rounds, ...laboratory.tally.figures } };
  } finally {
    await laboratory.close();
    disk.unmount();
  }
};
