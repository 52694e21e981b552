import assert from "node:assert/strict";
import type { Queue } from "../../../../src/core/queues/queue";
import { findCommand, progress } from "../../../../src/core/queues/queue-rules";
import type { CommandInput } from "../../../../src/core/queues/queue-service";
import { byHand, command } from "../../../helpers/by-hand";
import { ServicesInMemory } from "../../../helpers/services-in-memory";
import { rejectsWith, throwsWith } from "../../../helpers/throws-with";

const shell = (command: string): CommandInput => ({ run: { kind: "shell", command } });
const commandsOf = ({ commands }: Queue) =>
  commands.map(({ run }) => (run.kind === "shell" ? run.command : run.prompt)).join(" ");

const running = command("r", { status: "running" });
const pending = command("p");

describe("QueueService", () => {
  let services = new ServicesInMemory();
  let { store, queues } = services;
  beforeEach(() => {
    services = new ServicesInMemory();
    ({ store, queues } = services);
  });

  describe("create", () => {
    it("stores an idle queue without commands", async () => {
      const queue = await queues.create({ name: " Build ", description: "all of it", cwd: "packages/a" });
      const { id, createdAt, updatedAt, ...rest } = queue;
      assert.match(id, /^[A-Za-z0-9_-]{1,64}$/);
      assert.equal(createdAt, updatedAt);
      assert.deepEqual(rest, {
        version: 1,
        name: "Build",
        description: "all of it",
        cwd: "packages/a",
        status: "idle",
        commands: [],
        config: { stopOnError: true, onInterrupted: "fail" },
      });
      assert.deepEqual(await queues.list(), [queue]);
      assert.deepEqual(store.writes, [`queues/${id}`]);
    });

    it("refuses a name that another queue has, whatever its case", async () => {
      await queues.create({ name: "Build" });
      await services.refuses("CONFLICT", () => queues.create({ name: " bUILD" }));
    });

    it("lets one of several creations of a name through", async () => {
      const results = await Promise.allSettled(Array.from({ length: 10 }, () => queues.create({ name: "Build" })));
      assert.equal(results.filter(({ status }) => status === "fulfilled").length, 1);
      assert.equal((await queues.list()).length, 1);
    });

    it("goes on when another document can't be read", async () => {
      store.putByHand("queues/bad", "{");
      assert.equal((await queues.create({ name: "Build" })).name, "Build");
    });

    for (const name of ["", "  ", "a\nb", "x".repeat(1000)]) {
      it(`refuses ${JSON.stringify(name.slice(0, 9))} as a name`, () =>
        services.refuses("INVALID", () => queues.create({ name })));
    }
    it("refuses a blank folder", () => services.refuses("INVALID", () => queues.create({ name: "q", cwd: " " })));
    it("refuses an endless description", () =>
      services.refuses("INVALID", () => queues.create({ name: "q", description: "x".repeat(100_000) })));
  });

  describe("rename, delete and restore", () => {
    it("renames, also to another spelling of its own name", async () => {
      const { id, updatedAt } = await queues.create({ name: "Build" });
      const renamed = await queues.rename(id, " BUILD ");
      assert.equal(renamed.name, "BUILD");
      assert.ok(renamed.updatedAt > updatedAt);
      await services.writesNothing(() => queues.rename(id, "BUILD"));
    });

    it("refuses to rename to a name that is taken, to nothing, or what is not there", async () => {
      await queues.create({ name: "Test" });
      const { id } = await queues.create({ name: "Build" });
      await services.refuses("CONFLICT", () => queues.rename(id, "test"));
      await services.refuses("INVALID", () => queues.rename(id, ""));
      await services.refuses("NOT_FOUND", () => queues.rename("unknown", "New"));
      await services.refuses("INVALID", () => queues.rename("../x", "New"));
    });

    it("deletes and brings back as it was", async () => {
      const { id } = await queues.create({ name: "Build" });
      await queues.addCommand(id, shell("a"));
      const [before] = await queues.list();
      const deleted = await queues.delete(id);
      assert.deepEqual(deleted, before);
      assert.deepEqual(await queues.list(), []);
      assert.deepEqual(await queues.restore(deleted), before);
      assert.deepEqual(await queues.list(), [before]);
    });

    it("brings back under another name when its own is taken by now", async () => {
      const deleted = await queues.delete((await queues.create({ name: "Build" })).id);
      await queues.create({ name: "build" });
      assert.equal((await queues.restore(deleted)).name, "Build (2)");
      assert.equal((await queues.list()).length, 2);
    });

    it("does not overwrite on restore what is there", async () => {
      const queue = await queues.create({ name: "Build" });
      await queues.addCommand(queue.id, shell("a"));
      await services.writesNothing(async () => assert.equal(commandsOf(await queues.restore(queue)), "a"));
    });

    it("refuses to delete a running queue, one with a running command, and none", async () => {
      store.putByHand("queues/a", byHand("a", { status: "running" }));
      store.putByHand("queues/b", byHand("b", { commands: [running] }));
      await services.refuses("PRECONDITION", () => queues.delete("a"));
      await services.refuses("PRECONDITION", () => queues.delete("b"));
      await services.refuses("NOT_FOUND", () => queues.delete("unknown"));
      await services.refuses("INVALID", () => queues.delete("../x"));
    });
  });

  describe("list and find", () => {
    it("lists the oldest first", async () => {
      store.putByHand("queues/a", byHand("a", { createdAt: "2026-01-03T00:00:00.000Z" }));
      store.putByHand("queues/b", byHand("b", { createdAt: "2026-01-02T00:00:00.000Z" }));
      assert.deepEqual(
        (await queues.list()).map(({ id }) => id),
        ["b", "a"],
      );
    });

    it("shows what can be read and says what can't", async () => {
      store.putByHand("queues/a", byHand("a"));
      store.putByHand("queues/bad", "not json");
      store.putByHand("queues/new", { ...byHand("new", { commands: 7 }), version: 2 });
      const { items, problems } = await queues.listWithProblems();
      assert.deepEqual(
        items.map(({ id }) => id),
        ["a"],
      );
      assert.deepEqual(
        problems.map(({ key, error }) => [key, error.code]),
        [
          ["queues/bad", "CORRUPT"],
          ["queues/new", "NEWER_VERSION"],
        ],
      );
      await rejectsWith("CORRUPT", queues.list());
    });

    it("finds by id, by name and by the beginning of an id", async () => {
      const queue = await queues.create({ name: "Build" });
      await queues.create({ name: "Test" });
      for (const ref of [queue.id, " build", queue.id.slice(0, 8)]) {
        assert.equal((await queues.find(ref)).id, queue.id);
      }
      await rejectsWith("NOT_FOUND", queues.find("nope"));
      await rejectsWith("NOT_FOUND", queues.find("../x"));
      await rejectsWith("INVALID", queues.find(" "));
    });

    it("finds past a document that can't be read, unless that may be the one that is meant", async () => {
      store.putByHand("queues/abc", byHand("abc", { name: "Build" }));
      store.putByHand("queues/abd", "{");
      assert.equal((await queues.find("build")).id, "abc");
      assert.equal((await queues.find("abc")).id, "abc");
      await rejectsWith("CORRUPT", queues.find("ab"));
      await rejectsWith("CORRUPT", queues.find("abd"));
      await rejectsWith("CORRUPT", queues.find("another name"));
    });

    it("knows a file that a person copied by its own name", async () => {
      store.putByHand("queues/copy", byHand("original", { name: "Copy" }));
      store.putByHand("queues/original", byHand("original"));
      await queues.addCommand("copy", shell("a"));
      const [copy, original] = await queues.list();
      assert.ok(copy && original);
      assert.deepEqual([copy.id, commandsOf(copy)], ["copy", "a"]);
      assert.deepEqual([original.id, commandsOf(original)], ["original", ""]);
      assert.equal((await queues.rename("copy", "Second")).id, "copy");
      assert.equal(JSON.parse(store.texts.get("queues/copy") ?? "").id, "copy");
      assert.equal((await queues.delete("copy")).id, "copy");
    });

    it("finds a command by its id and the beginning of one", async () => {
      store.putByHand(
        "queues/a",
        byHand("a", {
          commands: [
            { ...running, id: "xa1" },
            { ...pending, id: "xb1" },
          ],
        }),
      );
      const queue = await queues.find("a");
      assert.equal(findCommand(queue, "xa").id, "xa1");
      throwsWith("INVALID", () => findCommand(queue, "x"));
      throwsWith("NOT_FOUND", () => findCommand(queue, "y"));
      assert.deepEqual([progress(queue).total, progress(queue).running, progress(queue).ended], [2, 1, 0]);
    });
  });

  it("keeps what a newer Lockstep wrote, in the document and in every command", async () => {
    store.putByHand("queues/a", byHand("a", { x: 1, config: { y: 2 }, commands: [{ ...pending, z: 3 }] }));
    await queues.updateCommand("a", "p", { label: "l" });
    await queues.rename("a", "B");
    const { x, config, commands } = JSON.parse(store.texts.get("queues/a") ?? "");
    assert.deepEqual([x, config.y, commands[0].z, commands[0].label], [1, 2, 3, "l"]);
  });

  it("changes nothing in a document of a newer version", async () => {
    store.putByHand("queues/a", { ...byHand("a"), version: 2 });
    assert.equal((await queues.find("a")).version, 2);
    await services.refuses("NEWER_VERSION", () => queues.addCommand("a", shell("x")));
    await services.refuses("NEWER_VERSION", () => queues.delete("a"));
  });

  it("tells of changes of its own and of others, and only of queues", async () => {
    let events = 0;
    queues.onDidChange(() => events++);
    const { id } = await queues.create({ name: "q" });
    store.putByHand("queues/other", byHand("other"));
    store.putByHand("groups/g", {});
    await queues.delete(id);
    assert.equal(events, 3);
  });
});
