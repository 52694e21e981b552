import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterEach, describe, it } from "mocha";
import { currentProcess, stateOfProcess } from "../../../../src/core/locking/process-identity";
import { ChildExecutor } from "../../../../src/core/runner/child-executor";
import type { Execution } from "../../../../src/core/runner/execution";
import { eventually } from "../../../helpers/eventually";
import { RecordedRun } from "../../../helpers/recorded-run";
import { runProcessesOf } from "../../../helpers/run-processes-of";
import { removeTempFoldersAfterEach, tempFolder } from "../../../helpers/temp-folder";
import { rejectsWith, throwsWith } from "../../../helpers/throws-with";

const executions: Execution[] = [];

function setUp() {
  const root = join(tempFolder(), ".lockstep");
  const fileOf = (runId: string) => join(root, "local", "runs", runId);
  const putNote = (runId: string, note: unknown) => {
    mkdirSync(dirname(fileOf(runId)), { recursive: true });
    writeFileSync(fileOf(runId), typeof note === "string" ? note : JSON.stringify(note));
  };
  return { root, runs: runProcessesOf(root), fileOf, putNote };
}

function start(line: string) {
  const run = new RecordedRun(new ChildExecutor(), line, { cwd: tempFolder() });
  executions.push(run.execution);
  const { process } = run.execution;
  assert.ok(process !== undefined);
  return { run, process };
}

const isGone = (pid: number) => stateOfProcess(pid, undefined) === "gone";

describe("what is known of the processes of runs", () => {
  afterEach(async () => {
    await Promise.all(executions.splice(0).map((execution) => execution.stop()));
  });
  removeTempFoldersAfterEach();

  it("is one file for each run, for its user's eyes, until the run is forgotten", () => {
    const { root, runs, fileOf } = setUp();
    runs.note("r1", { pid: 4711, start: "12" });
    assert.deepEqual(JSON.parse(readFileSync(fileOf("r1"), "utf8")), {
      pid: 4711,
      domain: currentProcess().domain,
      start: "12",
    });
    assert.equal(statSync(fileOf("r1")).mode & 0o777, 0o600);
    assert.ok(existsSync(join(root, ".gitignore")));
    assert.deepEqual(runs.noted(), ["r1"]);
    runs.forget("r1");
    runs.forget("r1");
    assert.deepEqual(runs.noted(), []);
  });

  it("makes nothing by being looked at", () => {
    const { root, runs } = setUp();
    assert.deepEqual(runs.noted(), []);
    runs.forget("r1");
    assert.ok(!existsSync(root));
  });

  it("finds a run of which nobody could take a note by its environment, and leaves what it started apart", async function () {
    if (process.platform !== "linux") {
      this.skip();
    }
    const { runs } = setUp();
    const runId = randomUUID();
    const env = { ...process.env, LOCKSTEP_RUN_ID: runId } as Record<string, string>;
    const line = "setsid sleep 100 & echo $!; sleep 100 & wait";
    const run = new RecordedRun(new ChildExecutor(), line, { cwd: tempFolder(), env });
    executions.push(run.execution);
    const apart = Number(await eventually("it has started all", () => run.lines[0]));
    const { pid } = run.execution.process ?? assert.fail();
    assert.equal(await runs.endLeftOver(randomUUID()), "none");
    assert.ok(!isGone(pid));
    assert.equal(await runs.endLeftOver(runId), "ended");
    assert.ok(isGone(pid));
    assert.ok(!isGone(apart), "a daemon is nobody's left-over");
    process.kill(apart);
  });

  it("ends what a run left running, and forgets the run", async () => {
    const { runs } = setUp();
    const { run, process } = start(
      "trap '' TERM; sh -c 'echo inner $$; exec sleep 100' & while :; do sleep 0.02; done",
    );
    const inner = await eventually("the inner process runs", () => /^inner (\d+)$/m.exec(run.output)?.[1]);
    runs.note("r1", process);
    assert.equal(await runs.endLeftOver("r1"), "ended");
    assert.deepEqual([isGone(process.pid), isGone(Number(inner))], [true, true]);
    assert.deepEqual(runs.noted(), []);
    assert.equal(await runs.endLeftOver("r1"), "none");
  });

  it("ends what the run's own process left behind when it ended", async () => {
    const { runs } = setUp();
    const { run, process } = start("sleep 100 & echo $!");
    runs.note("r1", process);
    await run.execution.ended;
    assert.ok(isGone(process.pid));
    assert.equal(await runs.endLeftOver("r1"), "ended");
    assert.ok(isGone(Number(run.lines[0])));
  });

  it("finds that all has ended by itself", async () => {
    const { runs } = setUp();
    const { run, process } = start("exit 0");
    runs.note("r1", process);
    await run.execution.ended;
    assert.equal(await runs.endLeftOver("r1"), "gone");
    assert.deepEqual(runs.noted(), []);
  });

  it("never ends another process that got the pid", async () => {
    const { runs } = setUp();
    const { process } = start("sleep 100");
    runs.note("r1", { pid: process.pid, start: "1" });
    assert.equal(await runs.endLeftOver("r1"), "gone");
    assert.equal(stateOfProcess(process.pid, process.start), "running");
  });

  it("never ends what it can't recognise: a pid alone, or one of another machine or container", async () => {
    const { root, runs } = setUp();
    const { process } = start("sleep 100");
    runs.note("alone", { pid: process.pid, start: undefined });
    assert.equal(await runs.endLeftOver("alone"), "unknown");
    runProcessesOf(root, { domain: "linux|elsewhere|1|pid:[1]" }).note("elsewhere", process);
    assert.equal(await runs.endLeftOver("elsewhere"), "unknown");
    assert.equal(stateOfProcess(process.pid, process.start), "running");
    assert.deepEqual(runs.noted().toSorted(), ["alone", "elsewhere"]);
  });

  it("knows that nothing outlives a restart of the machine", async () => {
    const { root, runs } = setUp();
    const { process } = start("sleep 100");
    const [platform, host, , pids] = currentProcess().domain.split("|");
    runProcessesOf(root, { domain: [platform, host, "earlier", pids].join("|") }).note("r1", process);
    assert.equal(await runs.endLeftOver("r1"), "gone");
    assert.equal(stateOfProcess(process.pid, process.start), "running");
  });

  it("takes nothing for a note that is none, and never signals every process there is", async () => {
    const { runs, putNote } = setUp();
    const { domain } = currentProcess();
    for (const note of ["", "{", "null", { pid: 1, start: "1", domain }, { pid: 0, domain }, { pid: -4, domain }]) {
      putNote("r1", note);
      assert.equal(await runs.endLeftOver("r1"), "none", JSON.stringify(note));
    }
  });

  it("goes nowhere else: neither by its id nor by a link", async () => {
    const { root, runs } = setUp();
    throwsWith("INVALID", () => runs.note("../../x", { pid: 4711, start: "1" }));
    await rejectsWith("INVALID", runs.endLeftOver("../x"));
    mkdirSync(join(root, "local"), { recursive: true });
    symlinkSync(tempFolder(), join(root, "local", "runs"));
    throwsWith("SYMLINK", () => runs.note("r1", { pid: 4711, start: "1" }));
    throwsWith("SYMLINK", () => runs.forget("r1"));
  });
});
