import assert from "node:assert/strict";
import * as vscode from "vscode";
import { atCall, editorMeant } from "../../src/vscode/commands/editor-at-call";
import { openAt } from "./running-extension";

/** File and line, from 1. */
function meant(): string {
  const { document, selections } = editorMeant() ?? {};
  return `${document && vscode.workspace.asRelativePath(document.uri)}:${(selections?.[0]?.active.line ?? -1) + 1}`;
}

describe("The editor that a command is about", () => {
  after(() => vscode.commands.executeCommand("workbench.action.closeAllEditors"));

  it("is the one in front when it was called, with its cursor then", async () => {
    const editor = await openAt("src/app.ts", 4);
    await atCall(async () => {
      editor.selection = new vscode.Selection(9, 0, 9, 0);
      assert.equal(meant(), "src/app.ts:4");
      await openAt("src/lib/math.ts", 2);
      assert.equal(meant(), "src/app.ts:4");
    });
    assert.equal(meant(), "src/lib/math.ts:2");
  });

  it("has its cursor where it is now when lines are other ones than then", async () => {
    const editor = await openAt("src/app.ts", 4);
    await atCall(async () => {
      await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), "// new\n"));
      assert.equal(meant(), "src/app.ts:5");
    });
    await vscode.commands.executeCommand("workbench.action.files.revert");
  });
});
