import assert from "node:assert/strict";
import { chmodSync, existsSync, readFileSync, rmSync, statSync, symlinkSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, it } from "mocha";
import { GitRepository } from "../../../helpers/git-repository";
import { removeTempFoldersAfterEach, tempFolder } from "../../../helpers/temp-folder";
import { WatchedFolder } from "../../../helpers/watched-folder";

const long = Array.from({ length: 30 }, (_, index) => `line ${index}\n`).join("");

describe("what changed in a repository", () => {
  removeTempFoldersAfterEach();

  let repository: GitRepository;
  let folder: WatchedFolder;

  beforeEach(() => {
    repository = new GitRepository(tempFolder());
    folder = new WatchedFolder(repository.root);
    folder.write("a.ts", long);
    folder.write("src/b.ts", "b\n");
    folder.write(".gitignore", "ignored/\n");
    repository.commit("first");
  });

  it("is nothing where nothing changed, whatever was changed before", async () => {
    folder.write("a.ts", "changed\n");
    folder.write("new.ts", "new\n");
    folder.remove("src/b.ts");
    repository.git("add", "new.ts");
    assert.deepEqual(await folder.during(() => {}), []);
  });

  it("is what was created, modified and deleted, with the lines as far as git knows them", async () => {
    const changes = await folder.during(() => {
      folder.write("a.ts", `${long}more\n`);
      folder.write("new/c.ts", "c\n");
      folder.remove("src/b.ts");
    });
    assert.deepEqual(changes, ["created new/c.ts", "deleted src/b.ts +0 -1", "modified a.ts +1 -0"]);
  });

  it("leaves out what git ignores and the state folder", async () => {
    const changes = await folder.during(() => {
      folder.write("ignored/out.js", "x");
      folder.write(".lockstep/bookmarks.json", "{}");
      folder.write("packages/one/.lockstep/bookmarks.json", "{}");
    });
    assert.deepEqual(changes, []);
  });

  it("is told of files that were changed before only when their content is another one", async () => {
    folder.write("a.ts", "mine\n");
    folder.write("src/b.ts", "mine\n");
    folder.write("untracked.ts", "mine\n");
    folder.write("other.ts", "mine\n");
    folder.write("gone.ts", "gone for good\n");
    const changes = await folder.during(() => {
      folder.write("a.ts", "mine\n");
      folder.write("src/b.ts", "ours\n"); // as long as before, and a moment later
      folder.write("untracked.ts", "ours\n");
      folder.remove("gone.ts");
    });
    assert.deepEqual(changes, ["deleted gone.ts", "modified src/b.ts", "modified untracked.ts"]);
  });

  it("sees through a file that only got another time", async () => {
    folder.write("image.png", "not\0text");
    repository.commit("image");
    folder.write("untracked.ts", "mine\n");
    const changes = await folder.during(() => {
      const later = new Date(Date.now() + 60_000);
      for (const path of ["untracked.ts", "a.ts", "image.png"]) {
        utimesSync(join(folder.root, path), later, later);
      }
    });
    assert.deepEqual(changes, []);
  });

  it("is a file that is no text, and one that may be run now", async function () {
    if (process.platform === "win32") {
      this.skip();
    }
    folder.write("image.png", "not\0text");
    repository.commit("image");
    const changes = await folder.during(() => {
      folder.write("image.png", "other\0bytes");
      chmodSync(join(folder.root, "a.ts"), 0o755);
    });
    assert.deepEqual(changes, ["modified a.ts +0 -0", "modified image.png"]);
  });

  it("is found among more files than are read before a run", async () => {
    for (let index = 0; index < 2100; index++) {
      folder.write(`many/${String(index).padStart(4, "0")}.ts`, `${index}\n`);
    }
    const changes = await folder.during(() => {
      folder.write("many/0001.ts", "longer than before\n");
      folder.write("many/2099.ts", "longer than before\n");
      folder.remove("many/2098.ts");
    });
    assert.deepEqual(changes, ["deleted many/2098.ts", "modified many/0001.ts", "modified many/2099.ts"]);
  });

  it("is what was reverted, too", async () => {
    folder.write("a.ts", "mine\n");
    folder.remove("src/b.ts");
    assert.deepEqual(await folder.during(() => repository.git("checkout", "--quiet", ".")), [
      "created src/b.ts",
      "modified a.ts",
    ]);
  });

  it("is what was committed, and what was committed without another change is not", async () => {
    folder.write("before.ts", "written before\n");
    const changes = await folder.during(() => {
      folder.write("a.ts", `${long}more\n`);
      repository.commit("second");
      folder.write("src/b.ts", "b\nc\n");
      repository.commit("third");
      folder.write("later.ts", "c\n");
    });
    assert.deepEqual(changes, ["created later.ts", "modified a.ts +1 -0", "modified src/b.ts +1 -0"]);
  });

  it("is nothing when only the branch or the index moved", async () => {
    folder.write("a.ts", "second\n");
    repository.commit("second");
    assert.deepEqual(await folder.during(() => repository.git("reset", "--quiet", "--soft", "HEAD^")), []);
    assert.deepEqual(await folder.during(() => repository.git("reset", "--quiet")), []);
    assert.deepEqual(await folder.during(() => repository.git("rm", "--quiet", "--cached", "src/b.ts")), []);
    assert.deepEqual(await folder.during(() => repository.git("checkout", "--quiet", "-b", "other")), []);
  });

  it("is what another branch has", async () => {
    repository.git("checkout", "--quiet", "-b", "other");
    folder.write("a.ts", `${long}more\n`);
    folder.write("other.ts", "other\n");
    repository.commit("other");
    assert.deepEqual(await folder.during(() => repository.git("checkout", "--quiet", "main")), [
      "deleted other.ts +0 -1",
      "modified a.ts +0 -1",
    ]);
  });

  it("tells what was renamed: by git, in the folder, and with a few changes", async () => {
    folder.write("same.ts", "the same\n");
    folder.write("untracked.ts", "not tracked\n");
    repository.git("add", "same.ts");
    repository.git("commit", "--quiet", "--message", "same");
    const changes = await folder.during(() => {
      repository.git("mv", "a.ts", "lib.ts");
      folder.write("lib.ts", `${long}more\n`);
      folder.move("same.ts", "elsewhere/same.ts");
      folder.move("untracked.ts", "still-not-tracked.ts");
    });
    assert.deepEqual(changes, [
      "renamed a.ts → lib.ts +1 -0",
      "renamed same.ts → elsewhere/same.ts",
      "renamed untracked.ts → still-not-tracked.ts",
    ]);
  });

  it("takes no empty file for another one's new name", async () => {
    folder.write("empty.ts", "");
    const changes = await folder.during(() => {
      folder.remove("empty.ts");
      folder.write("other.ts", "");
    });
    assert.deepEqual(changes, ["created other.ts", "deleted empty.ts"]);
  });

  it("knows every name a file can have", async function () {
    if (process.platform === "win32") {
      this.skip();
    }
    const names = [
      "with space.ts",
      'quo"ted.ts',
      "line\nend.ts",
      "tab\t.ts",
      "-option",
      ":(glob)**",
      "[ab].ts",
      "ä✓.ts",
    ];
    for (const name of names.slice(0, 4)) {
      folder.write(name, `${name}\n`);
    }
    repository.commit("odd");
    const changes = await folder.during(() => {
      for (const name of names) {
        folder.write(name, "changed\n");
      }
      folder.move("line\nend.ts", "line\nstart.ts");
    });
    const expected = [
      ...["with space.ts", 'quo"ted.ts', "tab\t.ts"].map((name) => `modified ${name} +1 -1`),
      ...[...names.slice(4), "line\nstart.ts"].map((name) => `created ${name}`),
      "deleted line\nend.ts +0 -2",
    ];
    assert.deepEqual(changes, expected.sort());
  });

  it("takes git's word for names that are not UTF-8", async function () {
    if (process.platform !== "linux") {
      this.skip();
    }
    const garbled = (name: string) => Buffer.concat([Buffer.from(`${folder.root}/${name}`), Buffer.from([0xe9])]);
    writeFileSync(garbled("old"), "old\n");
    repository.commit("odd");
    const changes = await folder.during(() => {
      writeFileSync(garbled("old"), "changed\n");
      writeFileSync(garbled("new"), "new\n");
    });
    assert.deepEqual(changes, ["created new\u{fffd}", "modified old\u{fffd} +1 -1"]);
  });

  it("is told by the paths of a folder within the repository, and only of what is in it", async () => {
    const changes = await folder.during(
      () => {
        folder.write("a.ts", "changed\n");
        folder.write("src/b.ts", "changed\n");
        folder.write("src/deep/c.ts", "c\n");
      },
      join(folder.root, "src"),
    );
    assert.deepEqual(changes, ["created deep/c.ts", "modified b.ts +1 -1"]);
  });

  it("is found in a repository without a commit", async () => {
    repository = new GitRepository(tempFolder());
    folder = new WatchedFolder(repository.root);
    folder.write("a.ts", "a\n");
    folder.write("b.ts", "b\n");
    const changes = await folder.during(() => {
      repository.commit("first");
      folder.write("a.ts", "changed\n");
      folder.write("c.ts", "c\n");
    });
    assert.deepEqual(changes, ["created c.ts", "modified a.ts"]);
  });

  it("is found in a folder that its repository ignores", async () => {
    folder.write("ignored/own.ts", "own\n");
    assert.deepEqual(
      await folder.during(() => folder.write("ignored/own.ts", "changed\n"), join(folder.root, "ignored")),
      ["modified own.ts"],
    );
  });

  it("is not what only comes to light, because the rules of what is ignored changed", async () => {
    folder.write("ignored/old.ts", "old\n");
    const past = () => statSync(join(folder.root, "ignored/old.ts")).ctimeMs;
    const written = past();
    while (Date.now() <= written) {
      // until the disk's clock has moved on
    }
    assert.deepEqual(await folder.during(() => folder.remove(".gitignore")), ["deleted .gitignore +0 -1"]);
  });

  it("counts a submodule with its commit, and a repository within as one", async () => {
    const library = new GitRepository(tempFolder());
    library.commit("first");
    repository.git("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", library.root, "lib/sub");
    repository.commit("submodule");
    const inside = (...args: readonly string[]) =>
      repository.git("-C", "lib/sub", "-c", "user.name=t", "-c", "user.email=t@t", ...args);
    const changes = await folder.during(() => {
      inside("commit", "--quiet", "--allow-empty", "--message", "inside");
      repository.git("clone", "--quiet", library.root, "vendor/tool");
    });
    assert.deepEqual(changes, ["created vendor/tool", "modified lib/sub +1 -1"]);
    assert.deepEqual(await folder.during(() => folder.write("vendor/tool/x", "x")), []);
  });

  it("says when git could not answer any more", async () => {
    folder.write("dirty.ts", "mine\n");
    const found = await folder.during(() => {
      rmSync(join(folder.root, ".git"), { recursive: true });
      folder.write("dirty.ts", "changed\n");
    });
    assert.deepEqual(found, ["modified dirty.ts", "incomplete"]);
  });

  it("does not follow a link out of the folder", async () => {
    const outside = join(tempFolder(), "outside.txt");
    writeFileSync(outside, "outside\n");
    symlinkSync(outside, join(folder.root, "link"));
    assert.deepEqual(await folder.during(() => writeFileSync(outside, "changed\n")), []);
  });

  it("leaves the index alone and runs nothing that the repository names", async () => {
    const trace = join(tempFolder(), "trace");
    repository.git("config", "core.fsmonitor", `touch ${trace}; false`);
    repository.git("config", "diff.external", `touch ${trace}`);
    repository.git("config", "diff.shown.textconv", `touch ${trace}; cat`);
    repository.git("config", "filter.Any thing.clean", `touch ${trace}; cat`);
    repository.git("config", "filter.Any thing.required", "true");
    repository.git("config", "filter.long.process", `touch ${trace}; false`);
    folder.write(".gitattributes", '*.ts filter="Any thing" diff=shown\n*.txt filter=long\n');
    folder.write(".git/info/attributes", "a.ts filter=long diff=shown\n");
    const later = new Date(Date.now() + 60_000);
    utimesSync(join(folder.root, "src/b.ts"), later, later);
    const index = readFileSync(join(folder.root, ".git/index"));
    rmSync(trace, { force: true });
    const changes = await folder.during(() => folder.write("a.ts", `${long}more\n`));
    assert.deepEqual(changes, ["modified a.ts +1 -0"]);
    assert.equal(existsSync(trace), false);
    assert.deepEqual(readFileSync(join(folder.root, ".git/index")), index);
    assert.equal(existsSync(join(folder.root, ".git/index.lock")), false);
  });

  it("is found without git where a filter's name can't be told to it", async () => {
    repository.git("config", "filter.a=b.clean", "cat");
    assert.deepEqual(await folder.during(() => folder.write("a.ts", "changed\n")), ["modified a.ts"]);
  });
});
