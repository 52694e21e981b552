import assert from "node:assert/strict";
import { describe, it } from "mocha";
import type { Queue, QueueCommand } from "../../../src/core/queues/queue";
import { byHand, command, longAgo } from "../../helpers/by-hand";
import { statusesOf } from "../../helpers/statuses";
import { removeTempFoldersAfterEach } from "../../helpers/temp-folder";
import { Desk } from "./run-lockstep";

const owner = { writer: "window \u001b[2J", pid: 7, host: "here", processStartedAt: longAgo, since: longAgo };
const document = (commands: readonly object[], rest: object = {}) => byHand("q", { name: "build", commands, ...rest });

describe("the verbs of a queue that runs", () => {
  let desk: Desk;
  removeTempFoldersAfterEach();
  beforeEach(() => {
    desk = new Desk();
  });
  const queue = () => desk.json<Queue>("queue", "show", "q");
  const statuses = async () => statusesOf(await queue());

  it("start, pause, resume and stop it, and say when nobody would run it", async () => {
    desk.write("queues/q.json", document([command("a"), command("b")]));
    assert.match(
      await desk.ok("queue", "start", "build"),
      /^Started the queue “build”\.\nNobody .*lockstep work build\n$/,
    );
    assert.equal(await statuses(), "running: pending pending");
    assert.equal(await desk.ok("queue", "pause", "build"), "Paused the queue “build”.\n");
    assert.equal(await statuses(), "paused: pending pending");
    assert.match(await desk.ok("queue", "resume", "build"), /^Resumed/);
    assert.equal((await desk.json<Queue>("queue", "stop", "build")).status, "stopped");
    assert.equal(await statuses(), "stopped: skipped skipped");
    assert.match(await desk.refused(4, "queue", "resume", "build"), /not paused/);
    assert.match(await desk.refused(4, "queue", "start", "build"), /nothing left to run/);
    await desk.refused(3, "queue", "start", "nope");
  });

  it("cancel, skip and start one command now", async () => {
    desk.write("queues/q.json", document([command("a"), command("b"), command("c")]));
    assert.equal(await desk.ok("queue", "cancel", "q", "a"), "Cancelled a of the queue “build”: a\n");
    assert.equal((await desk.json<QueueCommand>("queue", "skip", "q", "b")).status, "skipped");
    assert.equal((await desk.json<QueueCommand>("queue", "start-now", "q", "c")).startNow, true);
    assert.match(await desk.ok("queue", "show", "q"), / {2}starts now\n$/);
    await desk.refused(4, "queue", "skip", "q", "b");
    await desk.refused(3, "queue", "skip", "q", "z");
  });

  it("end a command that nobody is left to end", async () => {
    desk.write(
      "queues/q.json",
      document([command("a", { status: "running", runId: "r", owner })], { status: "running" }),
    );
    // Nobody runs it who could end it, so it is ended at once.
    assert.equal((await desk.json<QueueCommand>("queue", "cancel", "q", "a")).status, "interrupted");
    assert.equal(await statuses(), "failed: interrupted");
  });

  it("try again what has ended: one, a copy, or all that failed", async () => {
    const commands = [command("a", { status: "failed" }), command("b", { status: "completed" })];
    desk.write("queues/q.json", document(commands, { status: "failed" }));
    assert.match(
      await desk.ok("queue", "restart", "q", "b"),
      /^Will run again: b .*\nStart it: lockstep queue start build\n$/,
    );
    await desk.ok("queue", "restart", "q", "a", "--append");
    assert.equal(await statuses(), "failed: failed pending pending");
    assert.match(await desk.ok("queue", "retry", "q"), /^1 command of the queue “build” waits for another try/);
    assert.equal(await statuses(), "failed: pending pending pending");
    await desk.refused(4, "queue", "retry", "q");
    desk.write("queues/q.json", document(commands, { status: "failed" }));
    const retried = await desk.json<Queue & { retried: number }>("queue", "retry", "q", "--start");
    assert.deepEqual([retried.status, retried.retried], ["running", 1]);
  });

  it("add a command with its conditions, behind what it waits for, and start the queue", async () => {
    desk.write("queues/q.json", document([command("a"), command("b"), command("c")]));
    const conditions = ["--after", "a", "--after", "b", "--priority", "-2", "--delay", "2d", "--start"];
    const added = await desk.json<QueueCommand>("queue", "add", "q", ...conditions, "--", "ls");
    assert.deepEqual([added.after, added.priority], [["a", "b"], -2]);
    const days = (Date.parse(added.notBefore ?? "") - Date.now()) / 86_400_000;
    assert.ok(days > 1.9 && days < 2.1);
    const { status, commands } = await queue();
    assert.deepEqual([status, commands.map(({ id }) => id)], ["running", ["a", "b", added.id, "c"]]);
    assert.match(await desk.ok("queue", "show", "q"), /\n {5}after a, b, priority -2, not before \d{4}-/);
    const first = await desk.json<QueueCommand>("queue", "add", "q", "--after", "a", "--at", "1", "--", "ls");
    assert.equal((await queue()).commands[0]?.id, first.id);
    await desk.refused(3, "queue", "add", "q", "--after", "z", "--", "ls");
    await desk.refused(2, "queue", "add", "q", "--priority", "high", "--", "ls");
    assert.match(await desk.refused(2, "queue", "add", "q", "--delay", "soon", "--", "ls"), /no time/);
  });

  it("change conditions and take them away", async () => {
    desk.write("queues/q.json", document([command("a"), command("b")]));
    await desk.ok(
      "queue",
      "edit",
      "q",
      "b",
      "--after",
      "a",
      "--priority",
      "3",
      "--delay",
      "2100-01-01".replace("2100", String(new Date().getFullYear() + 1)),
    );
    const edited = (await queue()).commands[1];
    assert.deepEqual([edited?.after, edited?.priority, edited?.notBefore !== undefined], [["a"], 3, true]);
    await desk.ok("queue", "edit", "q", "b", "--no-after", "--no-priority", "--no-delay");
    const bare = (await queue()).commands[1];
    assert.deepEqual([bare?.after, bare?.priority, bare?.notBefore], [undefined, undefined, undefined]);
    assert.match(await desk.refused(4, "queue", "edit", "q", "b", "--after", "b"), /wait for itself/);
    await desk.refused(2, "queue", "edit", "q", "b");
  });

  it("give a command variables of its own, and take them away", async () => {
    desk.write("queues/q.json", document([command("a", { env: { A: "0", B: "0" } })]));
    const added = await desk.json<QueueCommand>("queue", "add", "q", "--env", "X=a=b", "--env", "Y=", "--", "ls");
    assert.deepEqual(added.env, { X: "a=b", Y: "" });
    const edit = (...options: readonly string[]) => desk.json<QueueCommand>("queue", "edit", "q", "a", ...options);
    assert.deepEqual((await edit("--env", "A=1", "--env", "C=\u001b[2J")).env, { A: "1", B: "0", C: "\u001b[2J" });
    assert.match(await desk.ok("queue", "show", "q"), / {5}env A=1, env B=0, env C=\\u001b\[2J\n/);
    assert.deepEqual((await edit("--unset-env", "B", "--unset-env", "C")).env, { A: "1" });
    assert.equal((await edit("--no-env")).env, undefined);
  });

  for (const [what, options, sentence] of [
    ["has no value", ["--env", "A"], /--env is NAME=VALUE, not “A”/],
    ["has no name", ["--env", "=1"], /--env is NAME=VALUE, not “=1”/],
    ["has a space in its name", ["--env", "A =1"], /“A ” is not the name of a variable/],
    ["is taken away with its value", ["--unset-env", "A=1"], /“A=1” is not the name of a variable/],
    ["is set while all are taken away", ["--no-env", "--env", "A=1"], /either --env or --no-env/],
  ] as const) {
    it(`refuse a variable that ${what}`, async () => {
      desk.write("queues/q.json", document([command("a")]));
      for (const verb of [["edit", "q", "a"], ["config", "q"], ...(options[0] === "--env" ? [["add", "q"]] : [])]) {
        assert.match(await desk.refused(2, "queue", ...verb, ...options), sentence);
      }
    });
  }

  it("say in their help how a variable keeps a secret", async () => {
    for (const verb of ["add", "edit", "config"]) {
      assert.ok((await desk.ok("queue", verb, "--help")).includes(`\${secret:NAME}`), verb);
    }
  });

  it("move a command to another queue", async () => {
    desk.write("queues/q.json", document([command("a"), command("b", { after: ["a"] })]));
    desk.write("queues/r.json", byHand("r", { name: "other", commands: [command("x")] }));
    const other = await desk.json<Queue>("queue", "move", "q", "a", "--to", "other", "--before", "x");
    assert.deepEqual(
      other.commands.map(({ id }) => id),
      ["a", "x"],
    );
    assert.deepEqual(
      (await queue()).commands.map(({ id, after }) => [id, after]),
      [["b", []]],
    );
    await desk.refused(2, "queue", "move", "q", "b");
  });

  it("say how it runs, and change that", async () => {
    desk.write("queues/q.json", document([]));
    assert.equal(
      await desk.ok("queue", "config", "q"),
      "cwd             .\nstop-on-error   yes\non-interrupted  fail\n",
    );
    const settings = [
      "--no-stop-on-error",
      "--on-interrupted",
      "retry",
      "--env",
      "A=1",
      "--env",
      "B=x=y",
      "--cwd",
      "sub",
    ];
    assert.match(
      await desk.ok("queue", "config", "q", ...settings, "--on-finish", "say done"),
      /^Changed the queue “build”/,
    );
    const { cwd, config } = await queue();
    assert.equal(cwd, "sub");
    assert.deepEqual(config, {
      stopOnError: false,
      onInterrupted: "retry",
      env: { A: "1", B: "x=y" },
      onFinish: "say done",
    });
    await desk.ok("queue", "config", "q", "--unset-env", "A", "--no-on-finish", "--stop-on-error");
    assert.deepEqual((await queue()).config, { stopOnError: true, onInterrupted: "retry", env: { B: "x=y" } });
    await desk.ok("queue", "config", "q", "--no-env");
    assert.equal((await queue()).config.env, undefined);
    await desk.refused(2, "queue", "config", "q", "--env", "novalue");
    await desk.refused(2, "queue", "config", "q", "--on-interrupted", "explode");
    await desk.refused(2, "queue", "config", "q", "--on-fail", " ");
  });

  it("show what became of each command, and who runs one, without steering the terminal", async () => {
    const at = (seconds: number) => new Date(Date.parse(longAgo) + seconds * 1000).toISOString();
    const commands = [
      command("a", { status: "completed", startedAt: longAgo, completedAt: at(65), exitCode: 0 }),
      command("b", {
        status: "failed",
        startedAt: longAgo,
        completedAt: at(0.5),
        exitCode: 3,
        error: "It ended with exit code 3.",
      }),
      command("c", { status: "skipped", error: "It waits for “b”, which did not complete." }),
      command("d", { status: "running", startedAt: new Date().toISOString(), owner }),
    ];
    desk.write("queues/q.json", document(commands, { status: "running" }));
    const lines = (await desk.ok("queue", "show", "q")).split("\n");
    assert.deepEqual(
      lines.map((line) => line.replace(/ {2}\d\.\ds {5,}/, "  0.1s          ")),
      [
        "build  running  3/4  q",
        "1  a  completed  1m 5s         a",
        "2  b  failed     exit 3, 0.5s  b",
        "3  c  skipped                  c",
        "     It waits for “b”, which did not complete.",
        "4  d  running    0.1s          d",
        "     by window \\u001b[2J (pid 7 on here)",
        "",
      ],
    );
    assert.match(await desk.ok("queue", "list"), / {2}by window \\u001b\[2J \(pid 7 on here\)/);
    assert.match(
      await desk.ok("status"),
      /Running\n {2}build {2}d {2}0\.\ds {2}by window .* {2}\(that process is gone\)/,
    );
    const { running } = await desk.json<{ running: readonly object[] }>("status");
    assert.equal(running.length, 1);
  });
});
