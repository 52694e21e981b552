import assert from "node:assert/strict";
import { appendFileSync, mkdirSync, readFileSync, renameSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, it } from "mocha";
import { silentLog } from "../../../../src/core/log";
import { stampAt } from "../../../../src/core/storage/document-file";
import type { DocumentEvent } from "../../../../src/core/storage/document-store";
import { FolderWatch } from "../../../../src/core/storage/folder-watch";
import { StateWatcher, type WatchMode } from "../../../../src/core/storage/state-watcher";
import { eventually } from "../../../helpers/eventually";
import { removeTempFoldersAfterEach, tempFolder } from "../../../helpers/temp-folder";
import { addEntry, counterCodec, createTestContainer, increment } from "../../../helpers/test-container";

type Watching = ReturnType<typeof createTestContainer> & { events: DocumentEvent[] };

describe("StateWatcher", () => {
  const watchers: StateWatcher[] = [];
  removeTempFoldersAfterEach();
  afterEach(() => {
    for (const watcher of watchers.splice(0)) {
      watcher.dispose();
    }
  });

  function watching(root: string, mode: WatchMode = "auto"): Watching {
    const container = createTestContainer({ root });
    const events: DocumentEvent[] = [];
    container.store.watch((event) => events.push(event));
    container.watcher.start(mode);
    watchers.push(container.watcher);
    return { ...container, events };
  }

  function newRoot(): string {
    return join(tempFolder(), ".lockstep");
  }

  /**
   * Makes two more changes, one after the other, and waits for their events: whatever was to come for earlier changes, a
   * second event for the same one too, has come by then.
   */
  async function settled(root: string, observer: Watching): Promise<void> {
    const { store } = createTestContainer({ root });
    for (const marker of ["marker-1", "marker-2"]) {
      await store.modify(marker, counterCodec, increment);
      await eventually("the marker is seen", () => observer.events.some(({ key }) => key === marker));
    }
    observer.events.splice(
      0,
      observer.events.length,
      ...observer.events.filter(({ key }) => !key.startsWith("marker-")),
    );
  }

  for (const mode of ["auto", "poll"] as const) {
    describe(mode, () => {
      it("tells of one change once, to everybody but the one who made it", async () => {
        const root = newRoot();
        const [maker, observer] = [watching(root, mode), watching(root, mode)];
        await maker.store.modify("queues/a", counterCodec, increment);
        await eventually("the change is seen", () => observer.events.length > 0);
        await settled(root, observer);
        assert.deepEqual(observer.events, [{ key: "queues/a", kind: "changed" }]);
        assert.deepEqual(
          maker.events.filter(({ key }) => key === "queues/a"),
          [],
        );
      });

      it("tells of a deletion", async () => {
        const root = newRoot();
        const maker = watching(root, mode);
        await maker.store.modify("groups/a", counterCodec, increment);
        const observer = watching(root, mode);
        await maker.store.delete("groups/a", counterCodec);
        await eventually("the deletion is seen", () => observer.events.length > 0);
        assert.deepEqual(observer.events, [{ key: "groups/a", kind: "deleted" }]);
        assert.deepEqual(maker.events, []);
      });

      it("goes on when the state folder is deleted and made again", async () => {
        const root = newRoot();
        const maker = createTestContainer({ root });
        await maker.store.modify("queues/a", counterCodec, increment);
        const observer = watching(root, mode);
        for (const round of [1, 2]) {
          rmSync(root, { recursive: true });
          await eventually("the deletion is seen", () => observer.events.some(({ kind }) => kind === "deleted"));
          observer.events.length = 0;
          await maker.store.modify("queues/a", counterCodec, addEntry(`round ${round}`));
          await eventually("the new document is seen", () => observer.events.some(({ kind }) => kind === "changed"));
          observer.events.length = 0;
          await maker.store.modify("queues/a", counterCodec, addEntry("again"));
          await eventually("a change of it is seen", () => observer.events.length > 0);
          observer.events.length = 0;
        }
      });

      it("tells of a change made by hand, in place", async () => {
        const root = newRoot();
        const maker = createTestContainer({ root });
        await maker.store.modify("counter", counterCodec, increment);
        const observer = watching(root, mode);
        const file = maker.paths.document("counter");
        writeFileSync(file, readFileSync(file, "utf8").replace("1,", "1, "));
        await eventually("the change is seen", () => observer.events.length > 0);
        assert.equal(observer.events[0]?.key, "counter");
      });

      it("does not tell of backups, locks, temps and files of other names", async () => {
        const root = newRoot();
        const observer = watching(root, mode);
        mkdirSync(join(root, "queues"), { recursive: true });
        for (const name of ["a.json.bak", "a.json.lock", "a.json.123", "a b.json", "a.json.corrupt-1", "a.txt"]) {
          writeFileSync(join(root, "queues", name), "x");
        }
        await settled(root, observer);
        assert.deepEqual(observer.events, []);
      });
    });
  }

  it("tells of what somebody wrote without a lock while we were at it", async () => {
    const root = newRoot();
    const { store, watcher, paths, events } = watching(root);
    await store.modify("queues/a", counterCodec, increment);
    const document = paths.document("queues/a");
    const own = watcher.beginOwnChange("queues/a");
    own.wrote(stampAt(document) ?? "");
    appendFileSync(document, "\n");
    own.dispose();
    assert.deepEqual(events, [{ key: "queues/a", kind: "changed" }]);
  });

  it("does not echo a change of our own that failed, and still tells of the next one by somebody else", async () => {
    const root = newRoot();
    const [maker, other] = [watching(root), createTestContainer({ root })];
    await maker.store.modify("counter", counterCodec, increment);
    const fail = () => {
      throw new RangeError();
    };
    await assert.rejects(maker.store.modify("counter", counterCodec, fail));
    await other.store.modify("counter", counterCodec, increment);
    await eventually("the other's change is seen", () => maker.events.length > 0);
    assert.equal(maker.events.length, 1);
  });

  it("tells of the other's change when both change one document in turn", async () => {
    const root = newRoot();
    const [maker, other] = [watching(root), watching(root)];
    for (let round = 1; round <= 10; round++) {
      await maker.store.modify("counter", counterCodec, increment);
      await eventually("it is seen by the other", () => other.events.length === round);
      await other.store.modify("counter", counterCodec, increment);
      await eventually("it is seen by the maker", () => maker.events.length === round);
    }
  });

  it("looks by itself when the system is silent", async () => {
    const root = newRoot();
    const { paths, store } = createTestContainer({ root });
    await store.modify("counter", counterCodec, increment);
    const lines: string[] = [];
    const log = { ...silentLog, info: (line: string) => lines.push(line) };
    // Watches that never tell anything: as on a network disk where somebody else makes the changes.
    const times = { poll: 20, audit: 30 };
    const watcher = new StateWatcher(paths, log, times, (folder, _, onFailure) => {
      return new FolderWatch(folder, () => {}, onFailure);
    });
    watchers.push(watcher);
    const events: DocumentEvent[] = [];
    watcher.onDidChange((event) => events.push(event));
    watcher.start("auto");
    for (const second of [1, 2, 3]) {
      utimesSync(paths.document("counter"), second, second);
      await eventually("an audit finds it", () => events.length === second);
    }
    assert.match(lines.join("\n"), /Looking for changes in .* every 20 ms/);
  });

  it("polls when the system can't watch", async () => {
    const root = newRoot();
    const { paths, store } = createTestContainer({ root });
    const times = { poll: 20, audit: 60_000 };
    const watcher = new StateWatcher(paths, silentLog, times, (folder, onEvent, onFailure) => {
      queueMicrotask(() => onFailure(new Error("ENOSPC: no inotify watches left")));
      return new FolderWatch(folder, onEvent, onFailure);
    });
    watchers.push(watcher);
    const events: DocumentEvent[] = [];
    watcher.onDidChange((event) => events.push(event));
    watcher.start("auto");
    await store.modify("counter", counterCodec, increment);
    await eventually("a poll finds it", () => events.length > 0);
  });

  it("sees a document that was moved into place from outside", async () => {
    const root = newRoot();
    const maker = createTestContainer({ root });
    await maker.store.modify("queues/a", counterCodec, increment);
    const observer = watching(root);
    renameSync(maker.paths.document("queues/a"), maker.paths.document("queues/b"));
    await eventually("both names are told of", () => observer.events.length === 2);
    assert.deepEqual(observer.events.map(({ key, kind }) => `${key} ${kind}`).sort(), [
      "queues/a deleted",
      "queues/b changed",
    ]);
  });
});
