import assert from "node:assert/strict";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { eventually } from "../../helpers/eventually";
import { GitRepository } from "../../helpers/git-repository";
import { answering } from "../answers";
import { run, state, stateFile, workspaceFolder } from "../running-extension";
import type { CommandTests } from "./command-tests";

type Tested = "lockstep.state.share" | "lockstep.state.keepPrivate" | "lockstep.mergeDriver.install";

/** Makes the workspace folder a git repository while `work` runs. */
async function inRepository(work: (repository: GitRepository) => Promise<void>): Promise<void> {
  const repository = new GitRepository(workspaceFolder());
  try {
    repository.commit("Sample");
    await work(repository);
  } finally {
    rmSync(join(repository.root, ".git"), { recursive: true, force: true });
    rmSync(join(repository.root, ".gitattributes"), { force: true });
  }
}

export const sharingTests: CommandTests<Tested> = {
  "lockstep.state.share": [
    "lets git see the documents and nothing else, says what to commit, and installs the merge driver on a click",
    () =>
      inRepository(async (repository) => {
        await (await state()).bookmarks.add({ path: "src/app.ts", line: 1 });
        assert.deepEqual(repository.untracked(), []);
        const [told] = await answering({ buttons: ["Install Merge Driver"] }, async () => {
          await run("lockstep.state.share");
          await eventually("the driver", () => existsSync(join(repository.root, ".gitattributes")));
          await eventually("its configuration", () => /merge "lockstep"/.test(configurationOf(repository)));
          await eventually("its end", () => !existsSync(join(repository.root, ".gitattributes.lock")));
        });
        assert.match(told?.text ?? "", /Commit the folder \.lockstep/);
        assert.deepEqual(repository.untracked(), [
          ".gitattributes",
          ".lockstep/.gitignore",
          ".lockstep/bookmarks.json",
        ]);
      }),
  ],
  "lockstep.state.keepPrivate": [
    "hides everything from git again, and asks before it replaces what a person wrote",
    () =>
      inRepository(async (repository) => {
        await (await state()).bookmarks.add({ path: "src/app.ts", line: 1 });
        writeFileSync(stateFile(".gitignore"), "*\n!bookmarks.json\n");
        await answering({}, () => run("lockstep.state.keepPrivate"));
        assert.deepEqual(repository.untracked(), [".lockstep/bookmarks.json"]);
        await answering({ buttons: ["Replace"] }, () => run("lockstep.state.keepPrivate"));
        assert.deepEqual(repository.untracked(), []);
      }),
  ],
  "lockstep.mergeDriver.install": [
    "has git merge the state files with the command that comes with the extension",
    () =>
      inRepository(async (repository) => {
        const [told] = await answering({}, () => run("lockstep.mergeDriver.install"));
        assert.match(told?.text ?? "", /Commit \.gitattributes/);
        const driver = repository.git("config", "--get", "merge.lockstep.driver");
        assert.match(driver, /dist\/cli\.js.* merge-driver %O %A %B %P/);
      }),
  ],
};

function configurationOf({ root }: GitRepository): string {
  return readFileSync(join(root, ".git", "config"), "utf8");
}
