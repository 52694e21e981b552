import assert from "node:assert/strict";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { GitRepository } from "../../helpers/git-repository";
import { answering } from "../answers";
import { lockstep, openAt, run, workspaceFolder } from "../running-extension";
import { bookmark, bookmarks, type CommandTests } from "./command-tests";

type Tested = "lockstep.bookmark.toggleGlobal" | "lockstep.bookmark.toggleBranch";

export const scopeTests: CommandTests<Tested> = {
  "lockstep.bookmark.toggleGlobal": [
    "sets a bookmark that lives outside of the workspace, and takes it away",
    async () => {
      const { folders } = await lockstep();
      await openAt("src/app.ts", 5);
      await run("lockstep.bookmark.toggleGlobal");
      const [bookmark] = (await folders.global?.state.bookmarks.list()) ?? [];
      assert.equal(`/${bookmark?.path}:${bookmark?.line}`, `${join(workspaceFolder(), "src/app.ts")}:5`);
      assert.deepEqual(await bookmarks(), []);
      await run("lockstep.bookmark.toggleGlobal");
      assert.deepEqual(await folders.global?.state.bookmarks.list(), []);
    },
  ],
  "lockstep.bookmark.toggleBranch": [
    "ties the selected bookmarks to the branch, and unties them when all are",
    async () => {
      const repository = new GitRepository(workspaceFolder());
      try {
        await bookmark("src/app.ts", 3, 5);
        const branches = async () => (await bookmarks()).map(({ branch }) => branch);
        await answering({}, () => run("lockstep.bookmark.toggleBranch", { lineNumber: 3 }));
        assert.deepEqual(await branches(), ["main", undefined]);
        await answering({}, () => run("lockstep.bookmark.toggleBranch", { lineNumber: 3 }));
        assert.deepEqual(await branches(), [undefined, undefined]);
      } finally {
        rmSync(join(repository.root, ".git"), { recursive: true, force: true });
      }
      const [told] = await answering({}, () => run("lockstep.bookmark.toggleBranch", { lineNumber: 3 }));
      assert.match(told?.text ?? "", /No git branch is checked out/);
    },
  ],
};
