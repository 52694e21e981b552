import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { GitCommand } from "../../../../src/core/git/git-command";
import { renamesInGit } from "../../../../src/core/git/git-renames";
import { removeTempFoldersAfterEach, tempFolder } from "../../../helpers/temp-folder";

describe("renames that git knows", () => {
  removeTempFoldersAfterEach();

  let folder: string;
  const git = (...args: readonly string[]) =>
    execFileSync("git", ["-c", "user.name=t", "-c", "user.email=t@t", ...args], { cwd: folder, stdio: "pipe" });
  const write = (path: string, text: string) => {
    mkdirSync(join(folder, path, ".."), { recursive: true });
    writeFileSync(join(folder, path), text);
  };
  const commit = (message: string) => {
    git("add", "-A");
    git("commit", "-qm", message);
  };
  const renamed = async (...missing: readonly string[]) => [
    ...(await renamesInGit(new GitCommand(folder), missing, async (path) => existsSync(join(folder, path)))),
  ];

  beforeEach(() => {
    folder = tempFolder();
    git("init", "-q", "-b", "main");
    write("src/a.ts", "one\ntwo\nthree\nfour\n");
    write("src/b.ts", "something\nelse\nentirely\nhere\n");
    commit("first");
  });

  it("are those of git mv, before they are committed", async () => {
    mkdirSync(join(folder, "lib"));
    git("mv", "src/a.ts", "lib/ä b.ts");
    assert.deepEqual(await renamed("src/a.ts"), [["src/a.ts", "lib/ä b.ts"]]);
  });

  it("are those of a folder within the repository, told by its own paths", async () => {
    git("mv", "src/a.ts", "src/c.ts");
    const found = await renamesInGit(new GitCommand(join(folder, "src")), ["a.ts"], async () => true);
    assert.deepEqual([...found], [["a.ts", "c.ts"]]);
  });

  it("are those of a branch that was checked out, and back", async () => {
    git("checkout", "-qb", "feature");
    git("mv", "src/a.ts", "src/c.ts");
    commit("renamed");
    assert.deepEqual(await renamed("src/a.ts"), [["src/a.ts", "src/c.ts"]]);
    git("checkout", "-q", "main");
    assert.deepEqual(await renamed("src/c.ts"), [["src/c.ts", "src/a.ts"]]);
  });

  it("are those of commits long ago, one after the other", async () => {
    for (const [from, to] of [
      ["src/a.ts", "src/c.ts"],
      ["src/c.ts", "src/d.ts"],
    ] as const) {
      git("mv", from, to);
      commit(to);
    }
    for (const text of ["1", "2", "3", "4"]) {
      write("src/b.ts", text);
      commit(text);
    }
    assert.deepEqual(await renamed("src/a.ts"), [["src/a.ts", "src/d.ts"]]);
  });

  it("are those of the file that is called so, whatever its name would mean as a pattern", async () => {
    write("src/[ab].ts", "of\nanother\nkind\nnow\n");
    commit("added");
    git("mv", "src/[ab].ts", "src/route.ts");
    commit("renamed");
    git("rm", "-q", "src/b.ts");
    commit("removed");
    for (const text of ["1", "2", "3", "4"]) {
      write("src/a.ts", text);
      commit(text);
    }
    assert.deepEqual(await renamed("src/[ab].ts"), [["src/[ab].ts", "src/route.ts"]]);
  });

  it("are none for a file that was deleted", async () => {
    git("rm", "-q", "src/a.ts");
    assert.deepEqual(await renamed("src/a.ts"), []);
  });

  it("are none where there is no repository", async () => {
    folder = tempFolder();
    renameSync(folder, `${folder}-moved`);
    assert.deepEqual(await renamed("src/a.ts"), []);
    renameSync(`${folder}-moved`, folder);
    assert.deepEqual(await renamed("src/a.ts"), []);
  });

  it("run nothing that the repository names", async () => {
    const trace = join(folder, "trace");
    git("mv", "src/a.ts", "src/c.ts");
    git("config", "core.fsmonitor", `touch ${trace}; false`);
    git("config", "diff.external", `touch ${trace}`);
    git("config", "log.showSignature", "true");
    git("config", "gpg.program", `touch ${trace}`);
    assert.deepEqual(await renamed("src/a.ts"), [["src/a.ts", "src/c.ts"]]);
    assert.equal(existsSync(trace), false);
  });
});
