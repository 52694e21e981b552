import { readdirSync, utimesSync } from "node:fs";
import { join } from "node:path";
import { fillsTemp, goesToSleep, replacesDocument } from "../faults/sites";
import { unshare } from "../scenarios/namespaces";
import { add, type Story, story } from "./story";

/** Containers share the folder; in each of them the writer is process 1. */
export const containers: Readonly<Record<string, Story>> = {
  "a zombie in one does not put half of another's document in place": story(async (stage) => {
    const zombie = await stage.writer({ wrapper: unshare });
    const taker = await stage.hasty({ wrapper: unshare });
    await zombie.hold(add("zombie's"), replacesDocument);
    await taker.hold(add("taker's"), fillsTemp);
    await zombie.finish();
    await taker.finish();
  }),

  "a lock is handed from one to the other": story(async (stage) => {
    const [owner, waiter] = [await stage.writer({ wrapper: unshare }), await stage.writer({ wrapper: unshare })];
    await owner.hold(add("owner"), replacesDocument);
    const waiting = await waiter.wait(add("waiter"));
    await owner.finish();
    await stage.soon("the waiter's change", waiting.done);
    stage.expect(stage.laboratory.counts.handedOver === 1, "the lock was handed over");
  }),

  "the ticket of one that was killed in line is removed when it has been silent for a minute": story(async (stage) => {
    const { laboratory } = stage;
    const [owner, mortal] = [await stage.writer(), await stage.writer({ wrapper: unshare })];
    await owner.hold(add("owner"), replacesDocument);
    await mortal.hold(add("mortal"), goesToSleep);
    await mortal.killed();
    await owner.finish();
    for (const name of readdirSync(laboratory.root).filter((each) => each.endsWith(".next"))) {
      const aMinuteAgo = Date.now() / 1_000 - 61;
      utimesSync(join(laboratory.root, name), aMinuteAgo, aMinuteAgo);
    }
  }),
};
