import assert from "node:assert/strict";
import * as vscode from "vscode";

describe("VS Code", () => {
  it("runs the suite in a version 1", () => {
    assert.match(vscode.version, /^1\./);
  });

  it("has the sample workspace open", async () => {
    const [file] = await vscode.workspace.findFiles("src/app.ts");
    assert.ok(file, "src/app.ts is in the workspace");
  });
});
