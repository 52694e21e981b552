import assert from "node:assert/strict";
import type { QueueSettings } from "../../../../src/core/queues/config-rules";
import { ServicesInMemory } from "../../../helpers/services-in-memory";

describe("configuring a queue", () => {
  let services = new ServicesInMemory();
  let { queues } = services;
  let id = "";
  beforeEach(async () => {
    services = new ServicesInMemory();
    ({ queues } = services);
    ({ id } = await queues.create({ name: "Build" }));
  });

  it("changes what is named and leaves the rest", async () => {
    const queue = await queues.configure(id, {
      stopOnError: false,
      cwd: " sub ",
      onFinish: "say done",
      onFail: "say no",
    });
    assert.equal(queue.cwd, "sub");
    const config = { stopOnError: false, onInterrupted: "fail", onFinish: "say done", onFail: "say no" };
    assert.deepEqual(queue.config, config);
    const again = await queues.configure(id, { onInterrupted: "retry", onFinish: null, onFail: " " });
    assert.deepEqual(again.config, { stopOnError: false, onInterrupted: "retry" });
    await services.writesNothing(() => queues.configure(id, { stopOnError: false, onFail: null }));
  });

  it("sets variables one by one and takes them away, so that two people who set two lose none", async () => {
    await Promise.all([queues.configure(id, { env: { A: "1" } }), queues.configure(id, { env: { B: "2" } })]);
    assert.deepEqual((await queues.find(id)).config.env, { A: "1", B: "2" });
    assert.deepEqual((await queues.configure(id, { env: { A: null, C: "" } })).config.env, { B: "2", C: "" });
    assert.equal((await queues.configure(id, { env: { B: null, C: null } })).config.env, undefined);
    await queues.configure(id, { env: { A: "1" } });
    assert.equal((await queues.configure(id, { env: null })).config.env, undefined);
  });

  it("keeps what a newer Lockstep knows", async () => {
    const { store } = services;
    store.putByHand(`queues/${id}`, { ...(await queues.find(id)), config: { future: 1 } });
    const { config } = await queues.configure(id, { stopOnError: false });
    assert.deepEqual(config, { future: 1, stopOnError: false, onInterrupted: "fail" });
  });

  const bad: readonly (readonly [string, QueueSettings])[] = [
    ["a blank folder", { cwd: " " }],
    ["a variable without a name", { env: { "": "1" } }],
    ["a variable with “=” in its name", { env: { "A=B": "1" } }],
    ["a callback with a NUL", { onFinish: "a\0" }],
    ["an endless callback", { onFail: "x".repeat(1_000_000) }],
  ];
  for (const [what, settings] of bad) {
    it(`is refused: ${what}`, () => services.refuses("INVALID", () => queues.configure(id, settings)));
  }

  it("is refused where there is no queue", () =>
    services.refuses("NOT_FOUND", () => queues.configure("unknown", { stopOnError: true })));
});
