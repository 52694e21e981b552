import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "mocha";
import { ignoredByGit } from "../../../../src/core/git/git-ignored";
import { sharedRules } from "../../../../src/core/storage/ignore-rules";
import { GitRepository } from "../../../helpers/git-repository";
import { removeTempFoldersAfterEach, tempFolder } from "../../../helpers/temp-folder";

/** A repository whose state folder is shared. */
function repositoryWith(rules: string): string {
  const { root } = new GitRepository(tempFolder());
  mkdirSync(join(root, ".lockstep"));
  writeFileSync(join(root, ".lockstep", ".gitignore"), sharedRules);
  writeFileSync(join(root, ".gitignore"), rules);
  return root;
}

describe("a shared state folder", () => {
  removeTempFoldersAfterEach();

  it("is told of when another rule of the repository hides it all the same", async () => {
    assert.equal(await ignoredByGit(repositoryWith("dist\n.lockstep\n")), ".gitignore:2:.lockstep");
    assert.equal(await ignoredByGit(repositoryWith(".*\n")), ".gitignore:1:.*");
  });

  it("is fine where no rule does, and where there is no repository", async () => {
    assert.equal(await ignoredByGit(repositoryWith("dist\n")), undefined);
    assert.equal(await ignoredByGit(tempFolder()), undefined);
  });
});
