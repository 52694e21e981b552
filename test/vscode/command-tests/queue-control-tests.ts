import assert from "node:assert/strict";
import { eventually } from "../../helpers/eventually";
import { answering, asking, offeredLabels, offering } from "../answers";
import { findRow, lockstep, run, runOn, shows, state } from "../running-extension";
import { makeQueue, queueIs, queueStatuses } from "../runs";
import type { CommandTests } from "./command-tests";

type Tested = `lockstep.queue.${
  | "start"
  | "pause"
  | "resume"
  | "stop"
  | "retry"
  | "cancel"
  | "skip"
  | "restart"
  | "restartAtEnd"
  | "startNow"
  | "setDependencies"
  | "setPriority"
  | "setDelay"
  | "moveCommand"}`;

const pending = { status: "pending" } as const;
const failed = { status: "failed", exitCode: 2 } as const;
const completed = { status: "completed", exitCode: 0 } as const;

async function commands() {
  const [queue] = await (await state()).queues.list();
  return queue?.commands ?? [];
}

async function row(label: string) {
  return await findRow((await lockstep()).trees.queues, label);
}

export const queueControlTests: CommandTests<Tested> = {
  "lockstep.queue.start": [
    "starts one, offering only those that rest with something to run",
    async () => {
      await makeQueue([pending]);
      await (await state()).queues.create({ name: "Empty" });
      assert.deepEqual(await offeredLabels(() => run("lockstep.queue.start")), ["Build"]);
      await answering({ picks: ["Build"] }, () => run("lockstep.queue.start"));
      const queue = await (await state()).queues.find("Build");
      assert.equal(queue.status, "running");
      const [message] = await answering({}, () => run("lockstep.queue.start"));
      assert.match(message?.text ?? "", /No queue can be started now/);
    },
  ],
  "lockstep.queue.pause": [
    "pauses one that runs, in words and from its row",
    async () => {
      await makeQueue([pending], { status: "running" });
      await run("lockstep.queue.pause", { queue: "Build" });
      await queueIs("paused: pending");
      const [message] = await answering({}, () => run("lockstep.queue.pause"));
      assert.match(message?.text ?? "", /No queue is running/);
    },
  ],
  "lockstep.queue.resume": [
    "lets a paused one go on",
    async () => {
      await makeQueue([pending], { status: "paused" });
      await answering({ picks: ["Build"] }, () => run("lockstep.queue.resume"));
      await queueIs("running: pending");
    },
  ],
  "lockstep.queue.stop": [
    "skips what waits, of all queues that are selected and can be stopped",
    async () => {
      await makeQueue([completed, pending, pending], { status: "running" });
      await (await state()).queues.create({ name: "Idle" });
      const rows = [await row("Build"), await row("Idle")] as const;
      const messages = await answering({}, () => runOn("lockstep.queue.stop", rows[0], rows));
      assert.deepEqual(messages, []);
      const { status, commands } = await (await state()).queues.find("Build");
      assert.deepEqual([status, ...commands.map((one) => one.status)], ["stopped", "completed", "skipped", "skipped"]);
    },
  ],
  "lockstep.queue.retry": [
    "runs again what failed and what waited for it; a queue that is paused stays so and it is said",
    async () => {
      const queue = await makeQueue([completed, failed, pending], { status: "paused" });
      const [message] = await answering({}, () => run("lockstep.queue.retry", { queue: "Build" }));
      assert.match(message?.text ?? "", /“Build” is paused/);
      await queueIs("paused: completed pending pending");
      await (await state()).queues.delete(queue.id);
      await makeQueue([failed, { ...pending }], { status: "failed" });
      assert.equal(await run("lockstep.queue.retry", { queue: "Build" }), 1);
      assert.match(await queueStatuses(), /^running: (?!failed)/);
      const [none] = await answering({}, () => run("lockstep.queue.retry"));
      assert.match(none?.text ?? "", /Nothing failed in a queue/);
    },
  ],
  "lockstep.queue.cancel": [
    "takes one out that waits, with what waits for it; Undo brings all back",
    async () => {
      const { commands: made } = await makeQueue([pending, pending], { status: "running" });
      const [first, second] = made;
      await run("lockstep.queue.setDependencies", {
        queue: "Build",
        command: second?.id ?? "",
        after: [first?.id ?? ""],
      });
      await run("lockstep.queue.cancel", { queue: "Build", command: first?.id ?? "" });
      await queueIs("completed: skipped skipped");
      await answering({ buttons: ["Undo"] }, async () => {
        await run("lockstep.queue.restart", { queue: "Build", command: first?.id ?? "" });
        await run("lockstep.queue.restart", { queue: "Build", command: second?.id ?? "" });
        await run("lockstep.queue.cancel", { queue: "Build", command: first?.id ?? "" });
        await queueIs("completed: pending pending");
      });
    },
  ],
  "lockstep.queue.skip": [
    "skips all that are selected and wait, and Undo takes it back",
    async () => {
      await makeQueue([completed, pending, pending], { status: "running" });
      const rows = [await row("a"), await row("b"), await row("c")] as const;
      await runOn("lockstep.queue.skip", rows[1], rows);
      await queueIs("completed: completed skipped skipped");
      await makeQueueAgain();
      await answering({ buttons: ["Undo"] }, async () => {
        await answering({ picks: ["Build", "b"], buttons: ["Undo"] }, async () => {
          await run("lockstep.queue.skip");
          await queueIs("running: completed pending pending");
        });
      });
    },
  ],
  "lockstep.queue.restart": [
    "has one wait again in its place, and offers to start a queue that rests",
    async () => {
      await makeQueue([completed, failed, pending], { status: "failed" });
      assert.deepEqual(await offeredLabels(() => run("lockstep.queue.restart", { queue: "Build" })), ["a", "b"]);
      const [message] = await answering({}, async () => runOn("lockstep.queue.restart", await row("b")));
      assert.match(message?.text ?? "", /^Waiting to run: “b”/);
      assert.deepEqual(message?.buttons, ["Start Now", "Start Queue"]);
      await queueIs("failed: completed pending pending");
      await answering({ buttons: ["Start Queue"] }, async () => {
        await runOn("lockstep.queue.restart", await row("a"));
        await queueStarted();
      });
    },
  ],
  "lockstep.queue.restartAtEnd": [
    "adds a copy at the end, and leaves what has ended",
    async () => {
      await makeQueue([completed, pending], { status: "paused" });
      const [message] = await answering({}, async () => runOn("lockstep.queue.restartAtEnd", await row("a")));
      assert.deepEqual(message?.buttons, ["Start Now", "Resume Queue"]);
      await queueIs("paused: completed pending pending");
      assert.deepEqual(
        (await commands()).map(({ label }) => label),
        ["a", "b", "a"],
      );
    },
  ],
  "lockstep.queue.startNow": [
    "has one run out of turn, offering only what waits",
    async () => {
      await makeQueue([completed, pending, pending]);
      assert.deepEqual(await offeredLabels(() => run("lockstep.queue.startNow", { queue: "Build" })), ["b", "c"]);
      await answering({ picks: ["Build", "c"] }, () => run("lockstep.queue.startNow"));
      const [, second, third] = await commands();
      assert.equal(second?.status, "pending");
      assert.ok(third?.startNow === true || third?.status !== "pending");
    },
  ],
  "lockstep.queue.setDependencies": [
    "makes one wait for others; those that would wait for themselves are not offered",
    async () => {
      const { commands: made } = await makeQueue([pending, pending, pending]);
      const [a, b, c] = made;
      const words = (command = "") => ({ queue: "Build", command });
      await run("lockstep.queue.setDependencies", { ...words(b?.id), after: [a?.id ?? ""] });
      await run("lockstep.queue.setDependencies", { ...words(c?.id), after: [b?.id ?? ""] });
      const ofA = await offering(() => run("lockstep.queue.setDependencies", words(a?.id)));
      assert.deepEqual(ofA, []);
      const ofC = await offering(() => run("lockstep.queue.setDependencies", words(c?.id)));
      assert.deepEqual(
        ofC.map(({ label, picked }) => [label, picked]),
        [
          ["a", false],
          ["b", true],
        ],
      );
      await run("lockstep.queue.setDependencies", { ...words(c?.id), after: [] });
      assert.deepEqual(
        (await commands()).map(({ after }) => after),
        [undefined, [a?.id], []],
      );
    },
  ],
  "lockstep.queue.setPriority": [
    "gives all that are selected one, and takes it away with nothing",
    async () => {
      await makeQueue([pending, pending]);
      const rows = [await row("a"), await row("b")] as const;
      await answering({ texts: ["7"] }, () => runOn("lockstep.queue.setPriority", rows[0], rows));
      assert.deepEqual(
        (await commands()).map(({ priority }) => priority),
        [7, 7],
      );
      await answering({ texts: [""] }, async () => runOn("lockstep.queue.setPriority", await row("a")));
      assert.deepEqual(
        (await commands()).map(({ priority }) => priority),
        [undefined, 7],
      );
    },
  ],
  "lockstep.queue.setDelay": [
    "takes a time as people write it, refuses what is none, and takes it away with nothing",
    async () => {
      await makeQueue([pending]);
      const [asked] = await asking(async () => runOn("lockstep.queue.setDelay", await row("a")));
      assert.match(String(asked?.validateInput?.("soon")), /“soon” is no time that Lockstep understands/);
      assert.equal(asked?.validateInput?.("1h30m"), undefined);
      const soonest = Date.now() + 90 * 60_000;
      await answering({ texts: ["1h30m"] }, async () => runOn("lockstep.queue.setDelay", await row("a")));
      const [delayed] = await commands();
      const time = Date.parse(delayed?.notBefore ?? "");
      assert.ok(time >= soonest && time < soonest + 60_000, delayed?.notBefore);
      await run("lockstep.queue.setDelay", { queue: "Build", command: delayed?.id ?? "", notBefore: "" });
      assert.equal((await commands())[0]?.notBefore, undefined);
    },
  ],
  "lockstep.queue.moveCommand": [
    "moves all that are selected to the end of another queue",
    async () => {
      await makeQueue([completed, pending, pending]);
      await (await state()).queues.create({ name: "Ship" });
      const rows = [await row("c"), await row("a")] as const;
      assert.deepEqual(await offeredLabels(() => runOn("lockstep.queue.moveCommand", rows[0], rows)), ["Ship"]);
      await answering({ picks: ["Ship"] }, () => runOn("lockstep.queue.moveCommand", rows[0], rows));
      await shows((await lockstep()).trees.queues, "Build\n  b\nShip\n  c\n  a");
      await run("lockstep.queue.moveCommand", { queue: "Build", command: (await commands())[0]?.id ?? "", to: "Ship" });
      await shows((await lockstep()).trees.queues, "Build\nShip\n  c\n  a\n  b");
    },
  ],
};

async function makeQueueAgain(): Promise<void> {
  const { queues } = await state();
  for (const { id } of await queues.list()) {
    await queues.delete(id);
  }
  await makeQueue([completed, pending, pending], { status: "running" });
}

async function queueStarted(): Promise<void> {
  await eventually("it is started", async () => (await queueStatuses()).startsWith("running:"));
}
