import assert from "node:assert/strict";
import type { Queue } from "../../../../src/core/queues/queue";
import type { CommandInput } from "../../../../src/core/queues/queue-service";
import { byHand, command } from "../../../helpers/by-hand";
import { ServicesInMemory } from "../../../helpers/services-in-memory";
import { rejectsWith } from "../../../helpers/throws-with";

const shell = (command: string): CommandInput => ({ run: { kind: "shell", command } });
const commandsOf = ({ commands }: Queue) =>
  commands.map(({ run }) => (run.kind === "shell" ? run.command : run.prompt)).join(" ");

const running = command("r", { status: "running" });
const pending = command("p");
const busy = (...commands: readonly object[]) => byHand("busy", { status: "running", commands });

describe("queue commands", () => {
  let services = new ServicesInMemory();
  let { store, queues } = services;
  let id = "";
  beforeEach(async () => {
    services = new ServicesInMemory();
    ({ store, queues } = services);
    ({ id } = await queues.create({ name: "Build" }));
  });
  const current = () => queues.find(id);

  it("are added pending, at the end or where they are asked to be", async () => {
    const a = await queues.addCommand(id, { ...shell("a"), label: " first ", cwd: "sub", env: { X: "1" } });
    assert.deepEqual(a, {
      id: a.id,
      run: { kind: "shell", command: "a" },
      label: "first",
      cwd: "sub",
      env: { X: "1" },
      status: "pending",
      addedAt: a.addedAt,
    });
    const b = await queues.addCommand(id, shell("b"));
    await queues.addCommand(id, shell("c"), { at: 1 });
    await queues.addCommand(id, shell("d"), { before: b.id });
    await queues.addCommand(id, shell("e"), { after: a.id });
    await queues.addCommand(id, shell("f"), { at: 100 });
    assert.equal(commandsOf(await current()), "c a e d b f");
    assert.deepEqual((await current()).commands[1], a);
  });

  it("may be prompts", async () => {
    const run = { kind: "prompt", agent: " claude ", prompt: "Fix it\n", sessionMode: "new" } as const;
    assert.deepEqual((await queues.addCommand(id, { run })).run, { ...run, agent: "claude" });
  });

  const bad: readonly (readonly [string, CommandInput])[] = [
    ["an empty command", shell("")],
    ["a blank command", shell(" \n")],
    ["a command with a NUL", shell("a\0b")],
    ["an endless command", shell("x".repeat(1_000_000))],
    ["an empty prompt", { run: { kind: "prompt", agent: "claude", prompt: "", sessionMode: "new" } }],
    ["a prompt for nobody", { run: { kind: "prompt", agent: " ", prompt: "p", sessionMode: "new" } }],
    ["an empty label", { ...shell("a"), label: "" }],
    ["a blank folder", { ...shell("a"), cwd: " " }],
    ["a variable without a name", { ...shell("a"), env: { "": "1" } }],
    ["a variable with “=” in its name", { ...shell("a"), env: { "A=B": "1" } }],
  ];
  for (const [what, input] of bad) {
    it(`are refused: ${what}`, () => services.refuses("INVALID", () => queues.addCommand(id, input)));
  }

  it("are refused at a bad place and in a queue that is not there", async () => {
    await services.refuses("INVALID", () => queues.addCommand(id, shell("a"), { at: 0 }));
    await services.refuses("NOT_FOUND", () => queues.addCommand(id, shell("a"), { before: "unknown" }));
    await services.refuses("NOT_FOUND", () => queues.addCommand("unknown", shell("a")));
    await services.refuses("INVALID", () => queues.addCommand("../x", shell("a")));
  });

  it("are updated by id, with null taking away", async () => {
    const a = await queues.addCommand(id, { ...shell("a"), label: "l", cwd: "sub", env: { X: "1" } });
    const b = await queues.addCommand(id, shell("b"));
    const changed = await queues.updateCommand(id, a.id, { ...shell("z"), label: "", cwd: null, env: null });
    assert.deepEqual(changed, {
      id: a.id,
      run: { kind: "shell", command: "z" },
      status: "pending",
      addedAt: a.addedAt,
    });
    assert.deepEqual((await current()).commands, [changed, b]);
    assert.deepEqual((await queues.updateCommand(id, a.id, { env: { Y: "" } })).env, { Y: "" });
    assert.deepEqual((await queues.updateCommand(id, a.id, { env: { X: "1", Y: null } })).env, { X: "1" });
    assert.equal((await queues.updateCommand(id, a.id, { env: { X: null } })).env, undefined);
  });

  it("keep the variables that several people set at the same time", async () => {
    const { id: a } = await queues.addCommand(id, shell("a"));
    const sets = ["A", "B", "C"].map((name) => queues.updateCommand(id, a, { env: { [name]: "1" } }));
    await Promise.all(sets);
    assert.deepEqual((await current()).commands[0]?.env, { A: "1", B: "1", C: "1" });
  });

  it("are not written when nothing differs", async () => {
    const a = await queues.addCommand(id, { ...shell("a"), label: "l" });
    await services.writesNothing(() => queues.updateCommand(id, a.id, { ...shell("a"), label: " l ", cwd: null }));
    await services.writesNothing(() => queues.updateCommand(id, a.id, {}));
    await services.writesNothing(() => queues.reorderCommand(id, a.id, { at: 5 }));
  });

  it("are refused an update that can't be", async () => {
    const { id: a } = await queues.addCommand(id, shell("a"));
    await services.refuses("INVALID", () => queues.updateCommand(id, a, shell(" ")));
    await services.refuses("INVALID", () => queues.updateCommand(id, a, { cwd: "" }));
    await services.refuses("INVALID", () => queues.updateCommand(id, a, { env: { "A=": "" } }));
    await services.refuses("NOT_FOUND", () => queues.updateCommand(id, "unknown", shell("z")));
    await services.refuses("INVALID", () => queues.updateCommand(id, "../x", shell("z")));
  });

  it("are removed and moved by id, wherever they are by then", async () => {
    const a = await queues.addCommand(id, shell("a"));
    const b = await queues.addCommand(id, shell("b"));
    await queues.addCommand(id, shell("c"), { at: 1 });
    assert.equal(commandsOf(await queues.reorderCommand(id, b.id, { before: a.id })), "c b a");
    assert.deepEqual(await queues.removeCommand(id, b.id), b);
    assert.equal(commandsOf(await current()), "c a");
    await services.refuses("NOT_FOUND", () => queues.removeCommand(id, b.id));
    await services.refuses("NOT_FOUND", () => queues.reorderCommand(id, b.id, { at: 1 }));
    await services.refuses("NOT_FOUND", () => queues.reorderCommand(id, a.id, { after: b.id }));
    await services.refuses("INVALID", () => queues.reorderCommand(id, a.id, { at: 0 }));
    await services.refuses("INVALID", () => queues.removeCommand(id, "../x"));
  });

  it("stay as they are while they run", async () => {
    store.putByHand("queues/busy", busy(running, pending));
    await services.refuses("PRECONDITION", () => queues.updateCommand("busy", "r", shell("z")));
    await services.refuses("PRECONDITION", () => queues.updateCommand("busy", "r", { label: "l" }));
    await services.refuses("PRECONDITION", () => queues.removeCommand("busy", "r"));
    await services.refuses("PRECONDITION", () => queues.reorderCommand("busy", "r", { at: 2 }));
    await queues.updateCommand("busy", "p", shell("z"));
    await queues.addCommand("busy", shell("new"));
    await queues.removeCommand("busy", "p");
    assert.equal(commandsOf(await queues.find("busy")), "r new");
  });

  it("are handed back as they were at the moment of the change", async () => {
    store.putByHand("queues/busy", busy(pending));
    services.justBefore("queues/busy", busy({ ...pending, label: "edited elsewhere" }));
    assert.equal((await queues.removeCommand("busy", "p")).label, "edited elsewhere");
  });

  it("are looked at as they are when the change is made, not when it was asked for", async () => {
    store.putByHand("queues/busy", busy({ ...running, status: "pending" }));
    services.justBefore("queues/busy", busy(running));
    await rejectsWith("PRECONDITION", queues.removeCommand("busy", "r"));
    assert.equal((await queues.find("busy")).commands.length, 1);
  });

  it("are all there after many writers added at once", async () => {
    await Promise.all(Array.from({ length: 60 }, (_, index) => queues.addCommand(id, shell(`c${index}`), { at: 1 })));
    assert.equal(new Set(commandsOf(await current()).split(" ")).size, 60);
  });
});
