import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, it } from "mocha";
import { type Container, createContainer } from "../../src/container";
import { Child, runTogether, useWorkers } from "../helpers/child";
import { eventually } from "../helpers/eventually";
import { removeTempFoldersAfterEach, tempFolder } from "../helpers/temp-folder";
import { rejectsWith } from "../helpers/throws-with";

const range = (length: number) => Array.from({ length }, (_, index) => index);
const containers: Container[] = [];

function open(root: string) {
  const container = createContainer({ writer: { kind: "cli", name: "test" } });
  containers.push(container);
  return container.open({ root });
}

const told = (child: Child, what: string) => child.lines.filter((line) => line.startsWith(`${what} `));

describe("a transcript", () => {
  useWorkers();
  afterEach(async () => {
    await Promise.all(containers.splice(0).map((container) => container.dispose()));
  });
  removeTempFoldersAfterEach();

  it("has all 300 exchanges when 3 processes append 100 each while another cleans up", async function () {
    this.timeout(120_000);
    const root = join(tempFolder(), ".lockstep");
    const { sessions } = open(root);
    const done = await Promise.all(range(10).map(() => sessions.start({ title: "old", agent: "claude" })));
    await Promise.all(done.map((old) => old.end({ status: "completed" })));
    const live = await sessions.start({ title: "new", agent: "claude" });
    const writers = range(3).map((index) => Child.start("exchanges", root, live.id, `p${index}`, 100));
    const cleaner = Child.start("cleanups", root, -60_000, 100);
    await runTogether([...writers, cleaner]);
    const texts = (await sessions.find(live.id)).exchanges.map(({ text }) => text);
    assert.equal(texts.length, 300);
    for (const [p, writer] of writers.entries()) {
      const own = texts.filter((text) => text.startsWith(`p${p}-`));
      assert.deepEqual(
        own,
        range(100).map((i) => `p${p}-${i}`),
      );
      assert.deepEqual(writer.acknowledged, own);
    }
    assert.deepEqual(told(cleaner, "deleted").sort(), done.map(({ id }) => `deleted ${id} 0`).sort());
    await live.end({ status: "completed" });
  });

  it("goes as a whole when nobody is left who owns it: who appends then is told that it is gone", async function () {
    this.timeout(60_000);
    const root = join(tempFolder(), ".lockstep");
    const { sessions } = open(root);
    const live = await sessions.start({ title: "orphan", agent: "claude" });
    live.dispose();
    const writers = range(3).map((index) => Child.start("exchanges", root, live.id, `p${index}`, 10_000));
    const cleaner = Child.start("cleanups", root, -60_000, 1);
    await Promise.all([...writers, cleaner].map((child) => child.ready()));
    for (const writer of writers) {
      writer.go();
    }
    await eventually("all write", () => writers.every(({ acknowledged }) => acknowledged.length > 3), 30_000);
    cleaner.go();
    await Promise.all([...writers, cleaner].map((child) => child.done()));
    const acknowledged = writers.reduce((sum, writer) => sum + writer.acknowledged.length, 0);
    assert.deepEqual(told(cleaner, "deleted"), [`deleted ${live.id} ${acknowledged}`]);
    assert.deepEqual(
      writers.flatMap((writer) => told(writer, "refused")),
      range(3).map(() => "refused NOT_FOUND"),
    );
    assert.deepEqual(
      readdirSync(join(root, "local", "sessions")).filter((name) => !name.endsWith(".lock")),
      [],
    );
  });

  it("is abandoned when its writer was killed, and not before", async function () {
    this.timeout(60_000);
    const root = join(tempFolder(), ".lockstep");
    const { sessions } = open(root);
    const owner = Child.start("transcript", root);
    await owner.ready();
    const [id = ""] = owner.acknowledged;
    await rejectsWith("PRECONDITION", sessions.abandon(id));
    await rejectsWith("PRECONDITION", sessions.delete(id));
    assert.deepEqual((await sessions.abandonAll()).items, []);
    assert.equal((await sessions.find(id)).owner?.pid, owner.pid);
    await owner.killed();
    assert.deepEqual(
      (await sessions.abandonAll()).items.map((item) => [item.id, item.status]),
      [[id, "abandoned"]],
    );
    const { exchanges, owner: nobody } = await sessions.find(id);
    assert.deepEqual([exchanges.map(({ text }) => text), nobody], [["before"], undefined]);
  });
});
