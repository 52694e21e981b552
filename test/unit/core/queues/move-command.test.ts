import assert from "node:assert/strict";
import type { Queue } from "../../../../src/core/queues/queue";
import { findCommand } from "../../../../src/core/queues/queue-rules";
import { nextCommand } from "../../../../src/core/queues/run-rules";
import { byHand, command, longAgo } from "../../../helpers/by-hand";
import { ServicesInMemory } from "../../../helpers/services-in-memory";
import { rejectsWith } from "../../../helpers/throws-with";

const ids = ({ commands }: Queue) => commands.map(({ id }) => id).join(" ");

const queue = (id: string, commands: readonly object[], rest: object = {}) => byHand(id, { commands, ...rest });

describe("moving a command to another queue", () => {
  let services = new ServicesInMemory();
  let { store, queues } = services;
  const source = queue("from", [
    command("a"),
    command("m", { after: ["a"], future: 1 }),
    command("z", { after: ["m", "a"] }),
  ]);
  const target = queue("to", [command("x"), command("y")]);
  beforeEach(() => {
    services = new ServicesInMemory();
    ({ store, queues } = services);
    store.putByHand("queues/from", source);
    store.putByHand("queues/to", target);
  });
  const both = async () => [ids(await queues.find("from")), ids(await queues.find("to"))];
  const commandIn = async (queue: string, id: string) => findCommand(await queues.find(queue), id);

  it("takes it from one queue to the other, without what it waited for and what waited for it", async () => {
    const moved = await queues.moveCommand("m", "from", "to", { after: "x" });
    assert.deepEqual(await both(), ["a z", "x m y"]);
    assert.deepEqual(moved, { ...command("m"), status: "pending", future: 1 });
    assert.deepEqual((await commandIn("from", "z")).after, ["a"]);
  });

  it("puts it last without a placement, and takes one along that has ended", async () => {
    store.putByHand("queues/from", queue("from", [command("m", { status: "failed", exitCode: 3 })]));
    const moved = await queues.moveCommand("m", "from", "to");
    assert.deepEqual(await both(), ["", "x y m"]);
    assert.deepEqual([moved.status, moved.exitCode], ["failed", 3]);
  });

  it("within its queue is a change of order, and nothing more", async () => {
    await queues.moveCommand("m", "from", "from", { at: 1 });
    assert.deepEqual(await both(), ["m a z", "x y"]);
    assert.deepEqual((await commandIn("from", "m")).after, ["a"]);
    await services.writesNothing(() => queues.moveCommand("m", "from", "from"));
    await rejectsWith("NOT_FOUND", queues.moveCommand("unknown", "from", "from"));
  });

  it("leaves at no time two that could run, and always one", async () => {
    const runnable: string[] = [];
    store.putByHand("queues/from", queue("from", [command("m")], { status: "running" }));
    store.putByHand("queues/to", queue("to", [], { status: "running" }));
    store.beforeChange = async () => {
      const all = [await queues.find("from"), await queues.find("to")];
      assert.ok(all.some(({ commands }) => commands.some(({ id }) => id === "m")));
      runnable.push(all.flatMap((one) => nextCommand(one, longAgo)?.id ?? []).join(" "));
    };
    await queues.moveCommand("m", "from", "to");
    assert.deepEqual(runnable, ["m", "", "m"]);
  });

  it("is completed by moving again after a crash in between, which left two", async () => {
    const writes = store.writes.length;
    store.beforeChange = () => {
      if (store.writes.length === writes + 2) {
        throw new Error("a crash");
      }
    };
    await assert.rejects(queues.moveCommand("m", "from", "to"), /a crash/);
    assert.deepEqual([await both(), (await commandIn("from", "m")).status], [["a m z", "x y m"], "skipped"]);
    store.beforeChange = () => {};
    assert.equal((await queues.moveCommand("m", "from", "to")).status, "pending");
    assert.deepEqual(await both(), ["a z", "x y m"]);
  });

  it("goes back to what it was when the other queue goes away meanwhile", async () => {
    const before = await queues.find("from");
    let changes = 0;
    store.beforeChange = (key) => {
      changes++;
      if (key === "queues/to" && changes === 2) {
        store.texts.delete("queues/to");
      }
    };
    await rejectsWith("NOT_FOUND", queues.moveCommand("m", "from", "to"));
    const { commands } = await queues.find("from");
    assert.deepEqual(
      commands.map(({ id, status, after }) => [id, status, [...(after ?? [])].sort()]),
      before.commands.map(({ id, status, after }) => [id, status, [...(after ?? [])].sort()]),
    );
  });

  it("is refused, and undone, when somebody changes or removes the command meanwhile", async () => {
    for (const meanwhile of [[command("m", { label: "mine" })], []]) {
      store.putByHand("queues/from", source);
      store.putByHand("queues/to", target);
      let changes = 0;
      store.beforeChange = () => {
        changes++;
        if (changes === 3) {
          store.putByHand("queues/from", queue("from", meanwhile));
        }
      };
      await rejectsWith(meanwhile.length === 0 ? "NOT_FOUND" : "CONFLICT", queues.moveCommand("m", "from", "to"));
      assert.deepEqual(await both(), [meanwhile.map(({ id }) => id).join(" "), "x y"]);
    }
  });

  it("is refused when it runs, in whichever moment that began", async () => {
    const running = queue("from", [command("m", { status: "running" })]);
    services.justBefore("queues/from", running);
    await rejectsWith("PRECONDITION", queues.moveCommand("m", "from", "to"));
    await services.refuses("PRECONDITION", () => queues.moveCommand("m", "from", "to"));
    assert.deepEqual(await both(), ["m", "x y"]);
  });

  it("refuses when both queues have it and they differ, for one would be lost", async () => {
    store.putByHand("queues/to", queue("to", [command("m", { cwd: "edited" })]));
    await services.refuses("CONFLICT", () => queues.moveCommand("m", "from", "to"));
  });

  it("refuses what is not there and a bad place", async () => {
    await services.refuses("NOT_FOUND", () => queues.moveCommand("unknown", "from", "to"));
    await services.refuses("NOT_FOUND", () => queues.moveCommand("m", "from", "unknown"));
    await services.refuses("INVALID", () => queues.moveCommand("m", "from", "../x"));
    await services.refuses("INVALID", () => queues.moveCommand("../x", "from", "to"));
    await services.refuses("INVALID", () => queues.moveCommand("m", "from", "to", { at: 0 }));
    await services.refuses("NOT_FOUND", () => queues.moveCommand("m", "from", "to", { after: "a" }));
  });

  it("both ways at once waits for nobody in a circle", async () => {
    await Promise.all([queues.moveCommand("m", "from", "to"), queues.moveCommand("x", "to", "from")]);
    assert.deepEqual(await both(), ["a z x", "y m"]);
  });
});
