import assert from "node:assert/strict";
import type { Group } from "../../../../src/core/groups/group";
import { findSession, progress } from "../../../../src/core/groups/group-rules";
import type { SessionInput } from "../../../../src/core/groups/group-service";
import { byHand, session } from "../../../helpers/by-hand";
import { ServicesInMemory } from "../../../helpers/services-in-memory";
import { rejectsWith, throwsWith } from "../../../helpers/throws-with";

const run = { kind: "shell", command: "true" } as const;
const called = (name: string, ...dependsOn: string[]): SessionInput => ({ name, run, dependsOn });
const names = ({ sessions }: Group) => sessions.map(({ name }) => name).join(" ");

describe("GroupService", () => {
  let services = new ServicesInMemory();
  let { store, groups } = services;
  beforeEach(() => {
    services = new ServicesInMemory();
    ({ store, groups } = services);
  });

  describe("a group", () => {
    it("is created empty, with the usual limits", async () => {
      const { id, createdAt, updatedAt, ...rest } = await groups.create({ name: " Team ", description: "d" });
      assert.match(id, /^[A-Za-z0-9_-]{1,64}$/);
      assert.equal(createdAt, updatedAt);
      assert.deepEqual(rest, {
        version: 1,
        name: "Team",
        description: "d",
        status: "created",
        sessions: [],
        config: { maxConcurrent: 3, respectDependencies: true, errorThreshold: 2 },
      });
      assert.deepEqual(store.writes, [`groups/${id}`]);
    });

    it("has a name of its own", async () => {
      const { id } = await groups.create({ name: "Team" });
      await groups.create({ name: "Other" });
      await services.refuses("CONFLICT", () => groups.create({ name: "TEAM " }));
      await services.refuses("CONFLICT", () => groups.rename(id, "other"));
      await services.refuses("INVALID", () => groups.create({ name: " " }));
      await services.refuses("INVALID", () => groups.rename(id, ""));
      assert.equal((await groups.rename(id, "team")).name, "team");
      await services.writesNothing(() => groups.rename(id, "team"));
    });

    it("is described, and undescribed by nothing", async () => {
      const { id } = await groups.create({ name: "Team" });
      assert.equal((await groups.describe(id, "two\nlines")).description, "two\nlines");
      await services.writesNothing(() => groups.describe(id, "two\nlines"));
      assert.ok(!("description" in (await groups.describe(id, " "))));
      await services.refuses("INVALID", () => groups.describe(id, "x".repeat(100_000)));
      await services.refuses("NOT_FOUND", () => groups.describe("unknown", "d"));
    });

    it("is archived once, listed last and comes out as its sessions say", async () => {
      store.putByHand("groups/a", byHand("a", { sessions: [session("s", { status: "completed" })] }));
      store.putByHand("groups/b", byHand("b", { createdAt: "2026-01-02T00:00:00.000Z" }));
      assert.equal((await groups.archive("a")).status, "archived");
      assert.deepEqual(
        (await groups.list()).map(({ id }) => id),
        ["b", "a"],
      );
      await services.writesNothing(() => groups.archive("a"));
      assert.equal((await groups.unarchive("a")).status, "completed");
      await services.writesNothing(() => groups.unarchive("a"));
      assert.deepEqual(
        (await groups.list()).map(({ id }) => id),
        ["a", "b"],
      );
    });

    const comesOutAs: readonly (readonly [string, readonly string[]])[] = [
      ["created", []],
      ["created", ["completed", "pending"]],
      ["completed", ["completed", "completed"]],
      ["failed", ["completed", "interrupted"]],
    ];
    for (const [status, statuses] of comesOutAs) {
      it(`comes out of the archive ${status} with ${statuses.join(" and ") || "no"} sessions`, async () => {
        const sessions = statuses.map((one, index) => session(`s${index}`, { status: one }));
        store.putByHand("groups/a", byHand("a", { status: "archived", sessions }));
        assert.equal((await groups.unarchive("a")).status, status);
      });
    }

    it("is deleted, archived or not, and brought back as it was", async () => {
      const { id } = await groups.create({ name: "Team" });
      await groups.addSession(id, called("a"));
      const before = await groups.archive(id);
      const deleted = await groups.delete(id);
      assert.deepEqual(deleted, before);
      await rejectsWith("NOT_FOUND", groups.find(id));
      assert.deepEqual(await groups.restore(deleted), before);
      await groups.delete(id);
      await groups.create({ name: "team" });
      assert.equal((await groups.restore(deleted)).name, "Team (2)");
    });

    it("stays while it runs, or one of its sessions does", async () => {
      store.putByHand("groups/a", byHand("a", { status: "running" }));
      store.putByHand("groups/b", byHand("b", { sessions: [session("s", { status: "running" })] }));
      for (const id of ["a", "b"]) {
        await services.refuses("PRECONDITION", () => groups.delete(id));
        await services.refuses("PRECONDITION", () => groups.archive(id));
      }
    });

    it("is refused by a bad id and by an unknown one", async () => {
      for (const [id, code] of [
        ["../x", "INVALID"],
        ["unknown", "NOT_FOUND"],
      ] as const) {
        await services.refuses(code, () => groups.rename(id, "n"));
        await services.refuses(code, () => groups.describe(id, "d"));
        await services.refuses(code, () => groups.archive(id));
        await services.refuses(code, () => groups.unarchive(id));
        await services.refuses(code, () => groups.delete(id));
        await services.refuses(code, () => groups.addSession(id, called("s")));
        await services.refuses(code, () => groups.updateSession(id, "s", { name: "n" }));
        await services.refuses(code, () => groups.removeSession(id, "s"));
        await services.refuses(code, () => groups.moveSession("s", id, "other"));
      }
    });

    it("that can't be read does not hide the others", async () => {
      store.putByHand("groups/a", byHand("a"));
      store.putByHand("groups/bad", "[]");
      const { items, problems } = await groups.listWithProblems();
      assert.deepEqual([items.map(({ id }) => id), problems.map(({ key }) => key)], [["a"], ["groups/bad"]]);
      await rejectsWith("CORRUPT", groups.list());
    });
  });

  describe("a session", () => {
    let id = "";
    let a = "";
    let b = "";
    beforeEach(async () => {
      ({ id } = await groups.create({ name: "Team" }));
      ({ id: a } = await groups.addSession(id, called("a")));
      ({ id: b } = await groups.addSession(id, called("b", a)));
    });
    const current = () => groups.find(id);
    const depends = async (sessionId: string) => findSession(await current(), sessionId).dependsOn;

    it("is added pending, where it is asked to be", async () => {
      const added = await groups.addSession(id, { name: " c ", cwd: "../other", run, dependsOn: [b, b] }, { at: 1 });
      assert.deepEqual(added, { id: added.id, name: "c", cwd: "../other", run, dependsOn: [b], status: "pending" });
      assert.equal(names(await current()), "c a b");
      assert.deepEqual(findSession(await current(), "c"), added);
    });

    it("is refused when it can't be", async () => {
      await services.refuses("INVALID", () => groups.addSession(id, called(" ")));
      await services.refuses("INVALID", () =>
        groups.addSession(id, { name: "s", run: { kind: "shell", command: "" } }),
      );
      await services.refuses("INVALID", () => groups.addSession(id, { ...called("s"), cwd: "" }));
      await services.refuses("NOT_FOUND", () => groups.addSession(id, called("s", "unknown")));
      await services.refuses("INVALID", () => groups.addSession(id, called("s", "../x")));
      await services.refuses("NOT_FOUND", () => groups.addSession(id, called("s"), { after: "unknown" }));
      await services.refuses("INVALID", () => groups.addSession(id, called("s"), { at: 0 }));
    });

    it("is updated by id and keeps the rest", async () => {
      const updated = await groups.updateSession(id, b, { name: " new ", cwd: "sub" });
      assert.deepEqual([updated.name, updated.cwd, updated.dependsOn, updated.run], ["new", "sub", [a], run]);
      assert.equal(names(await current()), "a new");
      await services.writesNothing(() =>
        groups.updateSession(id, b, { name: "new", dependsOn: [a, a], run: { ...run } }),
      );
      await services.writesNothing(() => groups.updateSession(id, b, {}));
    });

    it("is refused an update that can't be", async () => {
      await services.refuses("PRECONDITION", () => groups.updateSession(id, a, { dependsOn: [b] }));
      await services.refuses("PRECONDITION", () => groups.updateSession(id, a, { dependsOn: [a] }));
      await services.refuses("NOT_FOUND", () => groups.updateSession(id, a, { dependsOn: ["unknown"] }));
      await services.refuses("INVALID", () => groups.updateSession(id, a, { dependsOn: ["../x"] }));
      await services.refuses("INVALID", () => groups.updateSession(id, a, { name: "" }));
      await services.refuses("INVALID", () => groups.updateSession(id, "../x", { name: "n" }));
      await services.refuses("NOT_FOUND", () => groups.updateSession(id, "unknown", { name: "n" }));
    });

    it("leaves what the others depend on when it is removed", async () => {
      const { id: c } = await groups.addSession(id, called("c", a, b));
      assert.equal((await groups.removeSession(id, a)).name, "a");
      assert.deepEqual([await depends(b), await depends(c)], [[], [b]]);
      await services.refuses("NOT_FOUND", () => groups.removeSession(id, a));
      await services.refuses("INVALID", () => groups.removeSession(id, "../x"));
    });

    it("may be renamed in a group whose dependencies a person broke", async () => {
      store.putByHand("groups/g", byHand("g", { sessions: [session("s", { dependsOn: ["gone"] }), session("t")] }));
      await groups.updateSession("g", "s", { name: "renamed" });
      await groups.updateSession("g", "t", { dependsOn: ["s"] });
      assert.equal(names(await groups.find("g")), "renamed t");
    });

    it("stays as it is while it runs", async () => {
      store.putByHand("groups/g", byHand("g", { sessions: [session("r", { status: "running" }), session("s")] }));
      await services.refuses("PRECONDITION", () => groups.updateSession("g", "r", { name: "n" }));
      await services.refuses("PRECONDITION", () => groups.removeSession("g", "r"));
      await services.refuses("PRECONDITION", () => groups.moveSession("r", "g", id));
      await services.refuses("PRECONDITION", () => groups.moveSession("r", "g", "g", { at: 2 }));
      await groups.updateSession("g", "s", { dependsOn: ["r"] });
    });

    it("is found by id, name and the beginning of an id", async () => {
      const group = await current();
      assert.equal(findSession(group, a).id, a);
      assert.equal(findSession(group, "A").id, a);
      assert.equal(findSession(group, a.slice(0, 10)).id, a);
      throwsWith("NOT_FOUND", () => findSession(group, "nope"));
      assert.equal(progress(group).pending, 2);
    });
  });

  it("keeps what a newer Lockstep wrote, in the document and in every session", async () => {
    store.putByHand("groups/a", byHand("a", { x: 1, sessions: [session("s", { y: 2 }), session("t")] }));
    await groups.updateSession("a", "s", { name: "new" });
    await groups.removeSession("a", "t");
    const { x, sessions } = JSON.parse(store.texts.get("groups/a") ?? "");
    assert.deepEqual([x, sessions[0].y, sessions[0].name], [1, 2, "new"]);
  });

  it("tells of changes of its own and of others, and only of groups", async () => {
    let events = 0;
    groups.onDidChange(() => events++);
    await groups.create({ name: "g" });
    store.putByHand("groups/other", byHand("other"));
    store.putByHand("bookmarks", {});
    assert.equal(events, 2);
  });
});
