import { ms, type Result, times } from "../harness/result";
import { inRounds } from "../harness/rounds";
import { ratios } from "../harness/statistics";
import type { Workbench } from "../harness/workbench";
import { bookmarksText, idOf, seedBookmarks } from "./bookmarks";
import { lockstepUnflushed } from "./entrants";

const count = 10_000;
const names = ["floor", "lockstep", lockstepUnflushed] as const;

/** A workspace with 10,000 bookmarks: a label, and the list, through the service that windows use. */
export async function manyBookmarks(bench: Workbench): Promise<Result> {
  const text = bookmarksText(count);
  const floor = await bench.startAlone("floor", text);
  const window = await openWindow(bench, text, false);
  const unflushed = await openWindow(bench, text, true);
  const run = (name: (typeof names)[number]) =>
    name === "floor"
      ? floor.call("backToBack", 3)
      : (name === "lockstep" ? window : unflushed).call("labelAgain", idOf(count / 2), 3);
  for (const name of names) {
    await run(name); // warms up
  }
  const rounds = await inRounds(bench.times(9, 4), names, run);
  await window.call("list", 3);
  const warm = await window.call("list", bench.times(30, 10));
  await bench.stop(floor, window, unflushed);
  const cold = await coldLists(bench, text);
  const compare = (name: (typeof names)[number]) => ratios(rounds[name], rounds.floor);
  return {
    title: `10,000 bookmarks (${(text.length / 1e6).toFixed(1)} MB)`,
    rows: [
      ...names.map((name) => ({
        name: `one change, ${name}`,
        samples: { time: ms(rounds[name]), "vs floor": times(compare(name)) },
      })),
      { name: "list, warm", samples: { time: ms(warm) } },
      { name: "list, cold", samples: { time: ms(cold) } },
    ],
    findings: [
      {
        bar: "many-change",
        values: compare("lockstep"),
        likeForLike: compare(lockstepUnflushed),
      },
      { bar: "many-warm", values: warm },
      { bar: "many-cold", values: cold },
    ],
  };
}

async function coldLists(bench: Workbench, text: string): Promise<readonly number[]> {
  const cold: number[] = [];
  for (let run = 0; run < bench.times(7, 3); run++) {
    const fresh = await openWindow(bench, text, false);
    cold.push(...(await fresh.call("list", 1)));
    await bench.stop(fresh);
  }
  return cold;
}

async function openWindow(bench: Workbench, text: string, skipFolderFlush: boolean) {
  const folder = bench.newFolder();
  await seedBookmarks(folder, text);
  const worker = await bench.start("lockstep", folder, { skipFolderFlush });
  await worker.call("openWindow");
  return worker;
}
