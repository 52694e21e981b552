import assert from "node:assert/strict";
import { describe, it } from "mocha";
import type { Session } from "../../../src/core/groups/group";
import type { QueueCommand } from "../../../src/core/queues/queue";
import { byHand, session } from "../../helpers/by-hand";
import { removeTempFoldersAfterEach } from "../../helpers/temp-folder";
import { Desk, lockstep } from "./run-lockstep";

const kinds = [
  { noun: "queue", jobNoun: "command", untouched: "idle", add: ["queue", "add", "build", "--label"] },
  { noun: "group", jobNoun: "session", untouched: "created", add: ["group", "session", "add", "build"] },
] as const;

for (const { noun, jobNoun, untouched, add } of kinds) {
  describe(`lockstep ${noun} wait, log and follow`, () => {
    let desk: Desk;
    removeTempFoldersAfterEach();
    beforeEach(async () => {
      desk = new Desk();
      await desk.ok(noun, "create", "build");
    });
    const added = (name: string, line: string) => desk.json<QueueCommand | Session>(...add, name, "--", line);
    const work = async () => {
      await desk.ok(noun, "start", "build");
      await lockstep({ cwd: desk.cwd }, "work", "--exit-when-done");
    };

    it(`wait until a ${noun} or a ${jobNoun} is over, and say how it went`, async () => {
      const good = await added("Good", "true");
      const bad = await added("Bad", "exit 3");
      const wait = (...argv: readonly string[]) => lockstep({ cwd: desk.cwd }, noun, "wait", "build", ...argv);
      const waiting = [wait(), wait(good.id), wait(bad.id)];
      await work();
      const ended = await Promise.all(waiting);
      assert.deepEqual(
        ended.map(({ code }) => code),
        [1, 0, 1],
      );
      assert.equal(ended[0]?.stdout, `the ${noun} “build”: failed, 2 ${jobNoun}s, 1 done, 1 failed\n`);
      assert.match(ended[2]?.stdout ?? "", /^\w{8} {2}failed {2}Bad {2}.*exit 3/);
      assert.deepEqual([(await wait()).code, (await wait(good.id)).code], [1, 0]);
    });

    it("wait and tell programs the whole document", async () => {
      const { id } = await added("Good", "true");
      await work();
      const all = await desk.json<{ name: string; progress: object }>(noun, "wait", "build");
      assert.deepEqual(all, await desk.json(noun, "show", "build"));
      const one = await desk.json<QueueCommand | Session>(noun, "wait", "build", id);
      assert.deepEqual([one.id, one.status, one.exitCode], [id, "completed", 0]);
    });

    it("wait no longer than they are told to (5), or until they are cancelled (130)", async () => {
      await added("Good", "true");
      const { code, stdout } = await lockstep({ cwd: desk.cwd }, noun, "wait", "build", "--timeout", "0.05");
      assert.deepEqual([code, stdout], [5, `the ${noun} “build”: ${untouched}, 1 ${jobNoun}\n`]);
      const stop = new AbortController();
      const waiting = lockstep({ cwd: desk.cwd, signal: stop.signal }, noun, "wait", "build");
      stop.abort(130);
      assert.equal((await waiting).code, 130);
    });

    it(`show what ${jobNoun}s wrote`, async () => {
      const first = await added("One", "printf 'a\\nb\\nc\\n'");
      const second = await added("Two", "true");
      assert.match(
        await desk.refused(3, noun, "log", "build", first.id),
        new RegExp(`This ${jobNoun} has not run yet`),
      );
      await work();
      assert.equal(await desk.ok(noun, "log", "build", first.id), "a\nb\nc\n");
      assert.equal(await desk.ok(noun, "log", "build", first.id, "-n", "2"), "b\nc\n");
      assert.equal(await desk.ok(noun, "log", "build", second.id), "");
      assert.match(
        await desk.ok(noun, "log", "build"),
        /^\w{8} {2}completed {2}One {2}.*printf.*\na\nb\nc\n\w{8} {2}completed {2}Two {2}.*true\)?\n$/,
      );
      const logs = await desk.json<{ text: string | null }[]>(noun, "log", "build");
      assert.deepEqual(
        logs.map(({ text }) => text),
        ["a\nb\nc\n", null],
      );
      await desk.refused(2, noun, "log", "build", "-n", "0");
    });

    it(`follow a ${jobNoun} from before it starts until it has ended`, async () => {
      const { id } = await added("One", "echo a; sleep 0.1; echo b; exit 3");
      const follow = (...argv: readonly string[]) => lockstep({ cwd: desk.cwd }, noun, "follow", "build", ...argv);
      const following = [follow(), follow(id)];
      await work();
      for (const { code, stdout } of await Promise.all(following)) {
        assert.deepEqual([code, stdout], [1, "a\nb\n"]);
      }
      assert.equal((await follow(id)).stdout, "a\nb\n");
    });

    it("follow nothing where nothing comes (4, or 5 with --timeout), and write no JSON (2)", async () => {
      await added("One", "true");
      await desk.refused(5, noun, "follow", "build", "--timeout", "0.05");
      await work();
      assert.match(await desk.refused(4, noun, "follow", "build"), new RegExp(`Nothing of the ${noun} “build” runs`));
      assert.match(await desk.refused(2, noun, "follow", "build", "--json"), new RegExp(`lockstep ${noun} log --json`));
    });
  });
}

describe("lockstep group wait, log and follow, where sessions run side by side,", () => {
  let desk: Desk;
  removeTempFoldersAfterEach();
  beforeEach(async () => {
    desk = new Desk();
    await desk.ok("group", "create", "release");
  });
  const add = (name: string, line: string) => desk.ok("group", "session", "add", "release", name, "--", line);
  const code = async (...argv: readonly string[]) => (await lockstep({ cwd: desk.cwd }, ...argv)).code;

  it("take sessions by their names, and follow the first when none is named", async () => {
    const meet = (other: string) => `until [ -e ${other} ]; do sleep 0.02; done`;
    await add("docs", `echo docs; touch d; ${meet("t")}`);
    await add("tests", `echo tests; touch t; ${meet("d")}; exit 3`);
    const following = [[], ["docs"], ["tests"]].map((names) =>
      lockstep({ cwd: desk.cwd }, "group", "follow", "release", ...names),
    );
    await desk.ok("group", "start", "release");
    await lockstep({ cwd: desk.cwd }, "work", "--exit-when-done");
    assert.deepEqual(
      (await Promise.all(following)).map((ended) => [ended.code, ended.stdout]),
      [
        [0, "docs\n"],
        [0, "docs\n"],
        [1, "tests\n"],
      ],
    );
    assert.equal(await desk.ok("group", "log", "release", "tests"), "tests\n");
    assert.deepEqual([await code("group", "wait", "release", "docs"), await code("group", "wait", "release")], [0, 1]);
    assert.equal(await code("group", "wait", "release", "nope"), 3);
  });

  it("wait for no archived group", async () => {
    await add("docs", "true");
    await desk.ok("group", "archive", "release");
    const { code: ended, stdout } = await lockstep({ cwd: desk.cwd }, "group", "wait", "release");
    assert.deepEqual([ended, stdout], [1, "the group “release”: archived, 1 session\n"]);
  });

  it("wait for what still runs, and for nothing when all has ended, whatever the group says of itself", async () => {
    const [ended, running] = [session("a", { status: "completed" }), session("b", { status: "running" })];
    desk.write("groups/g.json", byHand("g", { status: "completed", sessions: [ended, running] }));
    assert.equal(await code("group", "wait", "g", "--timeout", "0.05"), 5);
    desk.write("groups/g.json", byHand("g", { status: "paused", sessions: [ended] }));
    assert.equal(await code("group", "wait", "g"), 0);
  });
});
