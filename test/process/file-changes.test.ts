import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "mocha";
import { createContainer } from "../../src/container";
import { Child, runTogether, useWorkers } from "../helpers/child";
import { GitRepository } from "../helpers/git-repository";
import { removeTempFoldersAfterEach, tempFolder } from "../helpers/temp-folder";

const range = (length: number) => Array.from({ length }, (_, index) => index);

describe("what runs changed", () => {
  useWorkers();
  removeTempFoldersAfterEach();

  const open = (files: string) =>
    createContainer({ writer: { kind: "cli", name: "test" } }).open({ root: join(files, ".lockstep"), files });

  it("is all there when 6 processes record 30 runs each, more than one document holds", async function () {
    this.timeout(120_000);
    const folder = tempFolder();
    const root = join(folder, ".lockstep");
    await runTogether(range(6).map((index) => Child.start("recordRuns", root, `p${index}`, 30, 60)));
    const runs = await open(folder).changes.recent(1000);
    const expected = range(6).flatMap((p) => range(30).map((i) => `p${p}-${i}`));
    assert.deepEqual(runs.map(({ id }) => id).sort(), expected.sort());
    assert.deepEqual([...new Set(runs.map(({ fileCount }) => fileCount))], [60]);
    assert.equal((await open(folder).changes.runsOf("src/f7.ts")).length, 180);
  });

  it("is merged when 5 processes record parts of the same run", async function () {
    this.timeout(60_000);
    const folder = tempFolder();
    const root = join(folder, ".lockstep");
    await runTogether(range(5).map((index) => Child.start("recordParts", root, "run", `p${index}`, 20)));
    const { files } = await open(folder).changes.filesOf("run");
    const expected = range(5).flatMap((p) => range(20).map((i) => `p${p}/${i}.ts`));
    assert.deepEqual(files.map(({ path }) => path).sort(), expected.sort());
  });

  it("is found by each of 4 processes that work in one repository, and what others did is shared", async function () {
    this.timeout(60_000);
    const { root: folder } = new GitRepository(tempFolder());
    writeFileSync(join(folder, "README.md"), "begun\n");
    const root = join(folder, ".lockstep");
    await runTogether(range(4).map((index) => Child.start("watchedRun", root, folder, `run${index}`, 4)));
    const { changes } = open(folder);
    for (const index of range(4)) {
      const { files } = await changes.filesOf(`run${index}`);
      const found = files.map(({ path, change, shared }) => [path, change, shared]);
      assert.deepEqual(
        found,
        range(4).map((other) => [`run${other}.txt`, "created", true]),
      );
    }
  });
});
