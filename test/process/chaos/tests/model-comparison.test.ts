import assert from "node:assert/strict";
import fc from "fast-check";
import { after, before, describe, it } from "mocha";
import { WriterBundle } from "../laboratory/bundle";
import { Laboratory } from "../laboratory/laboratory";
import { Comparison, type Participant, type Turn } from "../model/comparison";
import type { Rules } from "../model/rules";
import { hasty, trusting } from "../scenarios/limits";

const rules: Rules = { mostRedos: 3, everyOwnerSweeps: true };

/** One writer after the other goes so many stops on and may then come to an end. */
type Schedule = readonly (readonly [writer: number, stops: number, end: Turn])[];

const end = fc.constantFrom<Turn[]>("goes on", "goes on", "goes on", "goes on", "gives up", "dies");
const schedules = fc.array(fc.tuple(fc.nat({ max: 1 }), fc.integer({ min: 1, max: 9 }), end), {
  minLength: 5,
  maxLength: 14,
});

/** More stops than anybody needs who is let go on; two that take each other for dead may need more. */
const plenty = 60;

async function firstDifference(comparison: Comparison, schedule: Schedule): Promise<string | undefined> {
  await comparison.begin();
  for (const [writer, stops, last] of schedule) {
    const turns = [...Array.from({ length: stops }, () => "goes on" as const), last];
    for (const turn of turns) {
      const difference = await comparison.take(writer, turn);
      if (difference !== undefined) {
        return difference;
      }
    }
  }
  return undefined;
}

describe("the implementation, held at each of the model's stops", () => {
  let bundle: WriterBundle;
  let laboratory: Laboratory;

  before(async function () {
    this.timeout(60_000);
    bundle = WriterBundle.make();
    laboratory = await Laboratory.open(bundle.path);
    await laboratory.change();
  });
  after(async () => {
    await laboratory.close();
    bundle.remove();
  });

  async function differenceIn(schedule: Schedule, haste: readonly boolean[], by: Rules): Promise<string | undefined> {
    await laboratory.clear();
    const start = async (isHasty: boolean): Promise<Participant> => {
      const process = await laboratory.writer("obey", 0, { limits: isHasty ? hasty : trusting });
      return { process, hasty: isHasty };
    };
    const comparison = new Comparison(laboratory.documentPath, await Promise.all(haste.map(start)), by);
    try {
      return await firstDifference(comparison, [
        ...schedule,
        ...haste.map((_, index) => [index, plenty, "goes on"] as const),
      ]);
    } finally {
      await laboratory.endAll();
    }
  }

  it("does what the model does, stop by stop", async function () {
    this.timeout(120_000);
    const follows = fc.asyncProperty(schedules, fc.tuple(fc.boolean(), fc.boolean()), async (schedule, haste) => {
      assert.equal(await differenceIn(schedule, haste, rules), undefined);
    });
    await fc.assert(follows, { numRuns: 25, seed: 1, endOnFailure: true });
  });

  it("differs from a model in which only takers sweep", async function () {
    this.timeout(60_000);
    const zombieDies: Schedule = [
      [0, 1, "goes on"], // it has the lock and is about to make its temp, when it is taken over
      [1, plenty, "goes on"],
      [0, 1, "dies"],
    ];
    const haste = [false, true, false];
    assert.equal(await differenceIn(zombieDies, haste, rules), undefined);
    assert.notEqual(await differenceIn(zombieDies, haste, { ...rules, everyOwnerSweeps: false }), undefined);
  });
});
