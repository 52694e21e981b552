import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { ChangeRecorder, type WatchedChanges } from "../../../../src/core/changes/change-recorder";
import { ChangeService } from "../../../../src/core/changes/change-service";
import { FileChangeRepository } from "../../../../src/core/changes/file-change-repository";
import type { FileChange } from "../../../../src/core/changes/run-changes";
import { systemClock } from "../../../../src/core/clock";
import { MemoryDocumentStore } from "../../../helpers/memory-document-store";
import { removeTempFoldersAfterEach, tempFolder } from "../../../helpers/temp-folder";
import { rejectsWith } from "../../../helpers/throws-with";
import { WatchedFolder } from "../../../helpers/watched-folder";

const file = (path: string): FileChange => ({ path, change: "modified" });
const found = (month: number, ...paths: readonly string[]): WatchedChanges => ({
  startedAt: new Date(Date.UTC(2026, month - 1, 1, 12)).toISOString(),
  endedAt: new Date(Date.UTC(2026, month - 1, 1, 13)).toISOString(),
  files: paths.map(file),
  incomplete: false,
});
const many = Array.from({ length: 1500 }, (_, index) => `f${index}`);

describe("what runs changed", () => {
  removeTempFoldersAfterEach();

  const setUp = (folder?: string) => {
    const store = new MemoryDocumentStore();
    const changes = new ChangeService(new FileChangeRepository(store), new ChangeRecorder(systemClock), folder);
    return { store, changes };
  };

  it("is found by run and by file, with what is known of the run", async () => {
    const { changes } = setUp();
    await changes.record({ id: "run-one", title: " npm test ", queue: "q", job: "c" }, found(1, "src/a.ts", "b.ts"));
    const { files, ...run } = await changes.filesOf("run-o");
    const { startedAt, endedAt } = found(1);
    assert.deepEqual(run, { id: "run-one", title: "npm test", queue: "q", job: "c", startedAt, endedAt });
    assert.deepEqual(files, [
      { ...file("b.ts"), shared: false },
      { ...file("src/a.ts"), shared: false },
    ]);
    assert.deepEqual(await changes.runsOf("src"), [{ run, files: [{ ...file("src/a.ts"), shared: false }] }]);
    assert.deepEqual(await changes.recent(5), [{ ...run, fileCount: 2 }]);
  });

  it("is refused for ids that are none, for beginnings of several, and for runs that nobody knows", async () => {
    const { changes } = setUp();
    await changes.record({ id: "run-1" }, found(1, "a"));
    await changes.record({ id: "run-2" }, found(1, "a"));
    await rejectsWith("INVALID", changes.record({ id: "../x" }, found(1, "a")));
    await rejectsWith("INVALID", changes.record({ id: "x", queue: "a b" }, found(1, "a")));
    await rejectsWith("INVALID", changes.filesOf("run"));
    await rejectsWith("NOT_FOUND", changes.filesOf("other"));
    await rejectsWith("PRECONDITION", changes.begin());
  });

  it("is not written for a run that changed nothing, unless nobody could look, nor twice", async () => {
    const { changes, store } = setUp();
    assert.equal(await changes.record({ id: "none" }, found(1)), undefined);
    assert.deepEqual(store.writes, []);
    await changes.record({ id: "unseen" }, { ...found(1), incomplete: true });
    await changes.record({ id: "one" }, found(1, "a"));
    await changes.record({ id: "one" }, found(1, "a"));
    assert.equal(store.writes.length, 2);
    assert.equal((await changes.filesOf("unseen")).incomplete, true);
  });

  it("is kept by month, in as many documents as it needs", async () => {
    const { changes, store } = setUp();
    for (const id of ["a", "b", "c", "d", "e"]) {
      await changes.record({ id }, found(3, ...many));
    }
    await changes.record({ id: "f" }, found(4, "x"));
    assert.deepEqual([...store.texts.keys()].sort(), [
      "local/changes/2026-03-1",
      "local/changes/2026-03-2",
      "local/changes/2026-04-1",
    ]);
    await changes.record({ id: "a" }, found(3, "another"));
    const { files } = await changes.filesOf("a");
    assert.equal(files.length, 1501);
    assert.equal((await changes.recent(100)).length, 6);
  });

  it("is forgotten by age, whole documents at once, and kept where a newer run is recorded meanwhile", async () => {
    const { changes, store } = setUp();
    await changes.record({ id: "january" }, found(1, "a"));
    await changes.record({ id: "march" }, found(3, "a"));
    await changes.record({ id: "april" }, found(4, "a"));
    const late = { ...found(3, "b"), endedAt: found(6).endedAt };
    store.beforeChange = async (key) => {
      if (key === "local/changes/2026-03-1") {
        store.beforeChange = () => {};
        await changes.record({ id: "late" }, late);
      }
    };
    const april = new Date(Date.UTC(2026, 3, 1));
    assert.deepEqual(await changes.forgetOlderThan(april), ["january", "march"]);
    assert.deepEqual([...store.texts.keys()].sort(), ["local/changes/2026-03-1", "local/changes/2026-04-1"]);
    assert.deepEqual(
      (await changes.recent(9)).map(({ id }) => id),
      ["late", "april"],
    );
    const writes = store.writes.length;
    assert.deepEqual(await changes.forgetOlderThan(april), []);
    assert.equal(store.writes.length, writes);
  });

  it("is shared where two runs watched one folder at once, and only what both saw", async () => {
    const folder = new WatchedFolder(tempFolder());
    const { changes } = setUp(folder.root);
    const first = await changes.begin();
    folder.write("early.ts", "x");
    const second = await changes.begin();
    folder.write("both.ts", "x");
    const seenByFirst = await first.end();
    folder.write("late.ts", "x");
    await changes.record({ id: "first" }, seenByFirst);
    await changes.record({ id: "second" }, await second.end());
    const marks = async (ref: string) => (await changes.filesOf(ref)).files.map(({ path, shared }) => [path, shared]);
    assert.deepEqual(await marks("first"), [
      ["both.ts", true],
      ["early.ts", false],
    ]);
    assert.deepEqual(await marks("second"), [
      ["both.ts", true],
      ["late.ts", false],
    ]);
  });
});
