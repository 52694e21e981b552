import assert from "node:assert/strict";
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "mocha";
import { stateOfProcess } from "../../src/core/locking/process-identity";
import { Child, useWorkers } from "../helpers/child";
import { eventually } from "../helpers/eventually";
import { runProcessesOf } from "../helpers/run-processes-of";
import { removeTempFoldersAfterEach, tempFolder } from "../helpers/temp-folder";

/** A worker in another process that runs a line; resolves when the run has its process. */
async function startRun(root: string, runId: string, line: string) {
  const worker = await Child.atWork("run", root, runId, line);
  const pid = Number(await eventually("the run has a process", () => worker.acknowledged[0]));
  return { worker, pid };
}

const isGone = (pid: number) => stateOfProcess(pid, undefined) === "gone";

describe("the run of a worker that was killed", () => {
  useWorkers();
  removeTempFoldersAfterEach();

  it("runs on, until whoever takes over ends all of it", async () => {
    const top = tempFolder();
    const root = join(top, ".lockstep");
    const line = "trap '' TERM; (trap '' TERM; while :; do : > inner; sleep 0.05; done) & while :; do sleep 0.05; done";
    const { worker, pid } = await startRun(root, "r1", line);
    await eventually("the run is at work", () => existsSync(join(top, "inner")));
    await worker.killed();
    assert.equal(stateOfProcess(pid, undefined), "running");

    const runs = runProcessesOf(root);
    assert.deepEqual(runs.noted(), ["r1"]);
    assert.equal(await runs.endLeftOver("r1"), "ended");
    assert.ok(isGone(pid));
    assert.deepEqual(runs.noted(), []);
  });

  it("that ended meanwhile is found to have ended", async () => {
    const top = tempFolder();
    const root = join(top, ".lockstep");
    const { worker, pid } = await startRun(root, "r1", "while ! [ -e go ]; do sleep 0.02; done; : > went");
    await worker.killed();
    writeFileSync(join(top, "go"), "");
    await eventually("the run ends by itself", () => isGone(pid));
    assert.equal(await runProcessesOf(root).endLeftOver("r1"), "gone");
    assert.ok(existsSync(join(top, "went")));
  });

  it("is ended once, by as many as take over at the same time", async () => {
    const root = join(tempFolder(), ".lockstep");
    const { worker, pid } = await startRun(root, "r1", "exec sleep 100");
    await worker.killed();
    const results = await Promise.all([1, 2, 3].map(() => runProcessesOf(root).endLeftOver("r1")));
    assert.ok(results.includes("ended"), results.join());
    assert.ok(isGone(pid));
  });
});

describe("a worker", () => {
  useWorkers();
  removeTempFoldersAfterEach();

  it("is not kept alive by what a run left in the background", async () => {
    const root = join(tempFolder(), ".lockstep");
    const { worker, pid } = await startRun(root, "r1", "sleep 100 & echo done");
    await worker.done();
    assert.ok(isGone(pid));
    assert.equal(await runProcessesOf(root).endLeftOver("r1"), "ended");
  });
});
