import assert from "node:assert/strict";
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as vscode from "vscode";
import { eventually } from "../helpers/eventually";
import { GitRepository } from "../helpers/git-repository";
import { offering } from "./answers";
import { forgetEverything, lockstep, openAt, run, shows, state, workspaceFolder } from "./running-extension";

describe("Bookmarks of branches", () => {
  let repository: GitRepository;

  async function scope(on: boolean | undefined): Promise<void> {
    const configuration = vscode.workspace.getConfiguration("lockstep.bookmarks");
    await configuration.update("branchScope", on, vscode.ConfigurationTarget.Global);
  }

  async function shownBranch(name: string): Promise<void> {
    const { folders } = await lockstep();
    await eventually(`the window knows of ${name}`, () => folders.all[0]?.branch.scope === name);
  }

  beforeEach(async () => {
    await forgetEverything();
    repository = new GitRepository(workspaceFolder());
    repository.commit("Sample");
    await scope(true);
    await shownBranch("main");
  });

  afterEach(async () => {
    await scope(undefined);
    rmSync(join(repository.root, ".git"), { recursive: true, force: true });
    await forgetEverything();
  });

  it("hide while another branch is checked out, and are back with their branch", async () => {
    const { trees, models } = await lockstep();
    await (await state()).bookmarks.add({ path: "README.md", line: 1, label: "Everywhere" });
    await openAt("src/app.ts", 5);
    await run("lockstep.bookmark.toggle");
    await run("lockstep.bookmark.editLabel", { label: "On main" });
    await shows(trees.bookmarks, "README.md\n  Everywhere\napp.ts\n  On main");
    repository.git("checkout", "--quiet", "-b", "side");
    await shows(trees.bookmarks, "README.md\n  Everywhere");
    const [{ value } = { value: undefined }] = models.bookmarks.latest.filter(({ folder }) => !folder.isGlobal);
    assert.deepEqual(
      value?.hidden.map(({ label, branch }) => [label, branch]),
      [["On main", "main"]],
    );
    repository.git("checkout", "--quiet", "main");
    await shows(trees.bookmarks, "README.md\n  Everywhere\napp.ts\n  On main");
  });

  it("are not lost when their line is toggled or everything is cleared on another branch", async () => {
    await openAt("src/app.ts", 5);
    await run("lockstep.bookmark.toggle");
    repository.git("checkout", "--quiet", "-b", "side");
    await shownBranch("side");
    const branches = async () => (await (await state()).bookmarks.list()).map(({ branch }) => branch).sort();
    await run("lockstep.bookmark.toggle");
    assert.deepEqual(await branches(), ["main", "side"]);
    await run("lockstep.bookmark.toggle");
    assert.deepEqual(await branches(), ["main"]);
  });

  it("are not offered on another branch, but by the command that ties them to it", async () => {
    const { bookmarks } = await state();
    await bookmarks.add({ path: "src/app.ts", line: 5, label: "On main", branch: "main" });
    await bookmarks.add({ path: "src/app.ts", line: 1, label: "Everywhere", target: "file" });
    repository.git("checkout", "--quiet", "-b", "side");
    await shownBranch("side");
    await openAt("src/app.ts", 3);
    const offered = async (id: "editNote" | "moveHere" | "toggleBranch") =>
      (await offering(() => run(`lockstep.bookmark.${id}`))).map(
        ({ label, description = "" }) => `${label}, ${description.replace(/ · .*/, "")}`,
      );
    assert.deepEqual(await offered("editNote"), ["Everywhere, src/app.ts"]);
    assert.deepEqual(await offered("moveHere"), []);
    const everything = ["Everywhere, src/app.ts", "On main, src/app.ts:5 on branch main"];
    assert.deepEqual(await offered("toggleBranch"), everything);
  });

  it("remember the text of their own branch, whatever happens to the file on another one", async () => {
    const { following, folders, models } = await lockstep();
    const path = "src/own-file-of-this-test.txt";
    writeFileSync(join(repository.root, path), Array.from({ length: 9 }, (_, nth) => `line ${nth + 1}`).join("\n"));
    await openAt(path, 5);
    await run("lockstep.bookmark.toggle");
    const [before] = await (await state()).bookmarks.list();
    repository.git("checkout", "--quiet", "-b", "side");
    await eventually("it hides", () => models.bookmarks.latest.some(({ value }) => value.hidden.length === 1));
    const editor = await openAt(path, 1);
    await editor.edit((edit) => edit.delete(new vscode.Range(2, 0, 6, 0)));
    await editor.document.save();
    await vscode.commands.executeCommand("workbench.action.closeAllEditors");
    await following.flush();
    const [folder] = folders.all;
    assert.ok(folder);
    await following.check(folder, [path], true);
    assert.deepEqual(await (await state()).bookmarks.list(), [before]);
    rmSync(join(repository.root, path));
  });

  it("all show while the scope is off, as before", async () => {
    const { trees } = await lockstep();
    await (await state()).bookmarks.add({ path: "src/app.ts", line: 5, label: "Tied", branch: "elsewhere" });
    await shows(trees.bookmarks, "");
    await scope(false);
    await shows(trees.bookmarks, "app.ts\n  Tied");
    await openAt("src/app.ts", 6);
    await run("lockstep.bookmark.toggle");
    assert.deepEqual(
      (await (await state()).bookmarks.list()).map(({ branch }) => branch),
      ["elsewhere", undefined],
    );
  });

  it("all show at a commit that is no branch", async () => {
    const { trees } = await lockstep();
    await (await state()).bookmarks.add({ path: "src/app.ts", line: 5, label: "Tied", branch: "side" });
    await shows(trees.bookmarks, "");
    repository.git("checkout", "--quiet", "--detach");
    await shows(trees.bookmarks, "app.ts\n  Tied");
  });
});
