import assert from "node:assert/strict";
import { after, before, describe, it } from "mocha";
import { WriterBundle } from "../laboratory/bundle";
import { clocks, commonSleep } from "../scenarios/clocks";
import { deathsAtChanges } from "../scenarios/deaths";
import { failingCalls } from "../scenarios/failing-calls";
import { fullDisk } from "../scenarios/full-disk";
import { herds } from "../scenarios/herds";
import { kills } from "../scenarios/kills";
import { ledgers } from "../scenarios/ledgers";
import { namespacesBriefly } from "../scenarios/namespaces";
import { pausedAtChanges, pausedTwice } from "../scenarios/pauses";
import type { Scenario } from "../scenarios/scenario";
import { stopsAndKills, zombies } from "../scenarios/zombies";

/** Each scenario in a short form; the long one is `npm run chaos -- --minutes 10`. */
const short: readonly (readonly [name: string, scenario: Scenario, rounds: number])[] = [
  ["when writers are killed at random instants", kills, 20],
  ["when writers whose clocks step by hours and years are killed", clocks, 15],
  ["when all writers sleep for longer than their heartbeats may be away", commonSleep, 6],
  ["when writers are killed under leases, shared locks and locks of collections", ledgers, 15],
  ["when a writer dies right before the Nth change of the disk, for every N", deathsAtChanges, 1],
  ["when a writer is paused before any of its changes of the disk and wakes as a zombie", pausedAtChanges, 1],
  ["when a zombie wakes while its taker is paused", pausedTwice, 100],
  ["when writers are stopped past their heartbeat", zombies, 20],
  ["when writers are stopped, woken and killed", stopsAndKills, 20],
  ["when a herd finds a dead lock and one of the herd dies, too", herds, 10],
  ["when the disk is full at the Nth call, for every N", failingCalls, 1],
  ["when the disk is full", fullDisk, 26],
  ["when containers share the folder", namespacesBriefly, 10],
];

describe("nothing is lost, torn or left over", () => {
  let bundle: WriterBundle;
  before(function () {
    this.timeout(60_000);
    bundle = WriterBundle.make();
  });
  after(() => bundle.remove());

  for (const [name, scenario, rounds] of short) {
    it(name, async function () {
      this.timeout(300_000);
      const seed = 2;
      const { problems, figures, skipped } = await scenario({ bundle: bundle.path, seed, rounds });
      if (skipped !== undefined) {
        console.log(`      skipped: ${skipped}`);
      }
      assert.ok(problems.length === 0, `seed ${seed}, ${JSON.stringify(figures)}\n${problems.slice(0, 5).join("\n")}`);
    });
  }
});
