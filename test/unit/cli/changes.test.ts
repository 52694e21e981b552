import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "mocha";
import { createContainer } from "../../../src/container";
import type { WatchedChanges } from "../../../src/core/changes/change-recorder";
import type { RecordedRun } from "../../../src/core/changes/change-service";
import type { FileChange } from "../../../src/core/changes/run-changes";
import { removeTempFoldersAfterEach } from "../../helpers/temp-folder";
import { lockstep, workspace } from "./run-lockstep";

const at = (minute: number) => new Date(Date.UTC(2020, 0, 2, 3, minute)).toISOString();
const modified = (path: string, more: Partial<FileChange> = {}): FileChange => ({ path, change: "modified", ...more });

/** A workspace in which runs changed files, and the command run in it. */
async function setUp() {
  const cwd = workspace();
  const record = async (run: RecordedRun, minute: number, files: readonly FileChange[], incomplete = false) => {
    const container = createContainer({ writer: { kind: "cli", name: "test" } });
    const found: WatchedChanges = { startedAt: at(minute), endedAt: at(minute + 10), files, incomplete };
    await container.open({ root: join(cwd, ".lockstep"), files: cwd }).changes.record(run, found);
    await container.dispose();
  };
  const run = (...argv: readonly string[]) => lockstep({ cwd }, ...argv);
  const ok = async (...argv: readonly string[]) => {
    const { code, stdout, stderr } = await run(...argv);
    assert.deepEqual([code, stderr], [0, ""]);
    return stdout.replaceAll(/\d{4}-\d\d-\d\d \d\d:\d\d:\d\d/g, "TIME");
  };
  const json = async (...argv: readonly string[]) => JSON.parse(await ok("--json", "changes", ...argv));
  return { cwd, record, run, ok, json };
}

const one = { id: "11111111-aaaa", title: "npm run build", queue: "q", job: "c" };
const two = { id: "22222222-bbbb", title: "format \u001b[2J it" };

describe("lockstep changes", () => {
  removeTempFoldersAfterEach();

  it("tells which runs changed a file, also under the name that it had", async () => {
    const { json, ok, record } = await setUp();
    assert.equal(await ok("changes", "src/b.ts"), "No recorded run changed src/b.ts.\n");
    await record(one, 0, [modified("src/a.ts", { added: 3, removed: 1 })]);
    await record(two, 20, [{ path: "src/b.ts", change: "renamed", from: "src/a.ts" }, modified("src/c.ts")]);
    assert.equal(
      await ok("changes", "src/b.ts"),
      [
        "22222222  TIME  format \\u001b[2J it  renamed   src/a.ts → src/b.ts",
        "11111111  TIME  npm run build        modified  src/a.ts             +3 -1\n",
      ].join("\n"),
    );
    assert.match(await ok("changes", "src"), /^22222222 .* and 1 more file\n1{8}/);
    assert.match(await ok("changes", "."), /^22222222/);
    const [newest, oldest] = await json("src/b.ts");
    assert.deepEqual([newest.run.id, oldest.run], [two.id, { ...one, startedAt: at(0), endedAt: at(10) }]);
    assert.deepEqual(oldest.files, [{ path: "src/a.ts", change: "modified", added: 3, removed: 1, shared: false }]);
    assert.match(await ok("changes", "src", "--limit", "1"), /\nAnd 1 older run: see --limit\.\n$/);
    assert.equal((await json("src", "--limit", "1")).length, 1);
  });

  it("tells which files a run changed, and what is not known of them", async () => {
    const { json, ok, record, run } = await setUp();
    await record(one, 0, [modified("a.ts"), modified("line\nend.ts")], true);
    await record(two, 5, [modified("a.ts")]);
    assert.equal(
      await ok("changes", "--run", "1111"),
      [
        "npm run build  11111111-aaaa  TIME",
        "modified  a.ts          (shared)",
        "modified  line\\nend.ts",
        "Some of the folder could not be looked at: there may be more.\n",
      ].join("\n"),
    );
    const { files, incomplete } = await json("--run", one.id);
    assert.deepEqual([files.length, files[0].shared, incomplete], [2, true, true]);
    assert.equal((await run("changes", "--run", "nope")).code, 3);
  });

  it("says how many files are not kept", async () => {
    const { ok, record } = await setUp();
    await record(
      one,
      0,
      Array.from({ length: 2003 }, (_, index) => modified(`${index}.ts`)),
    );
    assert.match(await ok("changes", "--run", one.id), /\nAnd 3 more files, whose names are not kept\.\n$/);
    assert.match(await ok("changes"), /npm run build {2}2003 files\n$/);
  });

  it("tells the newest runs where nothing is asked for", async () => {
    const { json, ok, record } = await setUp();
    assert.equal(await ok("changes"), "No run has changed a file yet.\n");
    await record(one, 0, [modified("a.ts")]);
    await record(two, 20, [modified("a.ts"), modified("b.ts")]);
    assert.match(await ok("changes"), /^22222222 .* {2}2 files\n11111111 .* {2}1 file\n$/);
    assert.deepEqual(await json("--limit", "1"), [{ ...two, startedAt: at(20), endedAt: at(30), fileCount: 2 }]);
  });

  it("forgets old runs, and refuses what makes no sense", async () => {
    const { json, ok, record, run } = await setUp();
    await record(one, 0, [modified("a.ts")]);
    assert.equal(await ok("changes", "--forget-older-than", "36500d"), "Forgot what 0 runs changed.\n");
    assert.deepEqual(await json("--forget-older-than", "52w"), { forgotten: [one.id] });
    for (const argv of [
      ["a.ts", "--run", "x"],
      ["a.ts", "--forget-older-than", "3d"],
      ["--forget-older-than", "soon"],
      ["--limit", "0"],
      ["../outside.ts"],
    ]) {
      assert.equal((await run("changes", ...argv)).code, 2, argv.join(" "));
    }
  });

  it("keeps documents that the doctor knows", async () => {
    const { cwd, ok, record, run } = await setUp();
    await record(one, 0, [modified("a.ts")]);
    assert.equal(await ok("doctor"), "Looked at 1 document: all is well.\n");
    writeFileSync(join(cwd, ".lockstep", "local", "changes", "2020-01-1.json"), '{ "version": 1, "runs": 7 }');
    assert.equal((await run("doctor")).code, 6);
  });
});
