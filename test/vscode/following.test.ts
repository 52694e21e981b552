import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import * as vscode from "vscode";
import { inState } from "../../src/core/bookmarks/following";
import { eventually } from "../helpers/eventually";
import { cleanUp, fileOf, mark, moveCursor, open, recorded, seen, shows, tells, uriOf, write } from "./following-steps";
import { lockstep, readDocument, run, state } from "./running-extension";

/** Another one for each test: VS Code keeps documents for a while after their editors closed. */
let path = "";
let count = 0;

const nextPath = () => {
  path = `follow/${count++}.ts`;
};
const lines = ["one", "two", "three", "four", "five", "six", "seven", "eight"];
const command = (id: string, ...args: readonly unknown[]) => vscode.commands.executeCommand(id, ...args);

async function replaceAll(document: vscode.TextDocument, text: readonly string[]): Promise<void> {
  const edit = new vscode.WorkspaceEdit();
  const end = document.lineAt(document.lineCount - 1).range.end;
  edit.replace(document.uri, new vscode.Range(new vscode.Position(0, 0), end), text.join("\n"));
  assert.ok(await vscode.workspace.applyEdit(edit));
}

describe("Bookmarks in a file that is edited", () => {
  beforeEach(nextPath);
  afterEach(cleanUp);

  async function opened(...marked: readonly number[]): Promise<vscode.TextEditor> {
    write(path, ...lines);
    await mark(path, ...marked);
    const editor = await open(path);
    await eventually("its bookmarks are known", async () => Object.keys(await seen(editor.document)).length > 0);
    return editor;
  }

  it("go down with their line when Enter is pressed above them, at once here and soon for everybody", async () => {
    const editor = await opened(4);
    moveCursor(editor, 2);
    await command("type", { text: "\n" });
    await shows(editor.document, { four: 5 });
    await tells({ four: 5 });
    assert.equal(recorded()[0]?.state, "anchored");
    assert.equal(editor.document.isDirty, true);
  });

  it("go with the text when Enter is pressed at the start of their line, and stay when it is at its end", async () => {
    const editor = await opened(4);
    moveCursor(editor, 4);
    await command("type", { text: "\n" });
    await shows(editor.document, { four: 5 });
    await command("cursorEnd");
    await command("type", { text: "\n" });
    await tells({ four: 5 });
  });

  it("move with “Move Line Down” and “Move Line Up”", async () => {
    const editor = await opened(4);
    moveCursor(editor, 4);
    await command("editor.action.moveLinesDownAction");
    await shows(editor.document, { four: 5 });
    await command("editor.action.moveLinesUpAction");
    await command("editor.action.moveLinesUpAction");
    await shows(editor.document, { four: 3 });
    await tells({ four: 3 });
  });

  it("make room for what is pasted above them", async () => {
    const editor = await opened(4);
    await editor.edit((edit) => edit.insert(new vscode.Position(1, 0), "a\nb\nc\n"));
    await shows(editor.document, { four: 7 });
    await tells({ four: 7 });
  });

  it("go where sorting puts their lines", async () => {
    const editor = await opened(1, 4);
    await command("editor.action.selectAll");
    await command("editor.action.sortLinesAscending");
    await shows(editor.document, { one: 4, four: 3 });
    await tells({ one: 4, four: 3 });
  });

  it("are where they were after undo, and where they went after redo", async () => {
    const editor = await opened(4);
    moveCursor(editor, 2);
    await command("type", { text: "\n" });
    await shows(editor.document, { four: 5 });
    await command("undo");
    await shows(editor.document, { four: 4 });
    await command("redo");
    await shows(editor.document, { four: 5 });
    await tells({ four: 5 });
    await command("undo");
    await tells({ four: 4 });
    assert.equal(editor.document.isDirty, false);
  });

  it("are orphans when their line is deleted, and back when that is undone", async () => {
    const editor = await opened(4, 6);
    moveCursor(editor, 4);
    await command("editor.action.deleteLines");
    await shows(editor.document, { four: "orphaned", six: 5 });
    await tells({ four: "orphaned", six: 5 });
    await command("undo");
    await shows(editor.document, { four: 4, six: 6 });
    await tells({ four: 4, six: 6 });
  });

  it("are kept when everything is deleted: deleting all and undoing brings bookmarks back", async () => {
    const editor = await opened(2, 4, 6);
    await command("editor.action.selectAll");
    await command("deleteLeft");
    await tells({ two: "orphaned", four: "orphaned", six: "orphaned" });
    await editor.document.save();
    await command("undo");
    await shows(editor.document, { two: 2, four: 4, six: 6 });
    await tells({ two: 2, four: 4, six: 6 });
  });

  it("find their lines when the whole text is replaced", async () => {
    const editor = await opened(4, 6);
    await replaceAll(editor.document, ["// head", ...lines.map((text) => `  ${text};`)]);
    await shows(editor.document, { four: 5, six: 7 });
    await tells({ four: 5, six: 7 });
  });

  it("stay when a formatter rewrites their lines", async () => {
    const formatter = vscode.languages.registerDocumentFormattingEditProvider(
      { pattern: "**/follow/*" },
      {
        provideDocumentFormattingEdits: (document) => [
          vscode.TextEdit.replace(
            new vscode.Range(0, 0, document.lineCount, 0),
            document
              .getText()
              .split("\n")
              .flatMap((text) => [`    ${text}`, ""])
              .join("\n"),
          ),
        ],
      },
    );
    try {
      const editor = await opened(4, 6);
      await command("editor.action.formatDocument");
      await eventually("it is formatted", () => editor.document.lineCount > lines.length);
      await shows(editor.document, { four: 7, six: 11 });
      await tells({ four: 7, six: 11 });
    } finally {
      formatter.dispose();
    }
  });

  it("follow all cursors of one edit at once", async () => {
    const editor = await opened(3, 6);
    moveCursor(editor, 2, 5);
    await command("type", { text: "\n" });
    await shows(editor.document, { three: 4, six: 8 });
    await tells({ three: 4, six: 8 });
  });

  it("remember the new text of their line, and where in it they are", async () => {
    const editor = await opened(4);
    moveCursor(editor, 4);
    await command("type", { text: "twenty-" });
    await eventually("the new text", () => recorded()[0]?.anchor.text === "twenty-four");
    assert.equal(readDocument("bookmarks.json")["version"], 1);
    await tells({ four: 4 });
  });

  it("are followed in a document that is not active: edits in a document that is not active are followed", async () => {
    const editor = await opened(4);
    write("follow/other.ts", ...lines);
    await open("follow/other.ts");
    const edit = new vscode.WorkspaceEdit();
    edit.insert(uriOf(path), new vscode.Position(0, 0), "zero\n");
    await vscode.workspace.applyEdit(edit);
    await shows(editor.document, { four: 5 });
    await tells({ four: 5 });
  });

  it("are followed in a document that no editor shows", async () => {
    write(path, ...lines);
    await mark(path, 4);
    const edit = new vscode.WorkspaceEdit();
    edit.insert(uriOf(path), new vscode.Position(0, 0), "zero\n");
    await vscode.workspace.applyEdit(edit);
    await tells({ four: 5 });
  });

  it("are told once for many edits", async () => {
    const editor = await opened(4, 6);
    const { folders } = await lockstep();
    moveCursor(editor, 2);
    const { writes } = folders.counters;
    await Promise.all(["\n", "a", "b", "\n", "c", "\n"].map((text) => command("type", { text })));
    await tells({ four: 7, six: 9 });
    assert.ok(folders.counters.writes - writes < 6, "fewer changes than edits");
  });

  it("are told before the file is saved", async () => {
    const editor = await opened(4);
    moveCursor(editor, 2);
    await command("type", { text: "\n" });
    await editor.document.save();
    assert.equal(recorded()[0]?.line, 5);
  });

  it("are where the cursor is for a command that comes right after an edit", async () => {
    const editor = await opened(4);
    moveCursor(editor, 2);
    await command("type", { text: "\n" });
    moveCursor(editor, 5);
    await run("lockstep.bookmark.toggle");
    assert.deepEqual(recorded(), []);
  });

  it("that are set on an edited file are followed from then on", async () => {
    const editor = await opened(4);
    moveCursor(editor, 2);
    await command("type", { text: "\n" });
    await run("lockstep.bookmark.toggle", { uri: editor.document.uri, lineNumber: 7 });
    await eventually("it is there", async () => recorded().length === 2);
    moveCursor(editor, 1);
    await command("type", { text: "\n" });
    await eventually(
      "both moved",
      () =>
        recorded()
          .map(({ line }) => line)
          .join() === "6,8",
    );
  });

  it("are where the text on the disk has them when edits are taken back by reverting the file", async () => {
    const editor = await opened(4);
    moveCursor(editor, 2);
    await command("type", { text: "\n" });
    await tells({ four: 5 });
    await command("workbench.action.files.revert");
    await tells({ four: 4 });
    await shows(editor.document, { four: 4 });
  });

  it("are where the text on the disk has them when the editor is closed without saving", async () => {
    const editor = await opened(4);
    moveCursor(editor, 2);
    await command("type", { text: "\n" });
    await tells({ four: 5 });
    await command("workbench.action.revertAndCloseActiveEditor");
    await tells({ four: 4 });
  });

  /** As somebody does who finds the file gone. */
  async function orphan(): Promise<void> {
    const { bookmarks } = await state();
    const [bookmark] = await bookmarks.list();
    assert.ok(bookmark);
    assert.equal((await bookmarks.follow([inState(bookmark, "orphaned")])).length, 1);
  }

  it("are back from being orphans where unsaved text has their lines", async () => {
    const editor = await opened(4);
    await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), "\n"));
    await tells({ four: 5 });
    await orphan();
    await tells({ four: 5 });
    await shows(editor.document, { four: 5 });
  });

  it("are back from being orphans in a file that was edited before it had them", async () => {
    write("follow/gone.ts", ...lines);
    await mark("follow/gone.ts", 4);
    await orphan();
    write(path, "other");
    const editor = await open(path);
    await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), `zero\n${lines.join("\n")}\n`));
    await (await state()).bookmarks.movePaths([{ from: "follow/gone.ts", to: path }]);
    await tells({ four: 5 });
  });

  it("are where a person puts them in the document while the file is edited", async () => {
    const editor = await opened(4);
    moveCursor(editor, 2);
    await command("type", { text: "\n" });
    await tells({ four: 5 });
    const { bookmarks } = await state();
    const [bookmark] = await bookmarks.list();
    await bookmarks.edit(bookmark?.id ?? "", { line: 8 });
    await shows(editor.document, { four: 8 });
    moveCursor(editor, 1);
    await command("type", { text: "\n" });
    await tells({ four: 9 });
  });
});

describe("Bookmarks in an open file that changes on the disk", () => {
  beforeEach(nextPath);
  afterEach(cleanUp);

  async function opened(...marked: readonly number[]): Promise<vscode.TextEditor> {
    write(path, ...lines);
    await mark(path, ...marked);
    return await open(path);
  }

  it("are searched by their lines", async () => {
    const editor = await opened(4, 6);
    write(path, "zero", ...lines.filter((text) => text !== "six"));
    await tells({ four: 5, six: "orphaned" });
    await shows(editor.document, { four: 5, six: "orphaned" });
    assert.deepEqual(
      recorded().map(({ state: is }) => is),
      ["moved", "orphaned"],
    );
  });

  it("are back when their lines come back", async () => {
    await opened(4, 6);
    write(path, "nothing", "of", "all", "that");
    await tells({ four: "orphaned", six: "orphaned" });
    write(path, ...lines);
    await tells({ four: 4, six: 6 });
  });

  it("survive that it is emptied: an empty file keeps its bookmarks", async () => {
    await opened(4, 6);
    write(path);
    await tells({ four: "orphaned", six: "orphaned" });
    write(path, ...lines);
    await tells({ four: 4, six: 6 });
  });
});

describe("Bookmarks in a file that nobody has open", () => {
  beforeEach(nextPath);
  afterEach(cleanUp);

  it("are searched when it changes on the disk", async () => {
    write(path, ...lines);
    await mark(path, 4, 6);
    write(path, "zero", ...lines);
    await tells({ four: 5, six: 7 });
  });

  it("are searched when it is opened, if it changed while nobody looked", async () => {
    write(path, "zero", ...lines);
    await mark(path, 5);
    const { bookmarks } = await state();
    const [bookmark] = await bookmarks.list();
    await bookmarks.edit(bookmark?.id ?? "", { line: 1, anchor: bookmark?.anchor });
    await open(path);
    await tells({ four: 5 });
  });

  it("are searched when they are listed", async () => {
    write(path, "zero", ...lines);
    await mark(path, 5);
    const { bookmarks } = await state();
    const [bookmark] = await bookmarks.list();
    await bookmarks.edit(bookmark?.id ?? "", { line: 1, anchor: bookmark?.anchor });
    const { following, folders, models } = await lockstep();
    await models.bookmarks.current();
    const [folder] = folders.all;
    assert.ok(folder);
    await following.check(folder, [path]);
    assert.equal(recorded()[0]?.line, 5);
  });

  it("get to remember their line when they were set by someone who had not read the file", async () => {
    write(path, ...lines);
    const { bookmarks } = await state();
    await bookmarks.add({ path, line: 4, label: "four" });
    await open(path);
    await eventually("the text of the line", () => recorded()[0]?.anchor.text === "four");
    await tells({ four: 4 });
  });

  it("are not read again while it stays as it is", async () => {
    write(path, ...lines);
    await mark(path, 4);
    const { following, folders } = await lockstep();
    const [folder] = folders.all;
    assert.ok(folder);
    await following.check(folder, [path]);
    const { readSource } = folder.state;
    const reads: string[] = [];
    folder.state.readSource = async (read) => {
      reads.push(read);
      return readSource.call(folder.state, read);
    };
    try {
      await following.check(folder, [path]);
      assert.deepEqual(reads, []);
      writeFileSync(fileOf(path), ["zero", ...lines].join("\n"));
      await following.check(folder, [path]);
      assert.deepEqual(reads, [path]);
    } finally {
      folder.state.readSource = readSource;
    }
  });
});
