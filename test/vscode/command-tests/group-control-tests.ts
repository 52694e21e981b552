import assert from "node:assert/strict";
import { answering, offeredLabels } from "../answers";
import { findRow, lockstep, run, runOn, state } from "../running-extension";
import { groupIs, groupStatuses, makeGroup } from "../runs";
import type { CommandTests } from "./command-tests";

type Tested = `lockstep.group.${"start" | "pause" | "resume" | "stop" | "retry" | "cancel" | "restart" | "startNow"}`;

const pending = { status: "pending" } as const;
const failed = { status: "failed", exitCode: 2 } as const;
const completed = { status: "completed", exitCode: 0 } as const;

async function row(label: string) {
  return await findRow((await lockstep()).trees.groups, label);
}

export const groupControlTests: CommandTests<Tested> = {
  "lockstep.group.start": [
    "starts one, offering only those that rest with something to run",
    async () => {
      await makeGroup([pending]);
      await (await state()).groups.create({ name: "Empty" });
      assert.deepEqual(await offeredLabels(() => run("lockstep.group.start")), ["Night"]);
      await answering({ picks: ["Night"] }, () => run("lockstep.group.start"));
      assert.notEqual((await (await state()).groups.find("Night")).status, "created");
    },
  ],
  "lockstep.group.pause": [
    "starts no more sessions",
    async () => {
      await makeGroup([failed, { ...pending, dependsOn: [] }], { status: "running", config: held() });
      await run("lockstep.group.pause", { group: "Night" });
      assert.match(await groupStatuses(), /^(paused|failed|completed):/);
      const [message] = await answering({}, () => run("lockstep.group.pause"));
      assert.match(message?.text ?? "", /No group is running/);
    },
  ],
  "lockstep.group.resume": [
    "lets a paused one go on",
    async () => {
      await makeGroup([pending], { status: "paused" });
      await answering({ picks: ["Night"] }, () => run("lockstep.group.resume"));
      assert.doesNotMatch(await groupStatuses(), /^paused/);
    },
  ],
  "lockstep.group.stop": [
    "skips what waits, of all groups that are selected and can be stopped",
    async () => {
      await makeGroup([completed, pending], { status: "paused" });
      await (await state()).groups.create({ name: "Idle" });
      const rows = [await row("Night"), await row("Idle")] as const;
      assert.deepEqual(await answering({}, () => runOn("lockstep.group.stop", rows[0], rows)), []);
      const { sessions } = await (await state()).groups.find("Night");
      assert.deepEqual(
        sessions.map(({ status }) => status),
        ["completed", "skipped"],
      );
    },
  ],
  "lockstep.group.retry": [
    "has what failed and was skipped wait again; a group that is paused stays so and it is said",
    async () => {
      await makeGroup([completed, failed, { status: "skipped" }], { status: "paused" });
      const [message] = await answering({}, async () => {
        assert.equal(await run("lockstep.group.retry", { group: "Night" }), 2);
      });
      assert.match(message?.text ?? "", /“Night” is paused/);
      await groupIs("paused: completed pending pending");
    },
  ],
  "lockstep.group.cancel": [
    "takes one out that waits, with what waits for it; Undo brings all back",
    async () => {
      const { sessions } = await makeGroup([pending, pending]);
      const [first] = sessions;
      await run("lockstep.group.setDependencies", { group: "Night", session: "b", dependsOn: [first?.id ?? ""] });
      await answering({ buttons: ["Undo"] }, async () => {
        await run("lockstep.group.cancel", { group: "Night", session: "a" });
        await groupIs("created: pending pending");
      });
      await answering({ picks: ["Night", "a"] }, () => run("lockstep.group.cancel"));
      await groupIs("created: skipped skipped");
      const [none] = await answering({}, () => run("lockstep.group.cancel"));
      assert.match(none?.text ?? "", /No session waits or runs/);
    },
  ],
  "lockstep.group.restart": [
    "has one wait again, and offers to start a group that rests",
    async () => {
      await makeGroup([completed, failed], { status: "failed" });
      assert.deepEqual(await offeredLabels(() => run("lockstep.group.restart", { group: "Night" })), ["a", "b"]);
      const [message] = await answering({}, async () => runOn("lockstep.group.restart", await row("b")));
      assert.deepEqual(message?.buttons, ["Start Now", "Start Group"]);
      await groupIs("failed: completed pending");
    },
  ],
  "lockstep.group.startNow": [
    "has one run whatever else runs, offering only what waits",
    async () => {
      await makeGroup([completed, pending]);
      assert.deepEqual(await offeredLabels(() => run("lockstep.group.startNow", { group: "Night" })), ["b"]);
      await run("lockstep.group.startNow", { group: "Night", session: "b" });
      const [, session] = (await (await state()).groups.find("Night")).sessions;
      assert.ok(session?.startNow === true || session?.status !== "pending");
    },
  ],
};

function held() {
  return { maxConcurrent: 1, respectDependencies: true, errorThreshold: 2 };
}
