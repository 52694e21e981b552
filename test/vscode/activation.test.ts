import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as vscode from "vscode";
import { CompiledCode } from "../../src/compiled-code";
import { eventually } from "../helpers/eventually";
import { forgetEverything, lockstep, run, state, stateFile, workspaceFolder } from "./running-extension";

describe("Lockstep in a window", () => {
  beforeEach(forgetEverything);
  after(forgetEverything);

  it("activates by itself when VS Code has started", async () => {
    const extension = vscode.extensions.getExtension("lockstep.lockstep");
    assert.ok(extension);
    await eventually("it is active", () => extension.isActive);
  });

  it("keeps its compiled code for the next time", async () => {
    const { extensionPath } = vscode.extensions.getExtension("lockstep.lockstep") ?? {};
    assert.ok(extensionPath);
    // Not only that there is some: this very VS Code takes it, for what is there now.
    const bundle = join(extensionPath, "dist/extension.js");
    await eventually("the code", () => new CompiledCode(bundle).isFromCache, 20_000);
  });

  it("opens one state folder for the workspace folder", async () => {
    const { folders } = await lockstep();
    assert.deepEqual(
      folders.all.map(({ state: { root } }) => root),
      [stateFile()],
    );
  });

  it("makes no state folder until there is something to keep", async () => {
    const { models } = await lockstep();
    await models.refresh();
    assert.equal(existsSync(stateFile()), false);
  });

  it("tells files of the folder from others", async () => {
    const { folders } = await lockstep();
    const path = (uri: vscode.Uri) => folders.locate(uri)?.path;
    assert.equal(path(vscode.Uri.file(join(workspaceFolder(), "src/lib/math.ts"))), "src/lib/math.ts");
    assert.equal(path(vscode.Uri.file(`${workspaceFolder()}-other/app.ts`)), undefined);
    assert.equal(path(vscode.Uri.file(join(workspaceFolder(), "../app.ts"))), undefined);
    assert.equal(path(vscode.Uri.file(workspaceFolder())), undefined);
    assert.equal(path(vscode.Uri.parse("untitled:Untitled-1")), undefined);
  });

  it("goes on with a new container when the way of watching is changed", async () => {
    const { folders, trees } = await lockstep();
    const [before] = folders.all;
    const configuration = vscode.workspace.getConfiguration("lockstep");
    await configuration.update("watch", "poll", vscode.ConfigurationTarget.Workspace);
    try {
      await eventually("the folder is open anew", () => folders.all[0] !== undefined && folders.all[0] !== before);
      await (await state()).queues.create({ name: "Build" });
      const [row] = await eventually("its rows", async () => {
        const rows = await trees.queues.getChildren();
        return rows?.length ? rows : undefined;
      });
      assert.ok(row);
    } finally {
      await configuration.update("watch", undefined, vscode.ConfigurationTarget.Workspace);
    }
  });

  it("puts the lockstep command on the PATH of terminals", async () => {
    const out = join(tmpdir(), `lockstep-terminal-${process.pid}.json`);
    await run("lockstep.queue.create", { name: "From the window" });
    const terminal = vscode.window.createTerminal({ name: "test", cwd: workspaceFolder() });
    try {
      terminal.sendText(`lockstep --json queue list > '${out}'`);
      const text = await eventually(
        "the output of the command",
        () => existsSync(out) && readFileSync(out, "utf8").includes("\n") && readFileSync(out, "utf8"),
        20_000,
      );
      assert.match(text, /From the window/);
    } finally {
      terminal.dispose();
    }
  });
});
