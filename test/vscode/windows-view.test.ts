import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { setTimeout as delay } from "node:timers/promises";
import * as vscode from "vscode";
import { type Container, createContainer } from "../../src/container";
import { eventually } from "../helpers/eventually";
import { deadPid, ownerFile } from "./lock-files";
import {
  findRow,
  forgetEverything,
  lockstep,
  outline,
  rowsOf,
  type ShownRow,
  state,
  stateFile,
} from "./running-extension";

const document = () => stateFile("bookmarks.json");

function leaveLock(name: string, fields: Readonly<Record<string, unknown>>): void {
  mkdirSync(stateFile(), { recursive: true });
  writeFileSync(stateFile(`${name}.lock`), ownerFile(fields));
}

async function shownRow(label: string): Promise<ShownRow> {
  const { trees } = await lockstep();
  return await eventually(`the row “${label}”`, async () =>
    flat(await rowsOf(trees.windows)).find((row) => row.label === label),
  );
}

function flat(rows: readonly ShownRow[]): readonly ShownRow[] {
  return rows.flatMap((row) => [row, ...flat(row.children)]);
}

function tooltipOf({ item }: ShownRow): string {
  assert.ok(item.tooltip instanceof vscode.MarkdownString);
  return item.tooltip.value.replaceAll("\\", "");
}

describe("The Windows view, of locks,", () => {
  const others: Container[] = [];

  function other(name: string): Container {
    const container = createContainer({ writer: { kind: "cli", name } });
    others.push(container);
    return container;
  }

  /** This window is here, and nothing is under way of which the file system may still tell. */
  async function settled(): Promise<void> {
    const { models, trees } = await lockstep();
    await (await state()).bookmarks.add({ path: "src/app.ts", line: 2 });
    await eventually("this window", async () => (await outline(trees.windows)) !== "");
    const marker = await other("marker").fileLockService.acquire(stateFile("queues"));
    assert.ok(marker.success);
    await eventually("the marker", async () => {
      await models.attendance.refresh();
      return (await outline(trees.windows)).includes("marker\n  queues");
    });
    await marker.handle.release();
    await eventually("no marker", async () => {
      await models.attendance.refresh();
      return !(await outline(trees.windows)).includes("queues");
    });
  }

  before(() => vscode.commands.executeCommand("workbench.view.explorer")); // nothing looks for itself
  beforeEach(forgetEverything);
  afterEach(() => Promise.all(others.splice(0).map((container) => container.dispose())));
  after(forgetEverything);

  it("shows who holds one and who waits for it, without being asked", async () => {
    const { trees } = await lockstep();
    await settled();
    const held = await other("holder").fileLockService.acquire(document());
    assert.ok(held.success);
    await shownRow("bookmarks.json");
    const waiting = [other("first").fileLockService.acquire(document())];
    assert.equal((await shownRow("waiting for bookmarks.json")).description, "(1st in line)");
    waiting.push(other("second").fileLockService.acquire(document()));
    await eventually("the second one", async () =>
      (await outline(trees.windows)).includes("second\n  waiting for bookmarks.json"),
    );
    const lock = await shownRow("bookmarks.json");
    assert.match(lock.description, /^lock · since .+ · 2 waiting$/);
    assert.match(tooltipOf(lock), /Waiting: first \(pid \d+ on .+\), second \(pid \d+ on .+\)/);
    const label = lock.item.accessibilityInformation?.label ?? "";
    assert.match(label, /^bookmarks\.json, lock · .+ · 2 waiting: first \(.+\), second \(/);
    const descriptions = flat(await rowsOf(trees.windows)).map(({ description }) => description);
    assert.deepEqual(
      descriptions.filter((text) => text.endsWith("in line)")),
      ["(1st in line)", "(2nd in line)"],
    );
    await held.handle.release();
    for (const next of waiting) {
      const result = await next;
      assert.ok(result.success);
      await result.handle.release();
    }
    await eventually("no lock", async () => !(await outline(trees.windows)).includes("bookmarks.json"));
  });

  it("does not flicker while documents change", async () => {
    const { trees } = await lockstep();
    const { bookmarks } = await state();
    await settled();
    let refreshes = 0;
    const counting = trees.windows.onDidChangeTreeData?.(() => {
      refreshes++;
    });
    const { fileLockService } = other("holder");
    const deadline = performance.now() + 2_500; // two looks and more
    for (let line = 3; performance.now() < deadline; line++) {
      await bookmarks.add({ path: "src/app.ts", line });
      await fileLockService.withLock(document(), () => delay(200));
    }
    const held = await fileLockService.acquire(document());
    assert.ok(held.success);
    await shownRow("bookmarks.json");
    await eventually("a refresh", () => refreshes > 0);
    counting?.dispose();
    await held.handle.release();
    assert.equal(refreshes, 1);
  });

  it("keeps the ids of its rows from refresh to refresh, each its own", async () => {
    const { trees, models } = await lockstep();
    leaveLock("bookmarks.json", { writer: "cli-a", token: "a" });
    leaveLock("queues", { writer: "cli-a", token: "b" });
    await shownRow("queues");
    const ids = async () => flat(await rowsOf(trees.windows)).map(({ item }) => item.id);
    const before = await ids();
    assert.equal(new Set(before).size, before.length);
    await models.refresh();
    assert.deepEqual(await ids(), before);
  });

  it("says when the owner is gone, and that the lock will be taken over", async () => {
    leaveLock("bookmarks.json", { pid: deadPid() });
    const lock = await shownRow("bookmarks.json");
    assert.match(lock.description, /^lock of an owner that is gone · takeover soon · since /);
    assert.match(tooltipOf(lock), /The next change of the document takes it over\./);
    const { trees } = await lockstep();
    const item = await trees.windows.getTreeItem(await findRow(trees.windows, "lockstep queue add"));
    assert.match(String(item.description), /^gone · pid /);
  });

  it("says how often in a row a lock was taken over", async () => {
    leaveLock("bookmarks.json", { takeovers: 3 });
    assert.match((await shownRow("bookmarks.json")).description, / · taken over 3 times in a row$/);
  });
});
