import assert from "node:assert/strict";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { afterEach, describe, it } from "mocha";
import { StateFolderMaker } from "../../../../src/core/storage/state-folder-maker";
import { restoreSystemCalls, rightBefore } from "../../../helpers/system-calls";
import { removeTempFoldersAfterEach, tempFolder } from "../../../helpers/temp-folder";

const isMove = (root: string) => (_: string, to: string) => to === root;

function setUp() {
  const root = join(tempFolder(), "project", ".lockstep");
  return { root, folder: dirname(root) };
}

describe("the state folder", () => {
  removeTempFoldersAfterEach();
  afterEach(restoreSystemCalls);

  it("is made with its .gitignore inside, and nothing beside it", () => {
    const { root, folder } = setUp();
    new StateFolderMaker(root).make();
    assert.deepEqual(readdirSync(root), [".gitignore"]);
    assert.match(readFileSync(join(root, ".gitignore"), "utf8"), /^\*$/m);
    assert.deepEqual(readdirSync(folder), [basename(root)]);
  });

  it("is never there without its .gitignore, not even for a moment", () => {
    const { root, folder } = setUp();
    const seen: string[] = [];
    rightBefore("renameSync", isMove(root), () => {
      seen.push(...readdirSync(folder, { recursive: true }).map((name) => String(name).replace(/[0-9a-f]{16}/, "…")));
    });
    new StateFolderMaker(root).make();
    assert.deepEqual(seen.sort(), [".lockstep.…", ".lockstep.…/.gitignore"]);
  });

  it("is made by one that removes what makers left who were killed after another one had made it", () => {
    const { root, folder } = setUp();
    new StateFolderMaker(root).make();
    mkdirSync(`${root}.0123456789abcdef`);
    new StateFolderMaker(root).makeCollection(join(root, "queues"));
    assert.deepEqual(readdirSync(folder), [basename(root)]);
  });

  it("is not touched when it is there", () => {
    const { root } = setUp();
    mkdirSync(root, { recursive: true });
    new StateFolderMaker(root).make();
    assert.deepEqual(readdirSync(root), []);
  });

  it("is made by the next one when the first was killed on the way, and what that one left goes", () => {
    const { root, folder } = setUp();
    for (const name of [".lockstep.0123456789abcdef", ".lockstep.fedcba9876543210"]) {
      mkdirSync(join(folder, name), { recursive: true });
    }
    writeFileSync(join(folder, ".lockstep.0123456789abcdef", ".gitignore"), "*");
    for (const mine of [".lockstep.old", ".lockstep.20261121", "a.lockstep.0123456789abcdef"]) {
      mkdirSync(join(folder, mine));
    }
    new StateFolderMaker(root).make();
    assert.deepEqual(readdirSync(folder).sort(), [
      ".lockstep",
      ".lockstep.20261121",
      ".lockstep.old",
      "a.lockstep.0123456789abcdef",
    ]);
  });

  it("is the one of another maker that was faster, with what that one put there", () => {
    const { root, folder } = setUp();
    const overtaken = rightBefore("renameSync", isMove(root), () => {
      new StateFolderMaker(root).make();
      writeFileSync(join(root, "bookmarks.json"), "{}");
    });
    new StateFolderMaker(root).make();
    assert.ok(overtaken());
    assert.deepEqual(readdirSync(root).sort(), [".gitignore", "bookmarks.json"]);
    assert.deepEqual(readdirSync(folder), [".lockstep"]);
  });
});
