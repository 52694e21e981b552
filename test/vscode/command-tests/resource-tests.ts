import assert from "node:assert/strict";
import { join } from "node:path";
import * as vscode from "vscode";
import { openAt, run, workspaceFolder } from "../running-extension";
import { bookmarks, type CommandTests } from "./command-tests";

type Tested = "lockstep.bookmark.toggleFile" | "lockstep.bookmark.toggleFolder";

const uri = (path: string) => vscode.Uri.file(join(workspaceFolder(), path));

async function targets(): Promise<readonly string[]> {
  return (await bookmarks()).map(({ target, path, line }) => `${target} ${path}:${line}`);
}

export const resourceTests: CommandTests<Tested> = {
  "lockstep.bookmark.toggleFile": [
    "bookmarks the file that is open, or those selected in the Explorer, beside what their lines have",
    async () => {
      await openAt("src/app.ts", 1);
      await run("lockstep.bookmark.toggle");
      await run("lockstep.bookmark.toggleFile");
      assert.deepEqual((await targets()).toSorted(), ["file src/app.ts:1", "undefined src/app.ts:1"]);
      await run("lockstep.bookmark.toggleFile");
      assert.deepEqual(await targets(), ["undefined src/app.ts:1"]);
      const selected = ["README.md", "src/lib/math.ts"].map(uri);
      await run("lockstep.bookmark.toggleFile", selected[1], selected);
      assert.deepEqual(await targets(), ["file README.md:1", "undefined src/app.ts:1", "file src/lib/math.ts:1"]);
      await run("lockstep.bookmark.toggleFile", selected[1], selected);
      assert.deepEqual(await targets(), ["undefined src/app.ts:1"]);
    },
  ],
  "lockstep.bookmark.toggleFolder": [
    "bookmarks a folder of the Explorer",
    async () => {
      await run("lockstep.bookmark.toggleFolder", uri("src/lib"), [uri("src/lib")]);
      assert.deepEqual(await targets(), ["folder src/lib:1"]);
      await run("lockstep.bookmark.toggleFolder", uri("src/lib"));
      assert.deepEqual(await targets(), []);
    },
  ],
};
