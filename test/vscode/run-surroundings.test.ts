import assert from "node:assert/strict";
import { delimiter, join } from "node:path";
import * as vscode from "vscode";
import { shellOf, terminalShell } from "../../src/vscode/running/terminal-shell";
import { terminalVariables } from "../../src/vscode/running/terminal-variables";
import { windowVariable } from "../../src/vscode/running/window-variables";
import { openAt, workspaceFolder } from "./running-extension";
import { withSettings } from "./with-setting";

const linux = "linux";

describe("What a run finds in a window", () => {
  const folder = () => vscode.Uri.file(workspaceFolder());
  const extension = vscode.Uri.file("/extension");
  const value = (name: string, argument?: string) => windowVariable(name, argument, folder());
  after(() => vscode.commands.executeCommand("workbench.action.closeAllEditors"));

  it("is the file in front, and the cursor in it", async () => {
    const editor = await openAt("src/lib/math.ts", 3);
    const file = join(workspaceFolder(), "src/lib/math.ts");
    const names = ["file", "relativeFile", "relativeFileDirname", "fileDirname", "fileDirnameBasename"];
    assert.deepEqual(
      names.map((name) => value(name)),
      [file, join("src", "lib", "math.ts"), join("src", "lib"), join(workspaceFolder(), "src/lib"), "lib"],
    );
    const parts = ["fileBasename", "fileBasenameNoExtension", "fileExtname", "fileWorkspaceFolder", "lineNumber"];
    assert.deepEqual(
      parts.map((name) => value(name)),
      ["math.ts", "math", ".ts", workspaceFolder(), "3"],
    );
    editor.selection = new vscode.Selection(2, 0, 2, 3);
    assert.deepEqual([value("selectedText"), value("columnNumber")], [editor.document.lineAt(2).text.slice(0, 3), "4"]);
  });

  it("is nothing of a file where none is open", async () => {
    await vscode.commands.executeCommand("workbench.action.closeAllEditors");
    for (const name of ["file", "relativeFile", "lineNumber", "selectedText"]) {
      assert.equal(value(name), undefined, name);
    }
  });

  it("is what settings say, where that is a text, and never what a command says", () => {
    assert.equal(value("config", "editor.tabSize"), "4");
    assert.equal(value("config", "editor"), undefined);
    assert.equal(value("config", "no.such.setting"), undefined);
    assert.equal(value("config"), undefined);
    for (const name of ["command", "input"]) {
      assert.equal(value(name, "workbench.action.files.newUntitledFile"), undefined);
    }
  });

  it("is the environment of a terminal, with what the settings say of it and with the lockstep command", async () => {
    const settings = {
      LOCKSTEP_TEST: `in \${workspaceFolder} of \${env:HOME}, not \${env:NO_SUCH}`,
      HOME: null,
      PATH: `/mine${delimiter}\${env:PATH}`,
    };
    await withSettings("terminal.integrated", { "env.linux": settings }, async () => {
      const env = terminalVariables(extension, folder(), linux);
      assert.equal(env["LOCKSTEP_TEST"], `in ${workspaceFolder()} of ${process.env["HOME"]}, not `);
      assert.equal(env["HOME"], undefined);
      assert.equal(env["PATH"], ["/extension/dist/bin", "/mine", process.env["PATH"]].join(delimiter));
      assert.equal(env["LOCKSTEP_NODE"], process.execPath);
      assert.deepEqual(
        Object.keys(env).filter((name) => name.startsWith("VSCODE_")),
        [],
      );
    });
  });

  it("has one PATH on Windows, whatever its capitals", () => {
    const env = terminalVariables(extension, folder(), "win32");
    assert.deepEqual(
      Object.keys(env).filter((name) => name.toUpperCase() === "PATH"),
      ["PATH"],
    );
  });

  it("is the shell of VS Code's tasks: of the automation profile, else of the default profile", async () => {
    const profiles = { mine: { path: "/bin/mine", args: ["--fast"] }, lost: { source: "PowerShell" } };
    const settings = { "profiles.linux": profiles, "defaultProfile.linux": "mine" };
    await withSettings("terminal.integrated", settings, async () => {
      assert.deepEqual(terminalShell(linux), { file: "/bin/mine", args: ["--fast", "-c"] });
      await withSettings("terminal.integrated", { "automationProfile.linux": { path: "/bin/sh" } }, async () => {
        assert.deepEqual(terminalShell(linux), { file: "/bin/sh", args: ["-c"] });
      });
    });
    await withSettings("terminal.integrated", { ...settings, "defaultProfile.linux": "lost" }, async () => {
      assert.equal(terminalShell(linux).file, vscode.env.shell);
    });
  });

  it("is a shell that is told its command line the way it wants it", () => {
    assert.deepEqual(shellOf("C:\\Windows\\System32\\cmd.exe", ["/k"], "win32").args, ["/d", "/s", "/c"]);
    assert.deepEqual(shellOf("C:\\pwsh.exe", ["-NoProfile"], "win32").args, ["-NoProfile", "-Command"]);
    assert.deepEqual(shellOf("/usr/bin/fish", [], linux).args, ["-c"]);
    assert.deepEqual(shellOf("/bin/zsh", ["-l"], "darwin").args, ["-c"]);
  });
});
