import assert from "node:assert/strict";
import { mkdirSync, readFileSync, symlinkSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { QueueCommand } from "../../../../src/core/queues/queue";
import type { CommandInput } from "../../../../src/core/queues/queue-service";
import { eventually } from "../../../helpers/eventually";
import { asked, standInAgent } from "../../../helpers/stand-in-agent";
import { removeTempFoldersAfterEach, tempFolder } from "../../../helpers/temp-folder";
import { Workplace } from "../../../helpers/workplace";

/** A variable as a document has it. */
const v = (body: string) => `$\{${body}}`;

describe("a job that runs", () => {
  let place: Workplace;
  removeTempFoldersAfterEach();
  beforeEach(() => {
    place = new Workplace(join(tempFolder(), "shop"));
  });
  afterEach(() => place.close());

  const shell = (command: string, more: Partial<CommandInput> = {}): CommandInput => ({
    run: { kind: "shell", command },
    ...more,
  });
  const prompt = (text: string, sessionMode: "new" | "continue" = "continue"): CommandInput => ({
    run: { kind: "prompt", agent: "stand-in", prompt: text, sessionMode },
  });

  /** Runs these in a queue and returns them as they ended. */
  async function ran(inputs: readonly CommandInput[], options: Parameters<Workplace["work"]>[0] = {}) {
    const { id } = await place.state.queues.create({ name: "build it" });
    for (const input of inputs) {
      await place.state.queues.addCommand(id, input);
    }
    await place.state.queueControl.start(id);
    place.work(options);
    return await place.ended(id);
  }
  async function ranOne(input: CommandInput, options?: Parameters<Workplace["work"]>[0]): Promise<QueueCommand> {
    const [command] = (await ran([input], options)).commands;
    assert.ok(command);
    return command;
  }
  const logOf = ({ runId }: QueueCommand) => place.state.logs.tail(runId ?? "", 100);

  it("has its output in its log, both kinds of it in order", async () => {
    const command = await ranOne(shell("echo one; echo two >&2; echo three"));
    assert.equal(logOf(command), "one\ntwo\nthree\n");
  });

  it("knows what it runs for", async () => {
    const command = await ranOne(
      shell('echo "$LOCKSTEP_QUEUE|$LOCKSTEP_COMMAND_ID|$LOCKSTEP_RUN_ID|$LOCKSTEP_ROOT|$LOCKSTEP_SESSION_ID"'),
    );
    assert.equal(logOf(command), `build it|${command.id}|${command.runId}|${place.folder}|\n`);
  });

  it("has variables resolved in its line, its folder and its environment", async () => {
    mkdirSync(join(place.folder, "src"));
    const command = await ranOne(
      shell(`pwd; echo "${v("workspaceFolderBasename")} $WHERE ${v("file")}"`, {
        cwd: `${v("workspaceFolder")}/src`,
        env: { WHERE: `in ${v("workspaceFolderBasename")}` },
      }),
      { surroundings: { variables: (name) => (name === "file" ? "a.ts" : undefined) } },
    );
    assert.equal(logOf(command), `${join(place.folder, "src")}\nshop in shop a.ts\n`);
  });

  it("fails with a reason where a variable or a secret is not there, or its folder is outside", async () => {
    symlinkSync("/", join(place.folder, "link"));
    place.work();
    for (const [input, reason] of [
      [shell(`echo ${v("nonsense")}`), /\$\{nonsense\}/],
      [shell(`echo ${v("secret:TOKEN")}`), /can't stand here/],
      [shell("true", { env: { TOKEN: v("secret:TOKEN") } }), /no secret/],
      [shell("touch out", { cwd: "../elsewhere" }), /outside/],
      [shell("touch out", { cwd: "link/tmp" }), /outside/],
    ] as const) {
      const { id } = await place.queue();
      await place.state.queues.addCommand(id, input);
      await place.state.queueControl.start(id);
      const [command] = (await place.ended(id)).commands;
      assert.equal(command?.status, "failed");
      assert.match(command?.error ?? "", reason);
      await place.state.queues.delete(id);
    }
  });

  it("has secrets in its environment, and nobody reads them in its log", async () => {
    const command = await ranOne(shell('echo "it is $TOKEN."', { env: { TOKEN: v("secret:TOKEN") } }), {
      surroundings: { secrets: async (name) => (name === "TOKEN" ? "hunter2" : undefined) },
    });
    assert.equal(logOf(command), "it is ***.\n");
  });

  it("reports what it used, which is in the ledger once and in the command", async () => {
    const line = '{"provider":"acme","operation":"translate","inputTokens":7,"outputTokens":2,"costUsd":0.25}';
    const command = await ranOne(shell(`echo '${line}' >> "$LOCKSTEP_USAGE"; echo '${line}' >> "$LOCKSTEP_USAGE"`));
    assert.deepEqual([command.costUsd, command.tokens], [0.5, { input: 14, output: 4 }]);
    const entries = await place.state.usage.list();
    assert.deepEqual(
      entries.map(({ provider, run, job, costUsd }) => [provider, run, job, costUsd]),
      [
        ["acme", command.runId, command.id, 0.25],
        ["acme", command.runId, command.id, 0.25],
      ],
    );
  });

  it("is known for what it changed in the folder", async () => {
    writeFileSync(join(place.folder, "old.txt"), "old");
    const command = await ranOne(shell("echo new > new.txt; rm old.txt", { label: "tidy" }));
    const { files } = await place.state.changes.filesOf(command.runId ?? "");
    assert.deepEqual(
      files.map(({ path, change }) => [path, change]),
      [
        ["new.txt", "created"],
        ["old.txt", "deleted"],
      ],
    );
    const [found] = await place.state.changes.runsOf("new.txt");
    assert.deepEqual([found?.run.id, found?.run.title, found?.run.job], [command.runId, "tidy", command.id]);
  });

  it("asks an agent, goes on with its session, and keeps what was said and what it cost", async () => {
    const file = join(place.folder, "asked");
    const agents = () => ({ "stand-in": standInAgent({ STAND_IN_COST: "0.5", STAND_IN_ASKED: file }) });
    const { commands } = await ran([prompt("first"), prompt("second"), prompt("third", "new")], { agents });
    assert.deepEqual(
      commands.map(({ status, costUsd }) => [status, costUsd]),
      [
        ["completed", 0.5],
        ["completed", 0.5],
        ["completed", 0.5],
      ],
    );
    const [first, second, third] = await Promise.all(
      commands.map(({ runId }) => place.state.sessions.find(runId ?? "")),
    );
    assert.deepEqual(
      first?.exchanges.map(({ role, text }) => [role, text]),
      [
        ["user", "first"],
        ["assistant", "You said: first"],
      ],
    );
    assert.equal(second?.agentSessionId, first?.agentSessionId);
    assert.notEqual(third?.agentSessionId, first?.agentSessionId);
    const resumed = asked(file).map(({ args, prompt: text }) => [text, args.includes("--resume")]);
    assert.deepEqual(resumed, [
      ["first", false],
      ["second", true],
      ["third", false],
    ]);
    const [total] = await place.state.usage.totals({ by: "provider" });
    assert.deepEqual([total?.key, total?.entries, total?.costUsd], ["stand-in", 3, 1.5]);
  });

  it("fails when its agent says so, whatever its exit code; and when there is no such agent", async () => {
    const agents = () => ({ "stand-in": standInAgent({ STAND_IN_FAIL: "result", STAND_IN_EXIT: "0" }) });
    const failed = await ranOne(prompt("first"), { agents });
    assert.equal(failed.status, "failed");
    assert.equal((await place.state.sessions.find(failed.runId ?? "")).status, "failed");
    const unknown = { run: { kind: "prompt", agent: "nobody", prompt: "Hi", sessionMode: "new" } } as const;
    const { id } = await place.state.queues.create({ name: "other" });
    await place.state.queues.addCommand(id, unknown);
    await place.state.queueControl.start(id);
    const { commands } = await place.ended(id);
    assert.match(commands[0]?.error ?? "", /no agent “nobody”/);
  });

  it("is followed by what its queue runs when a command fails, and when all have ended", async () => {
    const { id } = await place.queue("exit 3", "true");
    const path = join(place.folder, ".lockstep", "queues", `${id}.json`);
    const queue = JSON.parse(readFileSync(path, "utf8"));
    const say = 'echo "$LOCKSTEP_EVENT $LOCKSTEP_QUEUE_STATUS $LOCKSTEP_COMMAND_LABEL $LOCKSTEP_EXIT_CODE" >> said';
    Object.assign(queue.config, { stopOnError: false, onFail: say, onFinish: say });
    writeFileSync(path, JSON.stringify(queue));
    await place.state.queueControl.start(id);
    place.work();
    await place.ended(id);
    await eventually("both are told", () => place.linesOf("said").length === 2);
    assert.deepEqual(place.linesOf("said"), ["fail running exit 3 3", "finish failed  "]);
  });

  it("has removed with it the logs that nobody looks for any more, when it was the first of its worker", async () => {
    const old = await ranOne(shell("echo old"));
    const path = place.state.logs.pathOf(old.runId ?? "");
    const longAgo = Date.now() / 1000 - 40 * 24 * 60 * 60;
    utimesSync(path, longAgo, longAgo);
    const { id } = await place.queue("echo new");
    place.work();
    await place.state.queueControl.start(id);
    const [recent] = (await place.ended(id)).commands;
    await eventually("the old log is gone", () => logOf(old) === undefined);
    assert.ok(recent);
    assert.equal(logOf(recent), "new\n");
  });
});
