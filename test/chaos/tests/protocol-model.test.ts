import assert from "node:assert/strict";
import fc from "fast-check";
import { describe, it } from "mocha";
import { brokenPromise, newWorld, type Protocol, search, step, type World } from "../protocol-model";

/** One writer after the other does so many steps. */
type Schedule = readonly (readonly [writer: number, steps: number])[];

const writers = 4;
const schedules: fc.Arbitrary<Schedule> = fc.array(
  fc.tuple(fc.nat({ max: writers - 1 }), fc.oneof(fc.constant(1), fc.integer({ min: 1, max: 20 }))),
  { maxLength: 60 },
);

function play(schedule: Schedule, protocol: Protocol): World {
  let world = newWorld(writers);
  for (const [writer, steps] of schedule) {
    for (let i = 0; i < steps; i++) {
      world = step(world, writer, protocol);
    }
  }
  return world;
}

describe("the model of the protocol", () => {
  const sweeping = { everyOwnerSweeps: true };

  it("keeps every promise in every interleaving of three writers", function () {
    this.timeout(60_000);
    const { states, schedule } = search(3, { ...sweeping, mostTries: 1 });
    assert.equal(schedule, undefined);
    assert.ok(states > 10_000, `${states} states`);
  });

  it("keeps every promise whatever order four writers that try again come in, wherever some of them die", () => {
    fc.assert(
      fc.property(schedules, (schedule) => brokenPromise(play(schedule, { ...sweeping, mostTries: 4 })) === undefined),
      { numRuns: 2_000 },
    );
  });

  it("lets a writer through that is left alone, whoever died before", () => {
    fc.assert(
      fc.property(schedules, (schedule) => {
        const protocol = { ...sweeping, mostTries: 1_000 };
        const dead = schedule.filter(([writer]) => writer !== 0);
        const alone: Schedule = [[0, 1_000]];
        return play([...dead, ...alone], protocol).writers[0]?.outcome === "ok";
      }),
    );
  });

  it("finds the hole of a protocol in which only takers sweep: a late release of somebody else's lock", () => {
    const { schedule } = search(3, { everyOwnerSweeps: false, mostTries: 1 });
    assert.notEqual(schedule, undefined);
  });
});
