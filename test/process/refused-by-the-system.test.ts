import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { chmodSync, copyFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "mocha";
import { removeTempFoldersAfterEach, tempFolder } from "../helpers/temp-folder";

const bundle = join(__dirname, "../../dist/cli.js");

/** Nobody: what root may read, this user may not. Without root we are somebody with limits already. */
const user = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};

interface Ended {
  readonly code: number | null;
  readonly stderr: string;
}

/** A workspace that everybody may write to, with a copy of the command that everybody may read. */
function setUp() {
  const folder = tempFolder();
  chmodSync(folder, 0o777);
  const workspace = join(folder, "workspace");
  mkdirSync(workspace);
  chmodSync(workspace, 0o777);
  const cli = join(folder, "cli.js");
  copyFileSync(bundle, cli);
  chmodSync(cli, 0o755);
  const run = (...args: readonly string[]): Ended => ended([process.execPath, cli, "--root", workspace, ...args]);
  /** Under a limit of the size of files, in units of 512 bytes. */
  const runLimited = (blocks: number, ...args: readonly string[]): Ended =>
    ended(["sh", "-c", `ulimit -f ${blocks}; exec "$@"`, "sh", process.execPath, cli, "--root", workspace, ...args]);
  const ended = ([command = "", ...words]: readonly string[]): Ended => {
    const { status, stderr } = spawnSync(command, words, { cwd: workspace, encoding: "utf8", ...user });
    return { code: status, stderr };
  };
  return { workspace, queues: join(workspace, ".lockstep", "queues"), run, runLimited };
}

function documentIn(queues: string): string {
  return join(queues, readdirSync(queues).find((name) => name.endsWith(".json")) ?? "");
}

describe("what the system refuses", function () {
  this.timeout(60_000);
  removeTempFoldersAfterEach();

  it("a document that this user may not read (EACCES) is an error, not a missing one, and stays as it is", () => {
    const { queues, run } = setUp();
    assert.equal(run("queue", "create", "Build").code, 0);
    const document = documentIn(queues);
    const before = readFileSync(document, "utf8");
    chmodSync(document, 0o000);
    for (const args of [
      ["queue", "list"],
      ["queue", "add", "Build", "--", "ls"],
    ]) {
      const { code, stderr } = run(...args);
      assert.equal(code, 1, stderr);
      assert.match(stderr, /queues\/[\w-]+\.json: permission denied\. Nothing was changed/);
      assert.doesNotMatch(stderr, /^\s+at /m);
    }
    chmodSync(document, 0o644);
    assert.equal(readFileSync(document, "utf8"), before);
    assert.deepEqual(
      readdirSync(queues),
      readdirSync(queues).filter((name) => name.endsWith(".json")),
    );
  });

  it("a folder in which this user may not write (EACCES) refuses the change and says so", () => {
    const { queues, run } = setUp();
    assert.equal(run("queue", "create", "Build").code, 0);
    chmodSync(queues, 0o555);
    const { code, stderr } = run("queue", "add", "Build", "--", "ls");
    chmodSync(queues, 0o777);
    assert.equal(code, 1, stderr);
    assert.match(stderr, /permission denied/);
    assert.equal(run("queue", "add", "Build", "--", "ls").code, 0);
  });

  it("a lock that this user may not read is waited for like any other, not robbed", () => {
    const { queues, run } = setUp();
    assert.equal(run("queue", "create", "Build").code, 0);
    const lock = `${documentIn(queues)}.lock`;
    writeFileSync(lock, "somebody's", { mode: 0o000 });
    const { code, stderr } = run("queue", "add", "Build", "--timeout", "1.2", "--", "ls");
    assert.equal(code, 5, stderr);
    assert.match(stderr, /queues\/[\w-]+\.json stayed locked\. Nothing was changed/);
    chmodSync(lock, 0o600);
    assert.equal(readFileSync(lock, "utf8"), "somebody's");
  });

  it("a disk that takes only a part of the new version leaves the old one, no temp and no lock", () => {
    const { queues, run, runLimited } = setUp();
    assert.equal(run("queue", "create", "Build").code, 0);
    const document = documentIn(queues);
    const long = "x".repeat(3_000);
    assert.equal(run("queue", "add", "Build", "--", `echo ${long}`).code, 0);
    const before = readFileSync(document, "utf8");
    const { code, stderr } = runLimited(8, "queue", "add", "Build", "--", `echo ${long}`);
    assert.equal(code, 1, stderr);
    assert.match(stderr, /larger than this disk or account allows\. Nothing was changed/);
    assert.equal(readFileSync(document, "utf8"), before);
    assert.deepEqual(
      readdirSync(queues).filter((name) => !/\.json(\.bak)?$/.test(name)),
      [],
    );
    assert.equal(run("queue", "add", "Build", "--", "ls").code, 0);
  });

  it("a file in place of the state folder is an error, and stays", () => {
    const { workspace, run } = setUp();
    writeFileSync(join(workspace, ".lockstep"), "mine");
    const { code, stderr } = run("queue", "create", "Build");
    assert.equal(code, 1, stderr);
    assert.match(stderr, /a file stands where a folder is expected/);
    assert.equal(readFileSync(join(workspace, ".lockstep"), "utf8"), "mine");
  });
});
