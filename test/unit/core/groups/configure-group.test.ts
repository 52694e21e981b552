import assert from "node:assert/strict";
import type { GroupSettings } from "../../../../src/core/groups/config-rules";
import { ServicesInMemory } from "../../../helpers/services-in-memory";

describe("configuring a group", () => {
  let services = new ServicesInMemory();
  let { groups } = services;
  let id = "";
  beforeEach(async () => {
    services = new ServicesInMemory();
    ({ groups } = services);
    ({ id } = await groups.create({ name: "Release" }));
  });

  it("changes what is named and leaves the rest", async () => {
    const { config } = await groups.configure(id, { maxConcurrent: 5, respectDependencies: false });
    assert.deepEqual(config, { maxConcurrent: 5, respectDependencies: false, errorThreshold: 2 });
    await services.writesNothing(() => groups.configure(id, { maxConcurrent: 5 }));
  });

  it("gives it a budget, changes that in parts and takes it away", async () => {
    const budget = { maxUsd: 10, warningThreshold: 0.8, onExceeded: "pause" };
    assert.deepEqual((await groups.configure(id, { budget: { maxUsd: 10 } })).config.budget, budget);
    assert.deepEqual((await groups.configure(id, { budget: { onExceeded: "stop", maxUsd: 2 } })).config.budget, {
      ...budget,
      onExceeded: "stop",
      maxUsd: 2,
    });
    const { config } = await groups.configure(id, { budget: null });
    assert.deepEqual(config, { maxConcurrent: 3, respectDependencies: true, errorThreshold: 2 });
  });

  const bad: readonly (readonly [string, GroupSettings])[] = [
    ["nothing at the same time", { maxConcurrent: 0 }],
    ["half a session at the same time", { maxConcurrent: 1.5 }],
    ["no failure at all", { errorThreshold: 0 }],
    ["a budget without a sum", { budget: { onExceeded: "stop" } }],
    ["a debt", { budget: { maxUsd: -1 } }],
    ["a warning beyond the budget", { budget: { maxUsd: 1, warningThreshold: 2 } }],
  ];
  for (const [what, settings] of bad) {
    it(`is refused: ${what}`, () => services.refuses("INVALID", () => groups.configure(id, settings)));
  }

  it("is refused where there is no group", () =>
    services.refuses("NOT_FOUND", () => groups.configure("unknown", { maxConcurrent: 1 })));
});
