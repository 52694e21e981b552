import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Group } from "../../../../src/core/groups/group";
import type { GatedJob } from "../../../../src/core/runner/job-runner";
import { becomes, eventually } from "../../../helpers/eventually";
import { statusesOf } from "../../../helpers/statuses";
import { removeTempFoldersAfterEach, tempFolder } from "../../../helpers/temp-folder";
import { Workplace } from "../../../helpers/workplace";

const untilGo = (name: string) => `echo ${name} >> out; while [ ! -e go-${name} ]; do sleep 0.02; done`;

describe("workers and a group", () => {
  let place: Workplace;
  removeTempFoldersAfterEach();
  beforeEach(() => {
    place = new Workplace(tempFolder());
  });
  afterEach(() => place.close());

  /** Sessions by name: what each runs, and what it depends on. */
  async function group(
    sessions: Readonly<Record<string, readonly [line: string, ...after: string[]]>>,
  ): Promise<string> {
    const { id } = await place.state.groups.create({ name: "agents" });
    const ids = new Map<string, string>();
    for (const [name, [command, ...after]] of Object.entries(sessions)) {
      const dependsOn = after.map((other) => ids.get(other) ?? "");
      const session = await place.state.groups.addSession(id, { name, run: { kind: "shell", command }, dependsOn });
      ids.set(name, session.id);
    }
    return id;
  }

  const sessionId = async (id: string, name: string) =>
    (await place.state.groups.find(id)).sessions.find((session) => session.name === name)?.id ?? "";
  const go = (name: string) => writeFileSync(join(place.folder, `go-${name}`), "");

  async function byHand(id: string, edit: (group: Group) => Group): Promise<void> {
    const path = join(place.folder, ".lockstep", "groups", `${id}.json`);
    writeFileSync(path, JSON.stringify(edit(await place.state.groups.find(id))));
  }

  const groupIs = (id: string, statuses: string) =>
    becomes(statuses, async () => statusesOf(await place.state.groups.find(id)));

  it("run sessions beside each other, but no more than are allowed, each once", async () => {
    const id = await group({ a: [untilGo("a")], b: [untilGo("b")], c: [untilGo("c")], d: [untilGo("d")] });
    place.work();
    place.work();
    await place.state.groupControl.start(id);
    await groupIs(id, "running: running running running pending");
    await eventually("all three run", () => place.linesOf("out").length === 3);
    go("b");
    await groupIs(id, "running: running completed running running");
    for (const name of ["a", "c", "d"]) {
      go(name);
    }
    await groupIs(id, "completed: completed completed completed completed");
    assert.deepEqual([...place.linesOf("out")].sort(), ["a", "b", "c", "d"]);
    assert.ok((await place.state.groups.find(id)).completedAt);
  });

  it("never start a session again that runs while another one ends", async () => {
    const id = await group({ a: [untilGo("a")], b: ["echo b >> out"], c: ["echo c >> out"] });
    place.work();
    await place.state.groupControl.start(id);
    await groupIs(id, "running: running completed completed");
    go("a");
    await groupIs(id, "completed: completed completed completed");
    assert.deepEqual([...place.linesOf("out")].sort(), ["a", "b", "c"]);
  });

  it("wait for what a session depends on, and skip all that depends on a failure", async () => {
    const id = await group({ a: ["true"], b: ["exit 1", "a"], c: ["echo c >> out", "b"], d: ["echo d >> out", "c"] });
    place.work();
    await place.state.groupControl.start(id);
    await groupIs(id, "failed: completed failed skipped skipped");
    const { sessions } = await place.state.groups.find(id);
    assert.deepEqual(
      sessions.map(({ error }) => error),
      [
        undefined,
        "It ended with exit code 1.",
        "It waits for “b”, which did not complete.",
        "It waits for “c”, which did not complete.",
      ],
    );
    assert.deepEqual(place.linesOf("out"), []);
  });

  it("do not report a group as completed in which a session waits for one that is not there", async () => {
    const id = await group({ a: ["true"], b: ["echo b >> out", "a"] });
    await byHand(id, (stored) => ({
      ...stored,
      sessions: stored.sessions.map((one) => (one.name === "b" ? { ...one, dependsOn: ["nobody"] } : one)),
    }));
    place.work();
    await place.state.groupControl.start(id);
    await groupIs(id, "failed: completed skipped");
  });

  it("pause the group after too many failures, and again after as many more", async () => {
    const id = await group({ a: ["false"], b: ["false"], c: ["false"], d: ["false"], e: ["true"] });
    await byHand(id, (stored) => ({ ...stored, config: { ...stored.config, maxConcurrent: 1 } }));
    place.work();
    await place.state.groupControl.start(id);
    await groupIs(id, "paused: failed failed pending pending pending");
    await place.state.groupControl.resume(id);
    await groupIs(id, "paused: failed failed failed failed pending");
    await place.state.groupControl.resume(id);
    await groupIs(id, "failed: failed failed failed failed completed");
  });

  it("stop all that runs, whoever runs it", async () => {
    const id = await group({ a: ["sleep 60"], b: ["sleep 60"], c: ["echo c >> out", "a"] });
    place.work();
    await place.state.groupControl.start(id);
    await groupIs(id, "running: running running pending");
    await place.state.groupControl.stop(id);
    await groupIs(id, "failed: interrupted interrupted skipped");
    assert.equal(await place.state.groupControl.retry(id), 3);
    await place.state.groupControl.cancel(id, await sessionId(id, "a"));
    await groupIs(id, "failed: skipped pending skipped");
  });

  it("go on elsewhere when a worker ends", async () => {
    const id = await group({ a: [untilGo("a")], b: ["echo b >> out"] });
    const worker = place.work();
    await place.state.groupControl.start(id);
    await groupIs(id, "running: running completed");
    await worker.end();
    await groupIs(id, "failed: interrupted completed");
    await place.state.groupControl.restart(id, await sessionId(id, "a"));
    go("a");
    place.work();
    await place.state.groupControl.start(id);
    await groupIs(id, "completed: completed completed");
  });

  it("start a session out of turn in a group that is not started", async () => {
    const id = await group({ a: ["echo a >> out"], b: ["echo b >> out", "a"] });
    place.work();
    await place.state.groupControl.startNow(id, await sessionId(id, "b"));
    await groupIs(id, "created: pending completed");
    assert.deepEqual(place.linesOf("out"), ["b"]);
  });

  it("write down the end of a session and claim the next one in one change", async () => {
    const id = await group({ a: ["true"], b: ["true", "a"], c: ["true", "b"] });
    const { counters } = place.container;
    const before = counters.writes;
    place.work();
    await place.state.groupControl.start(id);
    await groupIs(id, "completed: completed completed completed");
    assert.equal(
      counters.writes - before,
      5,
      "the start, the first claim, two that end one and begin the next, the last end",
    );
  });

  it("leave alone a session that nobody has allowed, and the others that run", async () => {
    let isAllowed = false;
    const isStrange = ({ run }: GatedJob) => run.kind === "shell" && run.command.includes("strange");
    const worker = place.work({ gate: { unapproved: async (jobs) => (isAllowed ? [] : jobs.filter(isStrange)) } });
    let asked = 0;
    worker.onDidNeedApproval(() => asked++);
    const id = await group({ a: [untilGo("a")], b: ["echo strange >> out"], c: ["echo c >> out"] });
    await place.state.groupControl.start(id);
    await groupIs(id, "running: running pending completed");
    await eventually("somebody is asked", () => asked > 0);
    isAllowed = true;
    worker.look();
    await groupIs(id, "running: running completed completed");
    go("a");
    await groupIs(id, "completed: completed completed completed");
    await eventually("nothing runs", () => !worker.isBusy);
    assert.deepEqual((await place.state.status()).leases, []);
  });
});
