import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, realpathSync, renameSync, rmSync, unlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as vscode from "vscode";
import { createContainer } from "../../src/container";
import { noBranch } from "../../src/vscode/branches";
import { RenamedFiles } from "../../src/vscode/following/renamed-files";
import type { OpenFolder } from "../../src/vscode/workspace-folders";
import { eventually } from "../helpers/eventually";
import {
  cleanUp,
  fileOf,
  git,
  hasPaths,
  mark,
  moveCursor,
  open,
  recordedPlaces,
  shows,
  tells,
  uriOf,
  write,
  writeNoticed,
} from "./following-steps";

const lines = ["one", "two", "three", "four", "five", "six", "seven", "eight"];
const others = ["alpha", "beta", "gamma", "delta"];

async function rename(from: string, to: string): Promise<void> {
  const edit = new vscode.WorkspaceEdit();
  edit.renameFile(uriOf(from), uriOf(to));
  assert.ok(await vscode.workspace.applyEdit(edit));
}

async function remove(path: string): Promise<void> {
  const edit = new vscode.WorkspaceEdit();
  edit.deleteFile(uriOf(path), { recursive: true });
  assert.ok(await vscode.workspace.applyEdit(edit));
}

describe("Bookmarks of files that are renamed in this window", () => {
  beforeEach(cleanUp);
  afterEach(cleanUp);

  it("go along with a file", async () => {
    write("follow/old.ts", ...lines);
    await mark("follow/old.ts", 4);
    await rename("follow/old.ts", "follow/sub/new.ts");
    await hasPaths("follow/sub/new.ts");
    await tells({ four: 4 });
  });

  it("go along with a folder, and only with that one: `follow` renamed leaves `follow2`", async () => {
    write("follow/a.ts", ...lines);
    write("follow/deep/b.ts", ...others);
    write("follow2/a.ts", ...lines);
    await mark("follow/a.ts", 4);
    await mark("follow/deep/b.ts", 2);
    await mark("follow2/a.ts", 4);
    await rename("follow", "moved");
    await hasPaths("moved/a.ts", "moved/deep/b.ts", "follow2/a.ts");
  });

  it("go along with a file that has unsaved changes, to where those brought them", async () => {
    write("follow/dirty.ts", ...lines);
    await mark("follow/dirty.ts", 4);
    const editor = await open("follow/dirty.ts");
    moveCursor(editor, 1);
    await vscode.commands.executeCommand("type", { text: "\n" });
    await shows(editor.document, { four: 5 });
    await rename("follow/dirty.ts", "follow/renamed.ts");
    await hasPaths("follow/renamed.ts");
    await tells({ four: 5 });
  });

  it("are orphans when it is deleted, not lost, and back when it is", async () => {
    write("follow/gone.ts", ...lines);
    await mark("follow/gone.ts", 4);
    await remove("follow/gone.ts");
    await tells({ four: "orphaned" });
    write("follow/gone.ts", "zero", ...lines);
    await tells({ four: 5 });
  });

  it("are orphans when its folder is deleted, and back when it is", async () => {
    write("follow/deep/gone.ts", ...lines);
    await mark("follow/deep/gone.ts", 4);
    await remove("follow");
    await tells({ four: "orphaned" });
    write("follow/deep/gone.ts", ...lines);
    await tells({ four: 4 });
  });
});

describe("Bookmarks of files that are moved to another folder of the workspace", () => {
  let root = "";

  beforeEach(() => {
    root = mkdtempSync(join(realpathSync(tmpdir()), "lockstep-folders-"));
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  it("go along: rename uses every folder", async () => {
    const container = createContainer({ writer: { kind: "cli", name: "test" } });
    const folders = ["left", "right"].map((name): OpenFolder => {
      mkdirSync(join(root, name, "src"), { recursive: true });
      const files = vscode.Uri.file(join(root, name));
      const stateUri = vscode.Uri.joinPath(files, ".lockstep");
      const state = container.open({ root: stateUri.fsPath, files: files.fsPath });
      return { id: name, name, files, stateUri, state, isGlobal: false, branch: noBranch };
    });
    const locate = ({ fsPath }: vscode.Uri) => {
      const folder = folders.find(({ files }) => fsPath.startsWith(files.fsPath));
      return folder && { folder, path: fsPath.slice(folder.files.fsPath.length + 1) };
    };
    const [left, right] = folders;
    assert.ok(left && right);
    writeFileSync(join(root, "left/src/a.ts"), lines.join("\n"));
    const [added] = (await left.state.bookmarks.importAll([{ path: "src/a.ts", line: 4, label: "four" }])).added;
    await left.state.bookmarks.add({ path: "src/stays.ts", line: 1 });
    const following = new RenamedFiles({
      folders: {
        locate,
        locateAll: (uri) => [locate(uri)].filter((place) => place !== undefined),
        locateGlobally: () => undefined,
      },
      index: { pathsIn: () => ["src/a.ts"] },
      current: async () => {},
      flush: async () => {},
      check: async () => {},
      log: console,
    });
    try {
      const edit = new vscode.WorkspaceEdit();
      edit.renameFile(vscode.Uri.file(join(root, "left/src/a.ts")), vscode.Uri.file(join(root, "right/src/b.ts")));
      assert.ok(await vscode.workspace.applyEdit(edit));
      const [moved] = await eventually("the bookmark on the right", async () => {
        const all = await right.state.bookmarks.list();
        return all.length > 0 && all;
      });
      assert.deepEqual([moved?.id, moved?.path, moved?.line, moved?.label], [added?.id, "src/b.ts", 4, "four"]);
      const stay = async () => (await left.state.bookmarks.list()).map(({ path }) => path);
      await eventually("only the other one on the left", async () => (await stay()).join() === "src/stays.ts");
    } finally {
      following.dispose();
      await container.dispose();
    }
  });
});

describe("Bookmarks of files that are renamed outside of VS Code", () => {
  beforeEach(cleanUp);
  afterEach(cleanUp);

  it("go along with git mv", async () => {
    write("follow/old.ts", ...lines);
    git("init", "-q");
    git("add", "follow");
    git("commit", "-qm", "first");
    await mark("follow/old.ts", 4);
    git("mv", "follow/old.ts", "follow/new.ts");
    await hasPaths("follow/new.ts");
    await tells({ four: 4 });
  });

  it("go along without git, to the file that has their lines", async () => {
    await writeNoticed("follow/old.ts", ...lines);
    await mark("follow/old.ts", 4, 6);
    write("follow/other.ts", ...others);
    renameSync(fileOf("follow/old.ts"), fileOf("follow/new.ts"));
    await hasPaths("follow/new.ts");
    await tells({ four: 4, six: 6 });
  });

  it("go along with a folder", async () => {
    await writeNoticed("follow/deep/a.ts", ...lines);
    await mark("follow/deep/a.ts", 4);
    renameSync(fileOf("follow/deep"), fileOf("follow/flat"));
    await hasPaths("follow/flat/a.ts");
  });

  it("are orphans when there is no such file, and back with their file", async () => {
    await writeNoticed("follow/old.ts", ...lines);
    await mark("follow/old.ts", 4);
    unlinkSync(fileOf("follow/old.ts"));
    await tells({ four: "orphaned" });
    write("follow/old.ts", ...lines);
    await tells({ four: 4 });
  });
});

describe("Bookmarks when another branch is checked out", () => {
  beforeEach(async () => {
    await cleanUp();
    write("follow/a.ts", ...lines);
    write("follow/b.ts", ...others);
    git("init", "-q", "-b", "main");
    git("add", "follow");
    git("commit", "-qm", "first");
    git("checkout", "-qb", "feature");
    write("follow/a.ts", "zero", ...lines.filter((text) => text !== "six"));
    git("mv", "follow/b.ts", "follow/c.ts");
    git("commit", "-qam", "second");
    git("checkout", "-q", "main");
    await writeNoticed("follow/settled.ts");
  });
  afterEach(cleanUp);

  async function checkoutAndBack(): Promise<void> {
    git("checkout", "-q", "feature");
    await tells({ four: 5, six: "orphaned" }, "follow/a.ts");
    await tells({ beta: 2 }, "follow/c.ts");
    git("checkout", "-q", "main");
    await tells({ four: 4, six: 6 }, "follow/a.ts");
    await tells({ beta: 2 }, "follow/b.ts");
    assert.equal(Object.keys(recordedPlaces()).length, 3);
  }

  it("are where their lines are there, and back where they were, in files that nobody has open", async () => {
    await mark("follow/a.ts", 4, 6);
    await mark("follow/b.ts", 2);
    await checkoutAndBack();
  });

  it("do so in open files", async () => {
    await mark("follow/a.ts", 4, 6);
    await mark("follow/b.ts", 2);
    await open("follow/b.ts");
    await open("follow/a.ts");
    await checkoutAndBack();
  });
});
