import { Laboratory } from "../laboratory";
import { Random } from "../random";
import type { Scenario } from "../scenario";
import { SmallDisk } from "../small-disk";

/** In blocks of 4 KB: the document grows past it, so that each change needs several. */
const mostFree = 12;

/** A change finds a disk with room for a part of it only: it is refused and nothing changes, or it is done. */
export const fullDisk: Scenario = async ({ bundle, seed, rounds }) => {
  const disk = SmallDisk.mount(512);
  if (disk === undefined) {
    return { problems: [], figures: {}, skipped: "this user may not mount a tmpfs" };
  }
  const random = new Random(seed);
  const laboratory = Laboratory.open(bundle, disk.folder);
  const problems: string[] = [];
  try {
    await laboratory.change();
    const writer = await laboratory.writer("obey", 0);
    for (let round = 0; round < rounds; round++) {
      laboratory.clear();
      await laboratory.change();
      await writer.perform({ f: "add", value: "x".repeat(random.between(5_000, 20_000)) });
      const free = round % (mostFree + 1);
      disk.fill(free);
      const ended = await writer.perform({ f: "add", value: "y".repeat(random.between(5_000, 20_000)) });
      const full = laboratory.leftOvers();
      disk.empty();
      await laboratory.change();
      const found = [...full, ...(await laboratory.judgedRound())];
      const how = ended.r === "done" ? `${ended.outcome} ${ended.error ?? ""}` : "dead";
      problems.push(...found.map((problem) => `${free} blocks free, ${how}: ${problem}`));
    }
    return { problems, figures: { rounds, ...laboratory.tally } };
  } finally {
    await laboratory.close();
    disk.unmount();
  }
};
