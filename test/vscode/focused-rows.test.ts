import assert from "node:assert/strict";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as vscode from "vscode";
import type { Row } from "../../src/vscode/views/row";
import { eventually } from "../helpers/eventually";
import { answering } from "./answers";
import { findRow, forgetEverything, lockstep, openAt, state, stateFile, workspaceFolder } from "./running-extension";
import { accept, withList } from "./shown-list";

/** In the title of the view: what it does, whichever row of the view has the focus. */
type TitleTest = (execute: () => Thenable<unknown>) => Promise<unknown>;

interface Menus {
  readonly "view/title": readonly { readonly command: string; readonly when: string }[];
}

const menus: Menus | undefined = vscode.extensions.getExtension("lockstep.lockstep")?.packageJSON.contributes.menus;
const inTitle = menus?.["view/title"].filter(({ when }) => /lockstep\W+bookmarks\b|\(bookmarks/.test(when)) ?? [];

/** They take no row at all. */
const withoutArguments =
  /^lockstep\.(bookmark\.(list|next|previous|undo|redo)|bookmarks\.(show|hide|clear|refresh).*|settings\.open|walkthrough\.open)$/;

const tests: Readonly<Record<string, TitleTest>> = {
  "lockstep.bookmark.toggle": async (execute) => {
    await openAt("src/app.ts", 9);
    await execute();
    assert.ok((await (await state()).bookmarks.list()).some(({ line }) => line === 9));
  },
  "lockstep.bookmarks.filter": async (execute) => {
    await withList(execute, async (list) => {
      list.value = "one";
      await eventually("what was typed", () => list.items[0]?.label === "“one”");
      await accept();
    });
    assert.deepEqual((await lockstep()).viewChoices.current.filter, { text: "one" });
  },
  "lockstep.bookmarks.sort": async (execute) => {
    await answering({ picks: ["Label"] }, execute);
    assert.equal((await lockstep()).viewChoices.current.sorting, "label");
  },
  "lockstep.list.create": async (execute) => {
    await answering({ texts: ["New"], picks: ["No Colour", "Usual Icon"] }, execute);
    const { lists } = await (await state()).bookmarks.overview();
    assert.ok(lists.some(({ name }) => name === "New"));
  },
  "lockstep.bookmark.restoreFromTrash": async (execute) => {
    const [told] = await answering({}, execute);
    assert.match(told?.text ?? "", /^The trash is empty/);
  },
  "lockstep.tour.start": async (execute) => {
    await answering({ picks: ["All Bookmarks"] }, execute);
    const { tour } = await lockstep();
    assert.equal(tour.position?.number, 1);
    await vscode.commands.executeCommand("lockstep.tour.end");
  },
  "lockstep.bookmark.import": async (execute) => {
    const folder = join(workspaceFolder(), ".vscode");
    const files = [{ path: "src/app.ts", bookmarks: [{ line: 5, column: 0, label: "imported" }] }];
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, "bookmarks.json"), JSON.stringify({ files }));
    try {
      const [told] = await answering({ picks: ["Bookmarks"] }, execute);
      assert.equal(told?.text, "Imported bookmarks: 1.");
    } finally {
      rmSync(folder, { recursive: true });
    }
  },
  "lockstep.bookmark.export": async (execute) => {
    await answering({ picks: ["JSON"] }, execute);
    assert.match(vscode.window.activeTextEditor?.document.getText() ?? "", /"label": "one"/);
    await vscode.commands.executeCommand("workbench.action.revertAndCloseActiveEditor");
  },
  "lockstep.document.open": async (execute) => {
    await answering({ picks: ["Bookmarks"] }, execute);
    assert.match(vscode.window.activeTextEditor?.document.uri.path ?? "", /bookmarks\.json$/);
  },
  "lockstep.state.share": async (execute) => {
    await answering({}, execute);
    assert.match(readFileSync(stateFile(".gitignore"), "utf8"), /bookmarks/);
  },
  "lockstep.state.keepPrivate": async (execute) => {
    await answering({}, execute);
    assert.doesNotMatch(readFileSync(stateFile(".gitignore"), "utf8"), /bookmarks/);
  },
};

/** Takes away what a command made, and tells what there is besides. */
async function withoutNew(): Promise<readonly (string | undefined)[]> {
  const { bookmarks } = await state();
  const fresh = (await bookmarks.list()).filter(({ line }) => line > 4);
  await bookmarks.remove(fresh.map(({ id }) => id));
  const { lists } = await bookmarks.overview();
  if (lists.some(({ name }) => name === "New")) {
    await bookmarks.deleteList("New", "keep");
  }
  return (await bookmarks.list()).map(({ label }) => label);
}

describe("The title of the Bookmarks view hands over the row that has the focus, and", () => {
  beforeEach(async () => {
    await forgetEverything();
    const { bookmarks } = await state();
    await bookmarks.add({ path: "src/app.ts", line: 2, label: "one", list: "Review" });
    await bookmarks.add({ path: "src/app.ts", line: 4, label: "two" });
  });
  after(forgetEverything);

  async function rows(): Promise<readonly (Row | undefined)[]> {
    const { trees, viewChoices } = await lockstep();
    const byFile = [await findRow(trees.bookmarks, "app.ts"), await findRow(trees.bookmarks, "two")];
    await viewChoices.change({ grouping: "list" });
    return [...byFile, await findRow(trees.bookmarks, "No List"), undefined];
  }

  it("every command there is tried", () => {
    const ids = inTitle.map(({ command }) => command).filter((id) => !withoutArguments.test(id));
    assert.deepEqual(ids.toSorted(), Object.keys(tests).toSorted());
  });

  for (const [id, test] of Object.entries(tests)) {
    it(`${id} does what it does without one`, async () => {
      for (const row of await rows()) {
        await test(() => vscode.commands.executeCommand(id, row));
        await (await lockstep()).viewChoices.change({ sorting: "path", filter: {} });
        assert.deepEqual(await withoutNew(), ["one", "two"]);
      }
    });
  }

  it("a command on groups or queues takes the one that the row is in", async () => {
    const { groups, queues } = await state();
    const { trees } = await lockstep();
    const group = await groups.create({ name: "Release" });
    await groups.addSession(group.id, { name: "Notes", run: { kind: "shell", command: "ls" } });
    const queue = await queues.create({ name: "Build" });
    await queues.addCommand(queue.id, { run: { kind: "shell", command: "make" } });
    const session = await findRow(trees.groups, "Notes");
    const command = await findRow(trees.queues, "make");
    await answering({ picks: ["Shell Command"], texts: ["make all", "Tests"] }, async () => {
      await vscode.commands.executeCommand("lockstep.queue.addCommand", command);
    });
    assert.equal((await queues.find("Build")).commands.length, 2);
    await answering({ picks: ["Shell Command"], texts: ["Tests", "make test"] }, async () => {
      await vscode.commands.executeCommand("lockstep.group.addSession", session);
    });
    assert.equal((await groups.find("Release")).sessions.length, 2);
  });
});
