import assert from "node:assert/strict";
import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "mocha";
import { BranchWatch } from "../../../../src/core/storage/branch-watch";
import { branchIn, gitFolderOf } from "../../../../src/core/storage/git-branch";
import { eventually } from "../../../helpers/eventually";
import { GitRepository } from "../../../helpers/git-repository";
import { removeTempFoldersAfterEach, tempFolder } from "../../../helpers/temp-folder";

function branchOf(folder: string): string | undefined {
  const gitFolder = gitFolderOf(folder);
  return gitFolder === undefined ? undefined : branchIn(gitFolder);
}

describe("the branch of a folder", () => {
  removeTempFoldersAfterEach();

  it("is what HEAD says, from the first moment of a repository on", () => {
    assert.equal(branchOf(new GitRepository(tempFolder()).root), "main");
  });

  it("has a name with slashes, and is that of the repository around the folder", () => {
    const repository = new GitRepository(tempFolder());
    repository.commit("first");
    repository.git("checkout", "--quiet", "-b", "feature/größe");
    const inner = join(repository.root, "packages", "a");
    mkdirSync(inner, { recursive: true });
    assert.equal(branchOf(inner), "feature/größe");
  });

  it("is none at a commit or tag, and in no repository", () => {
    const repository = new GitRepository(tempFolder());
    repository.commit("first");
    repository.git("checkout", "--quiet", "--detach");
    assert.equal(branchOf(repository.root), undefined);
    assert.equal(branchOf(tempFolder()), undefined);
  });

  it("is a worktree's own", () => {
    const repository = new GitRepository(tempFolder());
    repository.commit("first");
    const worktree = join(tempFolder(), "other");
    repository.git("worktree", "add", "--quiet", "-b", "side", worktree);
    assert.equal(branchOf(worktree), "side");
    assert.equal(branchOf(repository.root), "main");
  });

  it("is read where a submodule's relative link leads", () => {
    const root = tempFolder();
    const gitFolder = join(root, ".git", "modules", "lib");
    mkdirSync(gitFolder, { recursive: true });
    mkdirSync(join(root, "lib"));
    writeFileSync(join(gitFolder, "HEAD"), "ref: refs/heads/next\n");
    writeFileSync(join(root, "lib", ".git"), "gitdir: ../.git/modules/lib\n");
    assert.equal(branchOf(join(root, "lib")), "next");
  });

  it("is not asked of another machine because a repository says so", () => {
    const root = tempFolder();
    for (const share of [String.raw`\\server\share`, "//server/share"]) {
      writeFileSync(join(root, ".git"), `gitdir: ${share}\n`);
      assert.equal(gitFolderOf(root), gitFolderOf(join(root, "..")));
    }
  });

  it("is none where a repository leads to what can't be reached", () => {
    const root = tempFolder();
    symlinkSync("loop", join(root, "loop"), "dir");
    writeFileSync(join(root, ".git"), "gitdir: loop\n");
    const watch = new BranchWatch(root);
    assert.equal(watch.branch, undefined);
    watch.dispose();
  });

  it("is none where HEAD does not tell, is broken or gone", () => {
    const root = tempFolder();
    writeFileSync(join(root, ".git"), "gitdir: nowhere\n");
    assert.equal(branchOf(root), undefined);
    const other = tempFolder();
    mkdirSync(join(other, ".git"));
    writeFileSync(join(other, ".git", "HEAD"), "ref: refs/heads/.invalid\n");
    assert.equal(branchOf(other), undefined);
  });

  it("is watched: a checkout tells", async () => {
    const repository = new GitRepository(tempFolder());
    repository.commit("first");
    const watch = new BranchWatch(repository.root);
    let told = 0;
    watch.onDidChange(() => {
      told++;
    });
    try {
      assert.equal(watch.branch, "main");
      repository.git("checkout", "--quiet", "-b", "side");
      await eventually("the other branch", () => watch.branch === "side");
      repository.git("checkout", "--quiet", "main");
      await eventually("the first branch", () => watch.branch === "main");
      assert.equal(told, 2);
    } finally {
      watch.dispose();
    }
  });

  it("is found by a look when the repository is made later", () => {
    const root = tempFolder();
    const watch = new BranchWatch(root);
    assert.equal(watch.branch, undefined);
    new GitRepository(root);
    watch.look();
    assert.equal(watch.branch, "main");
    watch.dispose();
  });
});
