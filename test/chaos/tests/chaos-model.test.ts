import assert from "node:assert/strict";
import fc from "fast-check";
import { after, before, describe, it } from "mocha";
import { WriterBundle } from "../bundle";
import { Laboratory } from "../laboratory";
import { Comparison } from "../model-comparison";
import { hasty } from "../scenarios/pauses";
import type { WriterProcess } from "../writer-process";

const writers = 3;

/** One writer after the other goes so many places on. */
const schedules = fc.array(fc.tuple(fc.nat({ max: writers - 1 }), fc.integer({ min: 1, max: 8 })), { maxLength: 12 });

describe("the implementation, held at each of the model's places", () => {
  let bundle: WriterBundle;
  let laboratory: Laboratory;
  let processes: readonly WriterProcess[];

  before(async function () {
    this.timeout(60_000);
    bundle = WriterBundle.make();
    laboratory = Laboratory.open(bundle.path);
    await laboratory.change();
    processes = await Promise.all(Array.from({ length: writers }, () => laboratory.writer("obey", 0, hasty)));
  });
  after(async () => {
    await laboratory.close();
    bundle.remove();
  });

  it("does what the model does, step by step", async function () {
    this.timeout(120_000);
    const follows = fc.asyncProperty(schedules, async (schedule) => {
      laboratory.clear();
      const comparison = new Comparison(laboratory, processes, { everyOwnerSweeps: false, mostTries: 1_000 });
      await comparison.begin();
      const differences: (string | undefined)[] = [];
      for (const [writer, steps] of schedule) {
        for (let i = 0; i < steps; i++) {
          differences.push(await comparison.step(writer));
        }
      }
      differences.push(await comparison.finish());
      const [first] = differences.filter((difference) => difference !== undefined);
      assert.equal(first, undefined);
    });
    await fc.assert(follows, { numRuns: 40, seed: 1 });
  });
});
