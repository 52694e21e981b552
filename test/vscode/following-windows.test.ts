import assert from "node:assert/strict";
import * as vscode from "vscode";
import { type Container, createContainer } from "../../src/container";
import type { Lease } from "../../src/core/locking/owner-record";
import type { StateFolder } from "../../src/core/state-folder";
import { eventually } from "../helpers/eventually";
import { cleanUp, mark, moveCursor, open, recorded, seen, shows, tells, write } from "./following-steps";
import { lockstep, stateFile, workspaceFolder } from "./running-extension";

const lines = ["one", "two", "three", "four", "five", "six", "seven", "eight"];
const type = (text: string) => vscode.commands.executeCommand("type", { text });

describe("Another window beside this one", () => {
  let container: Container;
  let other: StateFolder;
  let path = "";
  let count = 0;

  beforeEach(() => {
    path = `follow/window-${count++}.ts`;
    container = createContainer({ writer: { kind: "window", name: "other" }, watch: "auto" });
    other = container.open({ root: stateFile(), files: workspaceFolder() });
  });
  afterEach(async () => {
    await container.dispose();
    await cleanUp();
  });

  async function opened(...marked: readonly number[]): Promise<vscode.TextEditor> {
    write(path, ...lines);
    await mark(path, ...marked);
    const editor = await open(path);
    await eventually("its bookmarks are known", async () => Object.keys(await seen(editor.document)).length > 0);
    return editor;
  }

  it("sees many edits as one change of the document", async () => {
    const editor = await opened(4, 6);
    let changes = 0;
    other.bookmarks.onDidChange(() => changes++);
    moveCursor(editor, 2);
    await Promise.all(["\n", "a", "\n", "b", "\n"].map(type));
    await tells({ four: 7, six: 9 });
    await eventually("it sees the change", () => changes > 0);
    assert.deepEqual(
      (await other.bookmarks.list()).map(({ line }) => line),
      [7, 9],
    );
    assert.ok(changes < 5, "fewer changes than edits");
  });

  it("that edits the same file is the one that says where bookmarks are, until it has saved", async () => {
    const editor = await opened(4);
    const right = await other.followSource(path);
    assert.ok(right.success);
    const { following, folders } = await lockstep();
    const { changes } = folders.counters;
    moveCursor(editor, 2);
    await type("\n");
    await shows(editor.document, { four: 5 });
    await following.flush();
    assert.deepEqual([recorded()[0]?.line, folders.counters.changes], [4, changes]);
    await right.lease.release();
    await type("\n");
    await tells({ four: 6 });
  });

  it("that edits the same file is not contradicted by who opens it as it is on the disk", async () => {
    write(path, ...lines);
    await mark(path, 4);
    const right = await other.followSource(path);
    assert.ok(right.success);
    const [bookmark] = await other.bookmarks.list();
    assert.ok(bookmark);
    const from = { path, line: 4, state: "anchored" } as const;
    await other.bookmarks.follow([{ ...bookmark, from, line: 7 }]);
    const editor = await open(path);
    await shows(editor.document, { four: 7 });
    const { following, folders } = await lockstep();
    const [folder] = folders.all;
    assert.ok(folder);
    await following.check(folder, [path], true);
    assert.equal(recorded()[0]?.line, 7);
    await right.lease.release();
  });

  it("that edits the same file is not overtaken by who began to look at it before", async () => {
    const editor = await opened(4);
    const [bookmark] = await other.bookmarks.list();
    const { folders, following } = await lockstep();
    const [folder] = folders.all;
    assert.ok(folder && bookmark);
    const { state } = folder;
    const ask = state.followerOfSource;
    let lease: Lease | undefined;
    state.followerOfSource = async (asked) => {
      const answer = await ask.call(state, asked);
      if (lease === undefined) {
        const right = await other.followSource(path);
        assert.ok(right.success);
        lease = right.lease;
        await other.bookmarks.follow([{ ...bookmark, from: { path, line: 4, state: "anchored" }, line: 7 }]);
      }
      return answer;
    };
    try {
      write(path, "new", ...lines);
      await eventually("it is looked at", () => lease !== undefined);
      await following.flush();
      assert.equal(recorded()[0]?.line, 7);
      await shows(editor.document, { four: 7 });
    } finally {
      state.followerOfSource = ask;
      await lease?.release();
    }
  });

  it("that puts back what this one has just reported is contradicted while this one edits", async () => {
    const editor = await opened(4);
    moveCursor(editor, 2);
    await type("\n");
    await tells({ four: 5 });
    const [bookmark] = await other.bookmarks.list();
    assert.ok(bookmark);
    await other.bookmarks.follow([{ ...bookmark, from: { path, line: 5, state: bookmark.state }, line: 4 }]);
    assert.equal(recorded()[0]?.line, 4);
    await tells({ four: 5 });
  });

  it("may have this one's edits reported only while nobody else does, and after the save", async () => {
    const editor = await opened(4);
    moveCursor(editor, 2);
    await type("\n");
    await eventually("this window has the right", async () => (await other.followerOfSource(path)) !== undefined);
    assert.equal((await other.followSource(path)).success, false);
    await editor.document.save();
    await eventually("it is free again", async () => (await other.followerOfSource(path)) === undefined);
    await tells({ four: 5 });
    await shows(editor.document, { four: 5 });
  });

  it("adds a bookmark while this one edits the file", async () => {
    const editor = await opened(4);
    moveCursor(editor, 2);
    await type("\n");
    await tells({ four: 5 });
    await other.bookmarks.add({ path, line: 7, label: "six" });
    await shows(editor.document, { four: 5, six: 7 });
    await type("\n");
    await tells({ four: 6, six: 8 });
  });
});
