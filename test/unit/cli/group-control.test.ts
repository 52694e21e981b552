import assert from "node:assert/strict";
import { describe, it } from "mocha";
import type { Group, Session } from "../../../src/core/groups/group";
import { byHand, session } from "../../helpers/by-hand";
import { statusesOf } from "../../helpers/statuses";
import { removeTempFoldersAfterEach } from "../../helpers/temp-folder";
import { Desk } from "./run-lockstep";

const document = (sessions: readonly object[]) => byHand("g", { name: "release", sessions });

describe("the verbs of a group that runs", () => {
  let desk: Desk;
  removeTempFoldersAfterEach();
  beforeEach(() => {
    desk = new Desk();
  });
  const statuses = async () => statusesOf(await desk.json<Group>("group", "show", "g"));

  it("start, pause, resume, stop and retry it", async () => {
    desk.write("groups/g.json", document([session("a"), session("b", { status: "failed" })]));
    assert.match(
      await desk.ok("group", "start", "release"),
      /^Started the group “release”\.\nNobody .*lockstep work release\n$/,
    );
    assert.equal(await desk.ok("group", "pause", "release"), "Paused the group “release”.\n");
    await desk.ok("group", "resume", "release");
    assert.equal(await statuses(), "running: pending failed");
    await desk.ok("group", "stop", "release");
    assert.equal(await statuses(), "failed: skipped failed");
    assert.match(
      await desk.ok("group", "retry", "g"),
      /^2 sessions .* wait for another try\.\nStart it: lockstep group start/,
    );
    await desk.refused(4, "group", "retry", "g");
    await desk.refused(4, "group", "resume", "g");
  });

  it("cancel, restart and start one session now", async () => {
    desk.write("groups/g.json", document([session("a"), session("b", { status: "completed" }), session("c")]));
    assert.equal(await desk.ok("group", "session", "cancel", "g", "a"), "Cancelled a “a” of the group “release”.\n");
    assert.equal((await desk.json<Session>("group", "session", "restart", "g", "b")).status, "pending");
    assert.equal((await desk.json<Session>("group", "session", "start-now", "g", "c")).startNow, true);
    assert.equal(await statuses(), "created: skipped pending pending");
    await desk.refused(4, "group", "session", "restart", "g", "b");
  });

  it("say how it runs, and change that", async () => {
    desk.write("groups/g.json", document([]));
    assert.match(
      await desk.ok("group", "config", "g"),
      /^max-concurrent +3\nerror-threshold +2\nrespect-dependencies +yes\n$/,
    );
    const budget = ["--budget", "2.5", "--budget-warning", "0.5", "--on-budget-exceeded", "stop"];
    const settings = ["--max-concurrent", "5", "--error-threshold", "1", "--no-respect-dependencies"];
    const { config } = await desk.json<Group>("group", "config", "g", ...settings, ...budget);
    assert.deepEqual(config, {
      maxConcurrent: 5,
      errorThreshold: 1,
      respectDependencies: false,
      budget: { maxUsd: 2.5, warningThreshold: 0.5, onExceeded: "stop" },
    });
    assert.match(await desk.ok("group", "config", "g"), /budget +2\.5 USD\n/);
    await desk.ok("group", "config", "g", "--budget", "0");
    assert.equal((await desk.json<Group>("group", "show", "g")).config.budget?.maxUsd, 0);
    await desk.ok("group", "config", "g", "--no-budget");
    assert.equal((await desk.json<Group>("group", "show", "g")).config.budget, undefined);
    assert.match(await desk.refused(2, "group", "config", "g", "--budget-warning", "0.5"), /how much/);
    await desk.refused(2, "group", "config", "g", "--max-concurrent", "0");
    await desk.refused(2, "group", "config", "g", "--max-concurrent", "many");
  });
});
