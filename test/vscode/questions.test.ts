import assert from "node:assert/strict";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as vscode from "vscode";
import { asking, offering } from "./answers";
import { forgetEverything, openAt, run, state, workspaceFolder } from "./running-extension";
import { leave, withList } from "./shown-list";

/** VS Code would show it as an icon. */
const name = "$(bug)";
const job = { kind: "shell", command: `echo ${name}` } as const;

/** Records that have the name wherever they can have one. */
async function fill(): Promise<void> {
  const { bookmarks, groups, queues } = await state();
  const texts = { label: name, note: name, list: name, tags: [name] };
  await bookmarks.add({ path: `${name}/a.ts`, line: 2, ...texts });
  const removed = await bookmarks.add({ path: `${name}/b.ts`, line: 3, ...texts });
  await bookmarks.remove([removed.id]);
  for (const title of [name, `other ${name}`]) {
    const group = await groups.create({ name: title, description: name });
    await groups.addSession(group.id, { name, run: job });
    await groups.addSession(group.id, { name: `${name}2`, run: job });
  }
  const queue = await queues.create({ name, description: name });
  await queues.addCommand(queue.id, { run: job, label: name });
}

function textsOf(items: readonly vscode.QuickPickItem[]): readonly string[] {
  return items.flatMap(({ label, description = "", detail = "" }) => [label, description, detail]);
}

describe("Questions about bookmarks", () => {
  beforeEach(forgetEverything);
  after(forgetEverything);

  it("say where a bookmark is: a whole file or folder has no line", async () => {
    const { bookmarks } = await state();
    const folder = await bookmarks.add({ path: "src/lib", line: 1, target: "folder" });
    const line = await bookmarks.add({ path: "src/app.ts", line: 5 });
    const offered = await offering(() => run("lockstep.bookmark.editLabel"));
    assert.deepEqual(
      offered.map(({ description = "" }) => description.split(" · ")[0]),
      ["src/app.ts:5", "src/lib"],
    );
    const asked = await asking(async () => {
      await run("lockstep.bookmark.editLabel", { bookmark: folder.id });
      await run("lockstep.bookmark.editLabel", { bookmark: line.id });
    });
    assert.deepEqual(
      asked.map(({ title }) => title),
      ["Label of src/lib", "Label of src/app.ts:5"],
    );
  });

  it("name a file as it is called, without an icon that its name has", async () => {
    const folder = join(workspaceFolder(), name);
    mkdirSync(folder);
    writeFileSync(join(folder, "a.ts"), "one\n");
    try {
      await openAt(`${name}/a.ts`, 1);
      const [asked] = await asking(() => run("lockstep.bookmark.toggleWithLabel"));
      assert.equal(asked?.prompt?.replace("\u200B", ""), `What is at ${name}/a.ts:1?`);
      assert.ok(!asked?.prompt?.includes(name));
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it("say what documents say, without an icon that one of them names", async () => {
    await fill();
    const asked = [
      () => run("lockstep.bookmark.editNote"),
      () => run("lockstep.bookmark.moveToList"),
      () => run("lockstep.bookmark.restoreFromTrash"),
      () => run("lockstep.list.rename"),
      () => run("lockstep.tour.start"),
      () => run("lockstep.group.rename"),
      () => run("lockstep.group.updateSession", { group: name }),
      () => run("lockstep.group.setDependencies", { group: name, session: `${name}2` }),
      () => run("lockstep.queue.rename"),
      () => run("lockstep.queue.updateCommand", { queue: name }),
      () => run("lockstep.document.open"),
    ];
    const shown: string[] = [];
    for (const ask of asked) {
      const texts = textsOf(await offering(ask));
      assert.match(texts.join(), /bug/, String(ask));
      shown.push(...texts);
    }
    for (const id of ["lockstep.bookmark.list", "lockstep.bookmarks.filter"] as const) {
      await withList(
        () => vscode.commands.executeCommand(id),
        async (list) => {
          shown.push(...textsOf(list.items));
          await leave();
        },
      );
    }
    assert.deepEqual(
      shown.filter((text) => text.includes(name)),
      [],
    );
  });
});
