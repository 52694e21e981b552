import assert from "node:assert/strict";
import { mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as vscode from "vscode";
import { eventually } from "../helpers/eventually";
import { answering } from "./answers";
import { findRow, forgetEverything, lockstep, openAt, rowsOf, run, state, stateFile } from "./running-extension";

const shell = (command: string) => ({ kind: "shell" as const, command });

function write(name: string, text: string): void {
  mkdirSync(stateFile("queues"), { recursive: true });
  writeFileSync(stateFile(name), text);
}

async function problem(
  tree: "bookmarks" | "queues",
): Promise<{ readonly label: string; readonly description: string; readonly item: vscode.TreeItem }> {
  const { trees } = await lockstep();
  return await eventually("a row that says what is wrong", async () => {
    const rows = await rowsOf(trees[tree]);
    return rows.find(({ item }) => item.contextValue?.startsWith("problem"));
  });
}

describe("A document that can't be used", () => {
  beforeEach(forgetEverything);
  after(forgetEverything);

  it("is a row with a warning when it is corrupt and has no earlier version, beside the others", async () => {
    await run("lockstep.queue.create", { name: "Good" });
    await answering({}, async () => {
      write("queues/broken.json", "{ not JSON");
      const { label, description, item } = await problem("queues");
      assert.equal(label, "queues/broken.json");
      assert.match(description, /not a valid document/);
      assert.equal(item.contextValue, "problem.corrupt");
    });
    await findRow((await lockstep()).trees.queues, "Good");
    assert.equal(readFileSync(stateFile("queues", "broken.json"), "utf8"), "{ not JSON", "it is left as it is");
  });

  it("is told once, and Start Afresh sets it aside", async () => {
    const messages = await answering({ buttons: ["Start Afresh"] }, async () => {
      write("bookmarks.json", "{}");
      await eventually("it is set aside", () =>
        readdirSync(stateFile()).some((name) => /^bookmarks\.json\.corrupt-/.test(name)),
      );
      await (await lockstep()).models.refresh();
    });
    assert.equal(messages.filter(({ text }) => text.includes("no good earlier version")).length, 1);
    await openAt("src/app.ts", 2);
    await run("lockstep.bookmark.toggle");
    assert.equal((await (await state()).bookmarks.list()).length, 1);
  });

  it("comes back as it was when there is an earlier version, and Open Both shows the two", async () => {
    await openAt("src/app.ts", 2);
    await run("lockstep.bookmark.toggle");
    await openAt("src/app.ts", 4);
    await run("lockstep.bookmark.toggle");
    const messages = await answering({ buttons: ["Open Both"] }, async () => {
      write("bookmarks.json", "<<<<<<< HEAD");
      await eventually("two versions beside each other", () => {
        const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
        return input instanceof vscode.TabInputTextDiff && input.modified.path.endsWith("bookmarks.json");
      });
    });
    assert.match(messages[0]?.text ?? "", /^bookmarks\.json was not a valid document/);
    assert.ok((await (await state()).bookmarks.list()).length > 0);
    const [kept = ""] = readdirSync(stateFile()).filter((name) => name.includes(".corrupt-"));
    assert.equal(readFileSync(stateFile(kept), "utf8"), "<<<<<<< HEAD");
  });

  it("is shown and not changed when a newer Lockstep wrote it", async () => {
    const queue = {
      version: 2,
      id: "q1",
      name: "Tomorrow",
      createdAt: "2027-01-01T00:00:00Z",
      updatedAt: "2027-01-01T00:00:00Z",
    };
    write("queues/q1.json", JSON.stringify(queue));
    await findRow((await lockstep()).trees.queues, "Tomorrow");
    const [message] = await answering({}, () => run("lockstep.queue.addCommand", { queue: "q1", run: shell("make") }));
    assert.match(message?.text ?? "", /newer/i);
    assert.deepEqual(JSON.parse(readFileSync(stateFile("queues", "q1.json"), "utf8")), queue);
  });

  it("is a row with a warning when a folder or a link stands in its place", async () => {
    mkdirSync(stateFile("bookmarks.json"), { recursive: true });
    await (await lockstep()).models.refresh();
    assert.equal((await problem("bookmarks")).item.contextValue, "problem");
    await openAt("src/app.ts", 2);
    const [message] = await answering({}, () => run("lockstep.bookmark.toggle"));
    assert.match(message?.text ?? "", /bookmarks\.json/);
    const elsewhere = join(tmpdir(), `lockstep-elsewhere-${process.pid}.json`);
    rmSync(stateFile("bookmarks.json"), { recursive: true });
    symlinkSync(elsewhere, stateFile("bookmarks.json"));
    await (await lockstep()).models.refresh();
    await eventually("the link is named", async () => /symbolic link/.test((await problem("bookmarks")).description));
  });
});

describe("A command that can't be done", () => {
  beforeEach(forgetEverything);
  after(forgetEverything);

  const refusals: readonly (readonly [what: string, act: () => PromiseLike<unknown>, says: RegExp])[] = [
    ["an unknown queue", () => run("lockstep.queue.rename", { queue: "none", name: "x" }), /no queue “none”/],
    ["a bad id", () => run("lockstep.document.startAfresh", { document: "../x" }), /not an id/],
    ["an empty name", () => run("lockstep.group.create", { name: " " }), /name is empty/],
    ["a folder that is not open", () => run("lockstep.queue.create", { folder: "elsewhere", name: "x" }), /elsewhere/],
    ["a line past the end", () => run("lockstep.bookmark.toggle", { lineNumber: 9_999 }), /has no line 9999/],
    ["line 0", () => run("lockstep.bookmark.toggle", { lineNumber: 0 }), /has no line 0/],
    ["an untitled file", () => untitled(), /before it is saved/],
  ];
  for (const [what, act, says] of refusals) {
    it(`says so in one sentence: ${what}`, async () => {
      await openAt("src/app.ts", 1);
      const messages = await answering({ buttons: ["Start Afresh"] }, act);
      const shown = messages.filter(({ buttons }) => buttons.includes("Show Log"));
      assert.equal(shown.length, 1);
      assert.match(shown[0]?.text ?? "", says);
      assert.doesNotMatch(shown[0]?.text ?? "", /\n|at .+:\d+:\d+/);
    });
  }
});

async function untitled(): Promise<void> {
  await vscode.window.showTextDocument(await vscode.workspace.openTextDocument({ content: "text" }));
  await run("lockstep.bookmark.toggle");
  await vscode.commands.executeCommand("workbench.action.revertAndCloseActiveEditor");
}
