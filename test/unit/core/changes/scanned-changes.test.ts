import assert from "node:assert/strict";
import { mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, it } from "mocha";
import { ScannedChanges } from "../../../../src/core/changes/scanned-changes";
import { removeTempFoldersAfterEach, tempFolder } from "../../../helpers/temp-folder";
import { WatchedFolder } from "../../../helpers/watched-folder";

describe("what changed in a folder without git", () => {
  removeTempFoldersAfterEach();

  let folder: WatchedFolder;

  beforeEach(() => {
    folder = new WatchedFolder(tempFolder());
    for (const path of ["a.ts", "src/b.ts", "src/deep/c.ts", "d.ts"]) {
      folder.write(path, `${path}\n`);
    }
  });

  it("is what was created, modified, deleted and renamed", async () => {
    const changes = await folder.during(() => {
      folder.write("a.ts", "longer than before\n");
      folder.move("src/deep/c.ts", "src/moved.ts");
      folder.remove("d.ts");
      folder.write("new/é\n.ts", "new\n");
    });
    assert.deepEqual(changes, [
      "created new/é\n.ts",
      "deleted d.ts",
      "modified a.ts",
      "renamed src/deep/c.ts → src/moved.ts",
    ]);
  });

  it("is nothing where nothing changed", async () => {
    assert.deepEqual(await folder.during(() => {}), []);
  });

  it("leaves out the state folder, packages and what version control keeps", async () => {
    const changes = await folder.during(() => {
      for (const path of [".lockstep/bookmarks.json", "x/node_modules/y/index.js", "src/.hg/store", ".svn/entries"]) {
        folder.write(path, "{}");
      }
    });
    assert.deepEqual(changes, []);
  });

  it("is what happened to links, and not what is behind them", async () => {
    const outside = new WatchedFolder(tempFolder());
    outside.write("x.ts", "x\n");
    symlinkSync(outside.root, join(folder.root, "link"), "junction");
    const changes = await folder.during(() => {
      outside.write("x.ts", "changed\n");
      symlinkSync(outside.root, join(folder.root, "link2"), "junction");
    });
    assert.deepEqual(changes, ["created link2"]);
  });

  it("says when there were more files than it looks at, and tells nothing that it can't know", async () => {
    const begun = await ScannedChanges.begin(folder.root, { files: 3, time: 60_000 });
    folder.write("a.ts", "longer than before\n");
    folder.write("0.ts", "moves the last one out of sight\n");
    assert.deepEqual(folder.lines({ ...(await begun.end()), startedAt: "", endedAt: "" }), [
      "modified a.ts",
      "incomplete",
    ]);
  });

  it("says when there was no time to look at all", async () => {
    const begun = await ScannedChanges.begin(folder.root, { files: 100, time: 0 });
    assert.equal((await begun.end()).incomplete, true);
  });

  it("says when the folder is gone, and throws nothing", async () => {
    const changes = await folder.during(() => folder.remove("."));
    assert.equal(changes.at(-1), "incomplete");
    mkdirSync(folder.root);
  });
});
