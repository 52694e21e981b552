import assert from "node:assert/strict";
import type { Group } from "../../../../src/core/groups/group";
import { findSession } from "../../../../src/core/groups/group-rules";
import { byHand, session } from "../../../helpers/by-hand";
import { ServicesInMemory } from "../../../helpers/services-in-memory";
import { rejectsWith } from "../../../helpers/throws-with";

const names = ({ sessions }: Group) => sessions.map(({ name }) => name).join(" ");

const group = (id: string, sessions: readonly object[]) => byHand(id, { sessions });

describe("moving a session", () => {
  let services = new ServicesInMemory();
  let { store, groups } = services;
  const source = group("from", [
    session("a"),
    session("m", { dependsOn: ["a"], future: 1 }),
    session("z", { dependsOn: ["m", "a"] }),
  ]);
  const target = group("to", [session("x"), session("y")]);
  beforeEach(() => {
    services = new ServicesInMemory();
    ({ store, groups } = services);
    store.putByHand("groups/from", source);
    store.putByHand("groups/to", target);
  });
  const both = async () => [names(await groups.find("from")), names(await groups.find("to"))];

  it("takes it from one group to the other, without what it depended on and what depended on it", async () => {
    const moved = await groups.moveSession("m", "from", "to", { after: "x" });
    assert.deepEqual(await both(), ["a z", "x m y"]);
    assert.deepEqual(moved, { ...session("m"), cwd: ".", dependsOn: [], status: "pending", future: 1 });
    assert.deepEqual(findSession(await groups.find("from"), "z").dependsOn, ["a"]);
  });

  it("puts it last without a placement", async () => {
    await groups.moveSession("m", "from", "to");
    assert.deepEqual(await both(), ["a z", "x y m"]);
  });

  it("within its group is a change of order, and nothing more", async () => {
    await groups.moveSession("m", "from", "from", { at: 1 });
    assert.deepEqual(await both(), ["m a z", "x y"]);
    assert.deepEqual(findSession(await groups.find("from"), "m").dependsOn, ["a"]);
    await services.writesNothing(() => groups.moveSession("m", "from", "from", { before: "a" }));
  });

  it("adds before it removes, so that a crash in between loses nothing", async () => {
    const writes = store.writes.length;
    await groups.moveSession("m", "from", "to");
    assert.deepEqual(store.writes.slice(writes), ["groups/to", "groups/from"]);
  });

  it("is completed by moving again after a crash in between, which left two", async () => {
    store.putByHand("groups/to", { ...target, sessions: [session("m", { future: 1 }), session("x")] });
    await groups.moveSession("m", "from", "to");
    assert.deepEqual(await both(), ["a z", "m x"]);
    await services.writesNothing(() => groups.moveSession("m", "from", "to"));
  });

  it("withdraws what it brought when the session can't leave", async () => {
    services.justBefore("groups/from", { ...source, sessions: [session("m", { status: "running" })] });
    await rejectsWith("PRECONDITION", groups.moveSession("m", "from", "to"));
    assert.deepEqual(await both(), ["m", "x y"]);
  });

  it("does not bring back what somebody removed meanwhile", async () => {
    services.justBefore("groups/from", { ...source, sessions: [session("a")] });
    await rejectsWith("NOT_FOUND", groups.moveSession("m", "from", "to"));
    assert.deepEqual(await both(), ["a", "x y"]);
  });

  it("takes along what somebody changed meanwhile", async () => {
    services.justBefore("groups/from", { ...source, sessions: [session("a"), session("m", { cwd: "changed" })] });
    assert.equal((await groups.moveSession("m", "from", "to", { at: 1 })).cwd, "changed");
    assert.deepEqual(await both(), ["a", "m x y"]);
  });

  it("keeps whoever runs sessions from starting it meanwhile: it would run twice", async () => {
    const free: boolean[] = [];
    store.beforeChange = async () => {
      const leased = await store.lease("groups/from/m");
      free.push(leased.success);
    };
    await groups.moveSession("m", "from", "to");
    assert.deepEqual(free, [false, false]);
    store.beforeChange = () => {};
    assert.ok((await store.lease("groups/to/m")).success);
    await services.refuses("PRECONDITION", () => groups.moveSession("m", "to", "from"));
  });

  it("refuses when both groups have it and they differ, for one would be lost", async () => {
    store.putByHand("groups/to", group("to", [session("m", { cwd: "edited" })]));
    await services.refuses("CONFLICT", () => groups.moveSession("m", "from", "to"));
  });

  it("refuses what is not there and a bad place", async () => {
    await services.refuses("NOT_FOUND", () => groups.moveSession("unknown", "from", "to"));
    await services.refuses("NOT_FOUND", () => groups.moveSession("m", "from", "unknown"));
    await services.refuses("INVALID", () => groups.moveSession("m", "from", "../x"));
    await services.refuses("INVALID", () => groups.moveSession("../x", "from", "to"));
    await services.refuses("INVALID", () => groups.moveSession("m", "from", "to", { at: 0 }));
    await services.refuses("NOT_FOUND", () => groups.moveSession("m", "from", "to", { after: "a" }));
    await services.refuses("NOT_FOUND", () => groups.moveSession("unknown", "from", "from"));
  });

  it("both ways at once waits for nobody in a circle", async () => {
    await Promise.all([groups.moveSession("m", "from", "to"), groups.moveSession("x", "to", "from")]);
    assert.deepEqual(await both(), ["a z x", "y m"]);
  });
});
