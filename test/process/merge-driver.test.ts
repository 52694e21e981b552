import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { before, beforeEach, describe, it } from "mocha";
import type { Bookmark } from "../../src/core/bookmarks/bookmark";
import type { Queue } from "../../src/core/queues/queue";
import { requireBundle, Workspace } from "../helpers/cli-process";
import { eventually } from "../helpers/eventually";
import { removeTempFoldersAfterEach, tempFolder } from "../helpers/temp-folder";
import { createTestContainer } from "../helpers/test-container";

const source = { "src/app.ts": Array.from({ length: 20 }, (_, index) => `line ${index + 1}\n`).join("") };
const shared = "*\n!.gitignore\n!bookmarks.json\n!groups/\n!groups/*.json\n!queues/\n!queues/*.json\n";
const driver = ["config", "--get", "merge.lockstep.driver"];

/** A workspace folder in a git repository of its own, with a configuration that no machine has a say in. */
class Repository extends Workspace {
  constructor(files: Readonly<Record<string, string>> = {}) {
    super(files);
    rmSync(join(this.root, ".git"), { recursive: true });
    this.git("init", "--quiet", "--initial-branch=main", ".");
    this.git("config", "user.name", "Test");
    this.git("config", "user.email", "test@example.invalid");
    this.git("config", "commit.gpgsign", "false");
  }

  tryGit(...args: readonly string[]) {
    const env = { ...process.env, GIT_CONFIG_GLOBAL: "/dev/null", GIT_CONFIG_NOSYSTEM: "1" };
    return spawnSync("git", args, { cwd: this.root, encoding: "utf8", env });
  }

  git(...args: readonly string[]): string {
    const { status, stdout, stderr } = this.tryGit(...args);
    assert.equal(status, 0, `git ${args.join(" ")}: ${stdout}${stderr}`);
    return stdout;
  }

  commit(message: string): void {
    this.git("add", "--all");
    this.git("commit", "--quiet", "--message", message);
  }

  /** What stands in the working tree, through the command, so that it must be a valid document. */
  bookmarks(): Promise<Bookmark[]> {
    return this.json<Bookmark[]>("bookmark", "list");
  }
}

/** `main` and `side` both start from one shared bookmark. */
async function sharedRepository(): Promise<Repository> {
  const repository = new Repository(source);
  await repository.ok("bookmark", "add", "src/app.ts:10", "--label", "Common");
  repository.write(".lockstep/.gitignore", shared);
  await repository.ok("merge-driver", "--install");
  repository.commit("Share the bookmarks");
  repository.git("branch", "side");
  return repository;
}

describe("lockstep merge-driver, called by git,", function () {
  this.timeout(120_000);
  before(requireBundle);
  removeTempFoldersAfterEach();

  it("merges two branches that both added bookmarks beside each other", async () => {
    const repository = await sharedRepository();
    await repository.ok("bookmark", "add", "src/app.ts:9", "--label", "Ours");
    repository.commit("Ours");
    repository.git("checkout", "--quiet", "side");
    await repository.ok("bookmark", "add", "src/app.ts:11", "--label", "Theirs");
    await repository.ok("bookmark", "add", "src/app.ts:8");
    repository.commit("Theirs");
    repository.git("checkout", "--quiet", "main");
    repository.git("merge", "--quiet", "--no-edit", "side");
    assert.deepEqual(
      (await repository.bookmarks()).map(({ line, label }) => [line, label]),
      [
        [8, undefined],
        [9, "Ours"],
        [10, "Common"],
        [11, "Theirs"],
      ],
    );
    assert.equal(repository.git("status", "--porcelain"), "");
    assert.match(await repository.ok("doctor"), /all is well/);
  });

  it("is what makes them merge: git alone can't", async () => {
    const repository = await sharedRepository();
    await repository.ok("merge-driver", "--uninstall");
    await repository.ok("bookmark", "add", "src/app.ts:9");
    repository.commit("Ours");
    repository.git("checkout", "--quiet", "side");
    await repository.ok("bookmark", "add", "src/app.ts:11");
    await repository.ok("bookmark", "add", "src/app.ts:8");
    repository.commit("Theirs");
    assert.notEqual(repository.tryGit("merge", "--no-edit", "main").status, 0);
  });

  it("merges a bookmark that both changed, a removed one, and a queue that both added to", async () => {
    const repository = await sharedRepository();
    const [common] = await repository.bookmarks();
    const gone = await repository.json<Bookmark>("bookmark", "add", "src/app.ts:2");
    const { id } = await repository.json<Queue>("queue", "create", "build");
    await repository.ok("queue", "add", "build", "--", "first");
    repository.commit("Before");
    repository.git("branch", "--force", "side");

    await repository.ok("bookmark", "edit", common?.id ?? "", "--label", "Ours");
    await repository.ok("bookmark", "remove", gone.id);
    await repository.ok("queue", "add", "build", "--", "ours");
    repository.commit("Ours");
    repository.git("checkout", "--quiet", "side");
    await repository.ok("bookmark", "edit", common?.id ?? "", "--note", "Theirs", "--line", "12");
    await repository.ok("queue", "add", "build", "--", "theirs");
    repository.commit("Theirs");
    repository.git("merge", "--quiet", "--no-edit", "main");

    assert.deepEqual(
      (await repository.bookmarks()).map(({ line, label, note }) => [line, label, note]),
      [[12, "Ours", "Theirs"]],
    );
    const { commands } = await repository.json<Queue>("queue", "show", id);
    assert.deepEqual(
      commands.map(({ run }) => run.kind === "shell" && run.command),
      ["first", "ours", "theirs"],
    );
  });

  it("leaves a conflict to the person, with ours in a valid document and theirs told", async () => {
    const repository = await sharedRepository();
    const [common] = await repository.bookmarks();
    const edit = (label: string) => repository.ok("bookmark", "edit", common?.id ?? "", "--label", label);
    await edit("Ours");
    await repository.ok("bookmark", "add", "src/app.ts:1");
    repository.commit("Ours");
    repository.git("checkout", "--quiet", "side");
    await edit("Theirs");
    await repository.ok("bookmark", "add", "src/app.ts:2");
    repository.commit("Theirs");
    repository.git("checkout", "--quiet", "main");
    const { status, stdout, stderr } = repository.tryGit("merge", "--no-edit", "side");
    assert.equal(status, 1);
    const conflict =
      /bookmarks\.json: both sides changed “label” of “src\/app\.ts:10”\. Kept: "Ours"\. Theirs: "Theirs"\./;
    assert.match(stdout + stderr, conflict);
    assert.equal(repository.git("status", "--porcelain"), "UU .lockstep/bookmarks.json\n");
    assert.deepEqual(
      (await repository.bookmarks()).map(({ line, label }) => [line, label]),
      [
        [1, undefined],
        [2, undefined],
        [10, "Ours"],
      ],
    );
  });

  it("merges a document that both branches added", async () => {
    const repository = await sharedRepository();
    const time = "2026-01-31T12:00:00.000Z";
    const queue = (command: string) =>
      JSON.stringify({
        version: 1,
        id: "q",
        name: "Q",
        commands: [{ id: command, run: { kind: "shell", command }, addedAt: time }],
        createdAt: time,
        updatedAt: time,
      });
    repository.write(".lockstep/queues/q.json", queue("ours"));
    repository.commit("Ours");
    repository.git("checkout", "--quiet", "side");
    repository.write(".lockstep/queues/q.json", queue("theirs"));
    repository.commit("Theirs");
    repository.git("merge", "--quiet", "--no-edit", "main");
    const { commands } = await repository.json<Queue>("queue", "show", "Q");
    assert.deepEqual(commands.map(({ id }) => id).sort(), ["ours", "theirs"]);
  });
});

describe("lockstep merge-driver", function () {
  this.timeout(60_000);
  let workspace: Workspace;
  const at = "2026-01-31T12:00:00.000Z";
  const text = (version: number, ...lines: readonly number[]) => {
    const times = { createdAt: at, updatedAt: at };
    const bookmarks = lines.map((line) => ({ id: `b${line}`, path: "a.ts", line, ...times }));
    return `${JSON.stringify({ version, bookmarks }, undefined, 2)}\n`;
  };
  before(requireBundle);
  beforeEach(() => {
    workspace = new Workspace({ base: text(1, 5), ours: text(1, 1, 5), theirs: text(1, 5, 9) });
  });
  removeTempFoldersAfterEach();

  it("writes the result into the second file and says nothing to people", async () => {
    assert.equal(await workspace.ok("merge-driver", "base", "ours", "theirs"), "");
    const { bookmarks } = JSON.parse(workspace.read("ours"));
    assert.deepEqual(
      bookmarks.map(({ line }: Bookmark) => line),
      [1, 5, 9],
    );
    assert.equal(workspace.read("theirs"), text(1, 5, 9));
    assert.ok(!existsSync(workspace.state));
    assert.deepEqual(await workspace.json("merge-driver", "base", "ours", "theirs", ".lockstep/bookmarks.json"), {
      document: ".lockstep/bookmarks.json",
      mergedBy: "record",
      conflicts: [],
    });
  });

  it("merges as text what is no valid document or a newer Lockstep's, with marks where it must (1)", async () => {
    workspace.write("theirs", "<<<<<<< torn\n");
    const torn = await workspace.run("merge-driver", "base", "ours", "theirs", ".lockstep/bookmarks.json");
    assert.equal(torn.code, 1);
    assert.match(
      torn.stderr,
      /^lockstep: \.lockstep\/bookmarks\.json: Their version is not a valid document: .* as text\.\n$/,
    );
    assert.match(workspace.read("ours"), /^<<<<<<< ours$/m);

    workspace.write("ours", text(1, 1, 5));
    workspace.write("theirs", text(2, 5));
    const newer = await workspace.run("--json", "merge-driver", "base", "ours", "theirs");
    assert.deepEqual([newer.code, JSON.parse(newer.stdout).mergedBy], [0, "text"]);
    assert.match(workspace.read("ours"), /^ {2}"version": 2,$/m);
  });

  it("refuses anything but a merge, an installation or its end (2)", async () => {
    for (const args of [[], ["base"], ["base", "ours", "theirs", "path", "more"], ["--install", "--uninstall"]]) {
      await workspace.refused(2, "merge-driver", ...args);
    }
    await workspace.refused(2, "merge-driver", "--install", "base", "ours", "theirs");
    await workspace.refused(1, "merge-driver", "base", "gone", "theirs");
    assert.equal(workspace.read("ours"), text(1, 1, 5));
  });

  it("installs itself once, and takes itself away without a trace", async () => {
    const repository = new Repository();
    for (const _time of [1, 2]) {
      assert.match(await repository.ok("merge-driver", "--install"), /^git merges the documents in /);
      assert.equal(repository.read(".gitattributes"), ".lockstep/**/*.json merge=lockstep\n");
      assert.equal(
        repository
          .git(...driver)
          .trim()
          .split("\n").length,
        1,
      );
    }
    for (const path of ["bookmarks.json", "queues/q.json", "groups/g.json"]) {
      assert.match(repository.git("check-attr", "merge", `.lockstep/${path}`), /: lockstep\n$/);
    }
    for (const _time of [1, 2]) {
      await repository.ok("merge-driver", "--uninstall");
      assert.ok(!existsSync(join(repository.root, ".gitattributes")));
      assert.doesNotMatch(repository.read(".git/config"), /lockstep/);
    }
  });

  it("leaves what else stands in .gitattributes as it is", async () => {
    for (const [before, during] of [
      ["*.png binary", "*.png binary\n.lockstep/**/*.json merge=lockstep\n"],
      ["*.png binary\r\n", "*.png binary\r\n.lockstep/**/*.json merge=lockstep\r\n"],
    ] as const) {
      const repository = new Repository({ ".gitattributes": before });
      await repository.ok("merge-driver", "--install");
      assert.equal(repository.read(".gitattributes"), during);
      await repository.ok("merge-driver", "--uninstall");
      assert.equal(repository.read(".gitattributes").trimEnd(), before.trimEnd());
    }
  });

  it("waits for whoever changes .gitattributes, and keeps what they wrote", async () => {
    const repository = new Repository({ ".gitattributes": "*.png binary\n" });
    const file = join(repository.root, ".gitattributes");
    const { fileLockService: locks } = createTestContainer({ root: repository.state });
    const installing = await locks.withLock(file, async () => {
      const process = repository.start("merge-driver", "--install").ended();
      await eventually("it waits", async () => (await locks.inspect(file)).some(({ waiting }) => waiting.length > 0));
      repository.write(".gitattributes", "*.png binary\n*.jpg binary\n");
      return { process };
    });
    assert.equal((await installing.process).code, 0);
    assert.deepEqual(await locks.inspect(file), []);
    const lines = "*.png binary\n*.jpg binary\n.lockstep/**/*.json merge=lockstep\n";
    assert.equal(repository.read(".gitattributes"), lines);
  });

  it("installs itself in no folder without a repository (4) and through no symbolic link (1)", async () => {
    assert.match(await workspace.refused(4, "merge-driver", "--install"), /is not in a git repository/);
    const repository = new Repository();
    const elsewhere = join(tempFolder(), "attributes");
    symlinkSync(elsewhere, join(repository.root, ".gitattributes"));
    assert.match(await repository.refused(1, "merge-driver", "--install"), /symbolic link/);
    assert.ok(!existsSync(elsewhere));
    assert.notEqual(repository.tryGit(...driver).status, 0);
  });
});
