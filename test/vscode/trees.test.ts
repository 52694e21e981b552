import assert from "node:assert/strict";
import * as vscode from "vscode";
import { createContainer } from "../../src/container";
import { eventually } from "../helpers/eventually";
import {
  findRow,
  forgetEverything,
  lockstep,
  outline,
  rowsOf,
  run,
  type ShownRow,
  shows,
  state,
  stateFile,
} from "./running-extension";

const lineSeven = "  readonly mean: number;";
const shell = (command: string) => ({ kind: "shell" as const, command });

function flat(rows: readonly ShownRow[]): readonly ShownRow[] {
  return rows.flatMap((row) => [row, ...flat(row.children)]);
}

async function fill(): Promise<void> {
  const { bookmarks, groups, queues } = await state();
  await bookmarks.add({
    path: "src/lib/math.ts",
    line: 3,
    label: "**bold** [link](command:x)",
    tags: ["slow"],
    note: "why",
  });
  await bookmarks.add({ path: "src/app.ts", line: 7, anchor: { text: lineSeven, before: [], after: [] } });
  const group = await groups.create({ name: "Night" });
  const first = await groups.addSession(group.id, { name: "first", run: shell("make") });
  await groups.addSession(group.id, { name: "second", run: shell("make install"), dependsOn: [first.id] });
  const queue = await queues.create({ name: "Build" });
  await queues.addCommand(queue.id, { run: shell("npm test"), label: "Tests" });
  await queues.addCommand(queue.id, {
    run: { kind: "prompt", agent: "claude", prompt: "Tidy\nup", sessionMode: "new" },
  });
}

describe("The trees", () => {
  beforeEach(forgetEverything);
  after(forgetEverything);

  it("are empty where there is nothing, so that the welcome content shows", async () => {
    const { trees } = await lockstep();
    for (const tree of [trees.bookmarks, trees.groups, trees.queues, trees.windows]) {
      assert.equal(await outline(tree), "");
    }
  });

  it("show what the documents hold", async () => {
    const { trees } = await lockstep();
    await fill();
    await shows(trees.bookmarks, "app.ts\n  readonly mean: number;\nmath.ts\n  **bold** [link](command:x)");
    await shows(trees.groups, "Night\n  first\n  second");
    await shows(trees.queues, "Build\n  Tests\n  Tidy up");
  });

  it("say in descriptions what labels leave open", async () => {
    const { trees } = await lockstep();
    await fill();
    await shows(trees.queues, "Build\n  Tests\n  Tidy up");
    const descriptions = async (tree: typeof trees.queues) => flat(await rowsOf(tree)).map((row) => row.description);
    assert.deepEqual(await descriptions(trees.queues), ["2", "npm test", ""]);
    assert.deepEqual(await descriptions(trees.groups), ["2", "make", "make install · after first"]);
    assert.deepEqual(await descriptions(trees.bookmarks), ["src", ":7", "src/lib", ":3 #slow ✎"]);
  });

  it("give every row an id of its own that a refresh does not change", async () => {
    const { models, trees } = await lockstep();
    await fill();
    await shows(trees.queues, "Build\n  Tests\n  Tidy up");
    const all = [trees.bookmarks, trees.groups, trees.queues];
    const ids = async () =>
      (await Promise.all(all.map((tree) => rowsOf(tree)))).flatMap(flat).map(({ item }) => item.id);
    const before = await ids();
    assert.equal(new Set(before).size, before.length);
    assert.ok(before.every((id) => id !== undefined));
    await models.refresh();
    assert.deepEqual(await ids(), before);
  });

  it("escape in tooltips what documents say", async () => {
    const { trees } = await lockstep();
    await fill();
    const row = await findRow(trees.bookmarks, "**bold** [link](command:x)");
    const { tooltip } = await trees.bookmarks.getTreeItem(row);
    assert.ok(tooltip instanceof vscode.MarkdownString);
    assert.ok(!tooltip.isTrusted && !tooltip.supportHtml);
    assert.ok(tooltip.value.includes("\\*\\*bold\\*\\* \\[link\\]"), tooltip.value);
  });

  it("open the bookmark that is clicked", async () => {
    const { trees } = await lockstep();
    await fill();
    const { command } = await trees.bookmarks.getTreeItem(await findRow(trees.bookmarks, lineSeven.trim()));
    assert.ok(command);
    await vscode.commands.executeCommand(command.command, ...(command.arguments ?? []));
    await eventually("line 7", () => vscode.window.activeTextEditor?.selection.active.line === 6);
  });

  it("hand their rows to commands, all that are selected", async () => {
    const { trees } = await lockstep();
    await fill();
    const rows = [await findRow(trees.queues, "Tests"), await findRow(trees.queues, "Tidy up")];
    await vscode.commands.executeCommand("lockstep.queue.removeCommand", rows[0], rows);
    await shows(trees.queues, "Build");
    await vscode.commands.executeCommand("lockstep.queue.delete", await findRow(trees.queues, "Build"));
    await shows(trees.queues, "");
  });

  it("are refreshed once for one change", async () => {
    const { trees, models } = await lockstep();
    await fill();
    await shows(trees.queues, "Build\n  Tests\n  Tidy up");
    const counts = { changes: 0, refreshes: 0 };
    const counting = [
      models.queues.onDidChange(() => counts.changes++),
      trees.queues.onDidChangeTreeData?.(() => counts.refreshes++),
    ];
    await run("lockstep.queue.addCommand", { queue: "Build", run: shell("make") });
    await shows(trees.queues, "Build\n  Tests\n  Tidy up\n  make");
    await eventually("a refresh", () => counts.refreshes > 0);
    await models.refresh();
    for (const one of counting) {
      one?.dispose();
    }
    assert.deepEqual(counts, { changes: 1, refreshes: 1 }); // a second change would be told of later, so changes count too
  });

  it("list this window first, with what it holds", async () => {
    const { trees, models } = await lockstep();
    await fill();
    const label = `${vscode.workspace.name} (${vscode.env.appName})`;
    await eventually("this window", async () => {
      await models.attendance.refresh();
      return (await outline(trees.windows)) === label;
    });
    const [row] = await rowsOf(trees.windows);
    assert.match(row?.description ?? "", new RegExp(`^this window · pid ${process.pid} · .+ · since `));
  });

  it("show the lock that another writer holds, beneath it, until it is released", async () => {
    const { trees, models } = await lockstep();
    await fill();
    const container = createContainer({ writer: { kind: "cli", name: "lockstep queue run" } });
    const rows = async () => {
      await models.attendance.refresh();
      return await outline(trees.windows);
    };
    try {
      const held = await container.fileLockService.acquire(stateFile("bookmarks.json"));
      assert.ok(held.success);
      await eventually("the lock", async () => (await rows()).endsWith("lockstep queue run\n  bookmarks.json"));
      await held.handle.release();
      await eventually("no lock", async () => !(await rows()).includes("bookmarks.json"));
    } finally {
      await container.dispose();
    }
  });
});
