import assert from "node:assert/strict";
import { existsSync, realpathSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, it } from "mocha";
import { stateOfProcess } from "../../../../src/core/locking/process-identity";
import { ChildExecutor, type ChildExecutorOptions } from "../../../../src/core/runner/child-executor";
import type { Program, Work } from "../../../../src/core/runner/execution";
import { eventually } from "../../../helpers/eventually";
import { RecordedRun } from "../../../helpers/recorded-run";
import { removeTempFoldersAfterEach, tempFolder } from "../../../helpers/temp-folder";

const runs: RecordedRun[] = [];

function start(program: string | Program, work: Partial<Work> = {}, options: ChildExecutorOptions = {}): RecordedRun {
  const run = new RecordedRun(new ChildExecutor({ grace: 300, ...options }), program, { cwd: tempFolder(), ...work });
  runs.push(run);
  return run;
}

/** The pid that a run tells on the line that starts with `name`. */
function pidOf(run: RecordedRun, name: string): Promise<number> {
  return eventually(`${name} tells its pid`, () => {
    const line = run.lines.find((text) => text.startsWith(`${name} `));
    return line === undefined ? undefined : Number(line.slice(name.length + 1));
  });
}

const isGone = (pid: number) => stateOfProcess(pid, undefined) === "gone";

describe("a program that runs as a child process", () => {
  afterEach(async () => {
    await Promise.all(runs.splice(0).map(({ execution }) => execution.stop()));
  });
  removeTempFoldersAfterEach();

  it("is a line for a shell, in its folder, with its environment and no other", async () => {
    const cwd = tempFolder();
    const run = start('echo "$PWD $GREETING $HOME"; exit 3', { cwd, env: { GREETING: "hello" } });
    assert.deepEqual(await run.execution.ended, { exitCode: 3 });
    assert.equal(run.output, `${realpathSync(cwd)} hello \n`);
  });

  it("is a program with its arguments, which no shell sees", async () => {
    const script = "process.stdout.write(JSON.stringify(process.argv.slice(1)))";
    const args = ["-e", script, "a b", "$HOME", "'", ""];
    const run = start({ kind: "arguments", file: process.execPath, args });
    assert.deepEqual(await run.execution.ended, { exitCode: 0 });
    assert.deepEqual(JSON.parse(run.output), ["a b", "$HOME", "'", ""]);
  });

  it("as a line has one output, in the order in which it was written", async () => {
    const run = start("for i in 1 2 3 4 5 6 7 8 9; do echo out $i; echo err $i >&2; done");
    await run.execution.ended;
    assert.deepEqual(
      run.lines,
      [1, 2, 3, 4, 5, 6, 7, 8, 9].flatMap((i) => [`out ${i}`, `err ${i}`]),
    );
  });

  it("with arguments has two outputs, which are told apart", async () => {
    const run = start({ kind: "arguments", file: "/bin/sh", args: ["-c", "echo data; echo noise >&2"] });
    await run.execution.ended;
    assert.deepEqual([run.outputOf("stdout"), run.outputOf("stderr")], ["data\n", "noise\n"]);
  });

  it("runs in the shell that a window chose", async () => {
    const shell = { file: "/usr/bin/env", args: ["echo", "given:"] };
    const run = start("a line", {}, { shell });
    await run.execution.ended;
    assert.equal(run.output, "given: a line\n");
  });

  it("reads what it is given, and nothing where nothing is given", async () => {
    const given = start("cat; echo end", { input: "first\nsecond" });
    const none = start("cat; echo end");
    await Promise.all([given.execution.ended, none.execution.ended]);
    assert.equal(given.output, "first\nsecondend\n");
    assert.equal(none.output, "end\n");
  });

  it("may leave a long input unread", async () => {
    const run = start("exit 0", { input: "x".repeat(5_000_000) });
    assert.deepEqual(await run.execution.ended, { exitCode: 0 });
  });

  it("has all of its output read before it has ended", async () => {
    const run = start("head -c 3000000 /dev/zero | tr '\\0' x; echo; echo last");
    await run.execution.ended;
    assert.equal(run.output.length, 3_000_000 + "\nlast\n".length);
  });

  it("tells the signal that ended it", async () => {
    assert.deepEqual(await start("kill -KILL $$").execution.ended, { signal: "SIGKILL" });
  });

  it("can be recognised: its pid, and when it started", async () => {
    const run = start("echo self $$; sleep 100");
    const pid = await pidOf(run, "self");
    assert.equal(run.execution.process?.pid, pid);
    assert.equal(stateOfProcess(pid, run.execution.process?.start), "running");
  });

  it("that does not exist ends with a sentence that names it", async () => {
    const run = start({ kind: "arguments", file: "no-such-program", args: [] });
    const { error, ...rest } = await run.execution.ended;
    assert.match(error ?? "", /no program no-such-program.*PATH/);
    assert.deepEqual(rest, {});
    assert.equal(run.execution.process, undefined);
    await run.execution.stop();
  });

  it("is not blamed for a folder that does not exist", async () => {
    const cwd = join(tempFolder(), "gone");
    const { error } = await start("echo", { cwd }).execution.ended;
    assert.equal(error, `There is no folder ${cwd} to run it in.`);
  });

  it("that may not be run says so", async () => {
    const file = join(tempFolder(), "data.txt");
    writeFileSync(file, "no program");
    const { error } = await start({ kind: "arguments", file, args: [] }).execution.ended;
    assert.match(error ?? "", /permission denied/);
  });

  it("with what no system can start ends with an error, and never throws", async () => {
    for (const program of [
      { kind: "arguments", file: "a\0b", args: [] },
      { kind: "arguments", file: process.execPath, args: ["x".repeat(10_000_000)] },
    ] as const) {
      const { error } = await start(program).execution.ended;
      assert.ok(error !== undefined && error !== "", JSON.stringify(error));
    }
    assert.match((await start("echo", { cwd: "a\0b" }).execution.ended).error ?? "", /no folder/);
    assert.match((await start("echo", { env: { A: "b\0" } }).execution.ended).error ?? "", /can't be run/);
  });

  it("and leaves something in the background that keeps its output ends all the same, and that lives on", async () => {
    const run = start("sleep 100 & echo background $!; echo done");
    assert.deepEqual(await run.execution.ended, { exitCode: 0 });
    const background = await pidOf(run, "background");
    assert.equal(stateOfProcess(background, undefined), "running");
    await run.execution.stop();
    assert.ok(isGone(background));
  });

  it("ends although something in the background never stops writing; that is not heard any more", async () => {
    const flag = join(tempFolder(), "seen");
    const line = `(i=0; while :; do i=$((i+1)); echo tick; [ $i = 150 ] && : > ${flag}; sleep 0.01; done) & echo done`;
    const run = start(line);
    assert.deepEqual(await run.execution.ended, { exitCode: 0 });
    const heard = run.output;
    await eventually("it goes on, and nobody broke its pipe", () => existsSync(flag), 15_000);
    assert.equal(run.output, heard);
  });
});

describe("stopping a program that runs as a child process", () => {
  afterEach(async () => {
    await Promise.all(runs.splice(0).map(({ execution }) => execution.stop()));
  });
  removeTempFoldersAfterEach();

  it("asks first", async () => {
    const run = start("trap 'echo bye; exit 7' TERM; echo ready; while :; do sleep 0.02; done", {}, { grace: 10_000 });
    await eventually("it runs", () => run.lines.includes("ready"));
    await run.execution.stop();
    assert.deepEqual(await run.execution.ended, { exitCode: 7 });
    assert.ok(run.lines.includes("bye"));
  });

  it("ends what does not listen, after the grace", async () => {
    const run = start("trap '' TERM; echo ready; while :; do sleep 0.02; done");
    await eventually("it runs", () => run.lines.includes("ready"));
    await run.execution.stop();
    assert.deepEqual(await run.execution.ended, { signal: "SIGKILL" });
  });

  it("ends all that it started, also what does not listen and what its parent left behind", async () => {
    const stubborn = `sh -c 'trap "" TERM; echo stubborn $$; while :; do sleep 0.02; done' &`;
    const orphan = "(sh -c 'echo orphan $$; exec sleep 100' &)";
    const run = start(`${stubborn} ${orphan}; sleep 100`);
    const pids = [await pidOf(run, "stubborn"), await pidOf(run, "orphan")];
    await run.execution.stop();
    assert.deepEqual(pids.map(isGone), [true, true]);
    assert.deepEqual(await run.execution.ended, { signal: "SIGTERM" });
  });

  it("ends what made a process group of its own", async () => {
    const run = start("timeout 100 sh -c 'echo inner $$; trap \"\" TERM; while :; do sleep 0.02; done'; true");
    const pid = await pidOf(run, "inner");
    await run.execution.stop();
    assert.ok(isGone(pid));
  });

  it("wakes what stands still, so that it can end as it wants", async () => {
    const run = start(
      "trap 'echo bye; exit 7' TERM; echo ready; kill -STOP $$; sleep 0.02; exit 1",
      {},
      { grace: 9_000 },
    );
    const pid = run.execution.process?.pid ?? -1;
    await eventually("it stands still", () => stateOfProcess(pid, undefined) === "stopped");
    await run.execution.stop();
    assert.deepEqual(await run.execution.ended, { exitCode: 7 });
  });

  it("does nothing when it has ended by itself, and can be asked for twice", async () => {
    const run = start("exit 4");
    await run.execution.ended;
    await Promise.all([run.execution.stop(), run.execution.stop()]);
    assert.deepEqual(await run.execution.ended, { exitCode: 4 });
  });

  it("while it ends by itself resolves with its end", async () => {
    for (let i = 0; i < 20; i++) {
      const run = start("exit 0");
      await run.execution.stop();
      const { exitCode, signal } = await run.execution.ended;
      assert.ok(exitCode === 0 || signal === "SIGTERM", `${exitCode} ${signal}`);
    }
  });
});
