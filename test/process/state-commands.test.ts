import assert from "node:assert/strict";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { before, describe, it } from "mocha";
import { requireBundle, Workspace } from "../helpers/cli-process";
import { GitRepository } from "../helpers/git-repository";
import { removeTempFoldersAfterEach } from "../helpers/temp-folder";

describe("lockstep state", function () {
  this.timeout(60_000);
  before(requireBundle);
  removeTempFoldersAfterEach();

  it("shares the documents with git, and keeps them private again", async () => {
    const workspace = new Workspace({ "src/app.ts": "one\n" });
    rmSync(join(workspace.root, ".git"), { recursive: true });
    const repository = new GitRepository(workspace.root);
    await workspace.ok("bookmark", "add", "src/app.ts:1");
    assert.deepEqual(repository.untracked(), ["src/app.ts"]);
    assert.match(
      await workspace.ok("state", "share"),
      /^git sees the documents now\. Commit them: git add \.lockstep\n$/,
    );
    assert.deepEqual(repository.untracked(), [".lockstep/.gitignore", ".lockstep/bookmarks.json", "src/app.ts"]);
    assert.deepEqual(await workspace.json("state", "share"), { shared: true });
    workspace.write(".gitignore", ".lockstep\n");
    assert.match(await workspace.ok("state", "share"), /but git ignores them by \.gitignore:1:\.lockstep\n$/);
    workspace.write(".gitignore", "src\n");
    assert.deepEqual(await workspace.json("state", "keep-private"), { shared: false });
    assert.deepEqual(repository.untracked(), [".gitignore"]);
  });

  it("asks before it replaces what a person wrote", async () => {
    const workspace = new Workspace({ ".lockstep/.gitignore": "*\n!queues/\n" });
    assert.match(await workspace.refused(4, "state", "share"), /was changed by hand/);
    assert.equal(workspace.read(".lockstep/.gitignore"), "*\n!queues/\n");
    await workspace.ok("state", "share", "--force");
    assert.match(workspace.read(".lockstep/.gitignore"), /^!\/queues\/\*\.json$/m);
  });
});
