import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { stateOfProcess } from "../../../../src/core/locking/process-identity";
import type { GatedJob } from "../../../../src/core/runner/job-runner";
import { eventually } from "../../../helpers/eventually";
import { removeTempFoldersAfterEach, tempFolder } from "../../../helpers/temp-folder";
import { rejectsWith } from "../../../helpers/throws-with";
import { Workplace } from "../../../helpers/workplace";

describe("a worker and a queue", () => {
  let place: Workplace;
  removeTempFoldersAfterEach();
  beforeEach(() => {
    place = new Workplace(tempFolder());
  });
  afterEach(() => place.close());

  const labelled = async (id: string, label: string) => {
    const command = (await place.state.queues.find(id)).commands.find((one) => one.label === label);
    assert.ok(command);
    return command;
  };

  it("run what was started before, one command after the other", async () => {
    const id = await place.started("echo a >> out", "echo b >> out", "echo c >> out");
    place.work();
    await place.queueIs(id, "completed: completed completed completed");
    assert.deepEqual(place.linesOf("out"), ["a", "b", "c"]);
    const [first] = (await place.state.queues.find(id)).commands;
    assert.equal(first?.exitCode, 0);
    assert.equal(first?.owner, undefined);
    assert.ok(first?.runId && first.startedAt && first.completedAt);
  });

  it("run what is started while it is there, and nothing unless it is started", async () => {
    const { id } = await place.queue("echo a >> out");
    const worker = place.work();
    await eventually("it is idle", () => !worker.isBusy);
    assert.equal(await place.statuses(id), "idle: pending");
    await place.state.queueControl.start(id);
    await place.queueIs(id, "completed: completed");
  });

  it("stop at the first failure, and go on when they are told to", async () => {
    const id = await place.started("exit 3", "echo b >> out");
    place.work();
    await place.queueIs(id, "failed: failed pending");
    const failed = await labelled(id, "exit 3");
    assert.deepEqual([failed.exitCode, failed.error], [3, "It ended with exit code 3."]);
    await place.state.queueControl.start(id);
    await place.queueIs(id, "failed: failed completed");
    await place.state.queues.updateCommand(id, failed.id, { run: { kind: "shell", command: "true" } });
    assert.equal(await place.state.queueControl.retry(id), 1);
    await place.state.queueControl.start(id);
    await place.queueIs(id, "completed: completed completed");
  });

  it("pause after the command that runs, and resume", async () => {
    const id = await place.started("while [ ! -e go ]; do sleep 0.02; done", "echo b >> out");
    place.work();
    await place.queueIs(id, "running: running pending");
    await place.state.queueControl.pause(id);
    await place.state.queues.addCommand(id, { run: { kind: "shell", command: "echo c >> out" } });
    await place.queueIs(id, "paused: running pending pending");
    writeFileSync(join(place.folder, "go"), "");
    await place.queueIs(id, "paused: completed pending pending");
    await place.state.queueControl.resume(id);
    await place.queueIs(id, "completed: completed completed completed");
    assert.deepEqual(place.linesOf("out"), ["b", "c"]);
  });

  it("stop what runs, all of its processes, and skip the rest: that is no failure", async () => {
    const id = await place.started("(sleep 60 & echo $! > child; wait); echo never >> out", "echo b >> out");
    place.work();
    const child = await eventually("its child runs", () => place.linesOf("child")[0]);
    await place.state.queueControl.stop(id);
    await place.queueIs(id, "stopped: interrupted skipped");
    assert.equal(stateOfProcess(Number(child), undefined), "gone");
    assert.deepEqual(place.linesOf("out"), []);
    const [first] = (await place.state.queues.find(id)).commands;
    assert.equal(first?.error, "It was stopped.");
  });

  it("cancel one command and go on with the next", async () => {
    const id = await place.started("sleep 60", "sleep 61", "echo c >> out");
    place.work();
    await place.queueIs(id, "running: running pending pending");
    await place.state.queueControl.cancel(id, (await labelled(id, "sleep 61")).id);
    await place.state.queueControl.cancel(id, (await labelled(id, "sleep 60")).id);
    await place.queueIs(id, "failed: interrupted skipped completed");
    assert.deepEqual(place.linesOf("out"), ["c"]);
  });

  it("start a command out of turn beside the one that runs, in a queue that is not started too", async () => {
    const { id } = await place.queue("while [ ! -e go ]; do sleep 0.02; done", "echo b >> out");
    place.work();
    await place.state.queueControl.startNow(id, (await labelled(id, "echo b >> out")).id);
    await place.queueIs(id, "idle: pending completed");
    await place.state.queues.addCommand(id, { run: { kind: "shell", command: "touch go" }, label: "go" });
    await place.state.queueControl.start(id);
    await place.queueIs(id, "running: running completed pending");
    await place.state.queueControl.startNow(id, (await labelled(id, "go")).id);
    await place.queueIs(id, "completed: completed completed completed");
  });

  it("wait for what a command comes after, and skip it when that fails", async () => {
    const { id } = await place.queue("false", "echo b >> out");
    const [first, second] = (await place.state.queues.find(id)).commands;
    assert.ok(first && second);
    const third = await place.state.queues.addCommand(id, {
      run: { kind: "shell", command: "echo c >> out" },
      after: [first.id],
    });
    await rejectsWith("PRECONDITION", place.state.queues.updateCommand(id, first.id, { after: [third.id] }));
    await rejectsWith("NOT_FOUND", place.state.queues.updateCommand(id, first.id, { after: ["nobody"] }));
    await place.state.queues.updateCommand(id, second.id, { priority: 5 });
    await place.state.queueControl.start(id);
    place.work();
    await place.queueIs(id, "failed: failed completed skipped");
    assert.deepEqual(place.linesOf("out"), ["b"]);
    const skipped = (await place.state.queues.find(id)).commands[2];
    assert.equal(skipped?.error, "It waits for “false”, which did not complete.");
  });

  it("do not start a command before its time, and do then", async () => {
    const { id } = await place.queue();
    const notBefore = new Date(Date.now() + 300).toISOString();
    await place.state.queues.addCommand(id, { run: { kind: "shell", command: "date +%s%N > out" }, notBefore });
    await place.state.queueControl.start(id);
    place.work();
    await place.queueIs(id, "completed: completed");
    assert.ok(Number(place.linesOf("out")[0]) / 1e6 >= Date.parse(notBefore));
  });

  it("start a command at its time beside one that runs out of turn", async () => {
    const { id } = await place.queue("while [ ! -e go ]; do sleep 0.02; done");
    const [first] = (await place.state.queues.find(id)).commands;
    const notBefore = new Date(Date.now() + 400).toISOString();
    await place.state.queues.addCommand(id, { run: { kind: "shell", command: "touch go" }, notBefore });
    place.work();
    await place.state.queueControl.startNow(id, first?.id ?? "");
    await place.state.queueControl.start(id);
    await place.queueIs(id, "completed: completed completed");
  });

  it("report what can't be started", async () => {
    const { id } = await place.queue();
    await place.state.queues.addCommand(id, { run: { kind: "shell", command: "true" }, cwd: "nowhere" });
    await place.state.queueControl.start(id);
    place.work();
    await place.queueIs(id, "failed: failed");
    const [command] = (await place.state.queues.find(id)).commands;
    assert.match(command?.error ?? "", /nowhere/);
  });

  it("leave it to another worker when one ends: interrupted, and the queue pauses or goes on as it is set", async () => {
    const id = await place.started("sleep 60", "echo b >> out");
    const worker = place.work();
    await place.queueIs(id, "running: running pending");
    await worker.end();
    assert.equal(await place.statuses(id), "paused: interrupted pending");
    place.work();
    await place.state.queueControl.resume(id);
    await place.queueIs(id, "failed: interrupted completed");
  });

  it("run nothing that may not run here", async () => {
    const id = await place.started("echo a >> out");
    let trusted = false;
    const needed: string[] = [];
    const worker = place.work({
      mayRun: () => trusted,
      gate: { unapproved: async (jobs) => (needed.length === 0 ? jobs : []) },
    });
    worker.onDidNeedApproval(({ name, jobs }) => needed.push(`${name}: ${jobs.length}`));
    await eventually("it is idle", () => !worker.isBusy);
    assert.equal(await place.statuses(id), "running: pending");
    trusted = true;
    worker.look();
    await eventually("it asks", () => needed.length > 0);
    assert.equal(await place.statuses(id), "running: pending");
    worker.look();
    await place.queueIs(id, "completed: completed");
    assert.deepEqual(needed, ["build: 1"]);
  });

  it("write down the end of a command and claim the next one in one change", async () => {
    const { id } = await place.queue("true", "true", "true");
    const { counters } = place.container;
    const before = counters.writes;
    place.work();
    await place.state.queueControl.start(id);
    await place.queueIs(id, "completed: completed completed completed");
    assert.equal(
      counters.writes - before,
      5,
      "the start, the first claim, two that end one and begin the next, the last end",
    );
  });

  it("leave alone what came into a queue that runs and nobody has allowed, until somebody does", async () => {
    let isAllowed = false;
    const asked: string[] = [];
    const isStrange = ({ run }: GatedJob) => run.kind === "shell" && run.command.includes("strange");
    const worker = place.work({ gate: { unapproved: async (jobs) => (isAllowed ? [] : jobs.filter(isStrange)) } });
    worker.onDidNeedApproval(({ jobs }) =>
      asked.push(...jobs.map(({ run }) => (run.kind === "shell" ? run.command : ""))),
    );
    const id = await place.started(
      "while [ ! -e go ]; do sleep 0.02; done",
      "while [ ! -e more ]; do sleep 0.02; done",
    );
    await place.queueIs(id, "running: running pending");
    await place.state.queueControl.startNow(id, (await place.state.queues.find(id)).commands[1]?.id ?? "");
    await place.queueIs(id, "running: running running");
    await place.state.queues.addCommand(id, { run: { kind: "shell", command: "echo strange >> out" } });
    writeFileSync(join(place.folder, "go"), "");
    await place.queueIs(id, "running: completed running pending");
    await eventually("somebody is asked", () => asked.length > 0);
    writeFileSync(join(place.folder, "more"), "");
    await place.queueIs(id, "running: completed completed pending");
    await eventually("nothing runs", () => !worker.isBusy);
    assert.deepEqual([place.linesOf("out"), [...new Set(asked)]], [[], ["echo strange >> out"]]);
    assert.deepEqual((await place.state.status()).leases, []);
    isAllowed = true;
    worker.look();
    await place.queueIs(id, "completed: completed completed completed");
  });

  it("run a queue where it is started, whoever else is there", async () => {
    const elsewhere = new Workplace(place.folder);
    const saying = (who: string) => ({ surroundings: { env: () => ({ ...process.env, WHO: who }) } });
    place.work(saying("here"));
    elsewhere.work(saying("elsewhere"));
    try {
      const { id } = await place.queue("echo $WHO >> out", "echo $WHO >> out");
      for (const _ of [1, 2, 3, 4, 5]) {
        await place.state.queueControl.start(id);
        await place.queueIs(id, "completed: completed completed");
        for (const command of (await place.state.queues.find(id)).commands) {
          await place.state.queueControl.restart(id, command.id, { append: false });
        }
      }
      assert.deepEqual(place.linesOf("out"), Array(10).fill("here"));
    } finally {
      await elsewhere.close();
    }
  });

  it("go on as before when what should start it is refused", async () => {
    const { id } = await place.queue();
    const worker = place.work();
    await rejectsWith("PRECONDITION", place.state.queueControl.start(id));
    await rejectsWith("NOT_FOUND", place.state.queueControl.start("nobody"));
    await eventually("it is idle", () => !worker.isBusy);
    await place.state.queues.addCommand(id, { run: { kind: "shell", command: "echo a >> out" } });
    await place.state.queueControl.start(id);
    await place.queueIs(id, "completed: completed");
  });
});
