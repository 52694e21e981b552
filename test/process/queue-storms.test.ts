import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { afterEach, beforeEach, describe, it } from "mocha";
import type { Queue } from "../../src/core/queues/queue";
import { Child, goTogether, runTogether, useWorkers } from "../helpers/child";
import { eventually } from "../helpers/eventually";
import { removeTempFoldersAfterEach, tempFolder } from "../helpers/temp-folder";
import { Workplace } from "../helpers/workplace";

const range = (length: number) => Array.from({ length }, (_, index) => index);

/** A lock of the kernel's, which the whole process tree of a command holds: whoever does not get it runs beside another. */
const alone = "exec 9>>alone; flock --nonblock 9 || echo beside $LOCKSTEP_RUN_ID >> out";
const slow = `${alone}; echo begin $LOCKSTEP_RUN_ID >> out; sleep 0.02; echo end $LOCKSTEP_RUN_ID >> out`;

describe("queues whose workers and users don't wait for each other", () => {
  let place: Workplace;
  useWorkers();
  removeTempFoldersAfterEach();
  beforeEach(() => {
    place = new Workplace(tempFolder());
  });
  afterEach(() => place.close());

  const start = (job: string, ...args: readonly (string | number)[]) => Child.start(job, place.state.root, ...args);
  const worker = () => Child.atWork("works", place.state.root);
  const over = (id: string) => place.ended(id, 60_000);

  const atRest = (id: string) =>
    eventually("nothing runs", async () => {
      const queue = await place.state.queues.find(id);
      return queue.commands.every(({ status }) => status !== "running") && queue;
    });

  /** The runs that said that they began, that they ended, that they were not alone. */
  const runs = (what: "begin" | "end" | "beside") =>
    place.linesOf("out").flatMap((line) => (line.startsWith(`${what} `) ? [line.slice(what.length + 1)] : []));

  function assertConsistent({ commands }: Queue): void {
    const [begun, ended] = [runs("begin"), runs("end")];
    assert.deepEqual(runs("beside"), [], "no two at the same time");
    assert.equal(new Set(begun).size, begun.length, "no run twice");
    assert.ok(!place.linesOf("out").includes("failed"), "nothing fails because of what people want");
    for (const { status, runId = "", error } of commands) {
      assert.ok(["pending", "completed", "interrupted", "skipped"].includes(status), status);
      assert.ok(status !== "completed" || ended.includes(runId), "what is completed ran to its end");
      assert.ok(status !== "interrupted" || error === "It was stopped.", error);
    }
  }

  it("run one command at a time, and each run once, in a storm of pauses, stops and restarts", async function () {
    this.timeout(90_000);
    if (spawnSync("sh", ["-c", "command -v flock"]).status !== 0) {
      this.skip();
    }
    const { id } = await place.queue(...range(8).map(() => slow));
    await place.state.queues.configure(id, { onFail: "echo failed >> out" });
    await Promise.all(range(3).map(worker));
    const storms = range(3).map(() => start("storms", id, 4_000));
    await runTogether(storms);

    await place.state.queueControl.stop(id).catch(() => {}); // it may have ended already
    const stopped = await atRest(id);
    assertConsistent(stopped);
    const verbs = storms.flatMap(({ acknowledged }) => acknowledged);
    const ended = new Set(runs("end"));
    const cut = runs("begin").filter((runId) => !ended.has(runId));
    const ends = verbs.filter((verb) => verb === "stop" || verb === "cancel");
    assert.ok(cut.length <= ends.length + 1, `${cut.length} were cut off by ${ends.length} stops`);
    assert.ok(ended.size > 5 && cut.length > 0, `${ended.size} ran to their end, ${cut.length} did not: no storm`);

    for (const command of stopped.commands.filter(({ status }) => status !== "pending")) {
      await place.state.queueControl.restart(id, command.id, { append: false });
    }
    await place.state.queueControl.start(id);
    const queue = await over(id);
    assertConsistent(queue);
    assert.deepEqual([...new Set(queue.commands.map(({ status }) => status))], ["completed"]);
  });

  it("run what the document says of a command that is edited until the moment it runs", async function () {
    this.timeout(90_000);
    const labels = range(60).map((nth) => `c${nth}`);
    const { id } = await place.queue(...labels.map((label) => `echo ${label} 0 >> out`));
    for (const [nth, { id: commandId }] of (await place.state.queues.find(id)).commands.entries()) {
      await place.state.queues.updateCommand(id, commandId, { label: labels[nth] });
    }
    await Promise.all(range(2).map(worker));
    const editors = range(2).map((nth) => start("edits", id, nth, 2));
    await goTogether(editors);
    await place.state.queueControl.start(id);
    const { commands } = await over(id);
    await Promise.all(editors.map((editor) => editor.done()));
    const edits = editors.flatMap(({ acknowledged }) => acknowledged);
    const accepted = labels.map(
      (label) =>
        edits.findLast((edit) => edit.startsWith(`pending ${label} `))?.slice("pending ".length) ?? `${label} 0`,
    );
    assert.deepEqual(place.linesOf("out"), accepted);
    assert.ok(
      accepted.some((text) => !text.endsWith(" 0")),
      "some were edited in time",
    );
    assert.ok(commands.every(({ status }) => status === "completed"));
  });

  it("say that a command is interrupted whose worker died between its claim and its start, and don't run it", async function () {
    this.timeout(30_000);
    const { id } = await place.queue("echo a >> out", "echo b >> out");
    const claimer = start("claims");
    await claimer.ready();
    await place.state.queueControl.start(id);
    claimer.go();
    await assert.rejects(claimer.done());
    assert.equal(await place.statuses(id), "running: running pending");
    await worker();
    await place.queueIs(id, "paused: interrupted pending");
    await place.state.queueControl.resume(id);
    await over(id);
    assert.equal(await place.statuses(id), "failed: interrupted completed");
    assert.deepEqual(place.linesOf("out"), ["b"]);
  });
});
