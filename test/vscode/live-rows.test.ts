import assert from "node:assert/strict";
import { hostname } from "node:os";
import * as vscode from "vscode";
import type { Group, Session } from "../../src/core/groups/group";
import type { Queue, QueueCommand } from "../../src/core/queues/queue";
import { ChildExecutor } from "../../src/core/runner/child-executor";
import type { Worker } from "../../src/core/runner/worker";
import { runningSummary } from "../../src/vscode/running-item";
import { GroupRow } from "../../src/vscode/views/group-rows";
import { QueueRow } from "../../src/vscode/views/queue-rows";
import type { Row } from "../../src/vscode/views/row";
import { runningIn } from "../../src/vscode/views/running";
import type { OpenFolder } from "../../src/vscode/workspace-folders";
import { eventually } from "../helpers/eventually";
import { openGate } from "../helpers/workplace";
import { answering } from "./answers";
import { findRow, forgetEverything, lockstep, run, shows, state } from "./running-extension";
import { farAway, queueIs } from "./runs";

const started = "2026-01-31T12:00:00.000Z";
const later = (seconds: number) => new Date(Date.parse(started) + seconds * 1000).toISOString();
const owner = {
  writer: "window docs (Visual Studio Code)",
  pid: 4242,
  host: "elsewhere",
  processStartedAt: started,
  since: started,
};

/** A queue that is nowhere but in its row, with commands a, b, c … */
async function queueRow(
  commands: readonly Partial<QueueCommand>[],
  status: Queue["status"] = "idle",
): Promise<QueueRow> {
  const run = { kind: "shell" as const, command: "true" };
  return new QueueRow(await openFolder(), {
    version: 1,
    id: "q",
    name: "Build",
    cwd: ".",
    status,
    commands: commands.map((command, index) => ({
      id: `c${index}`,
      run,
      label: "abcd"[index] ?? "z",
      status: "pending",
      addedAt: started,
      ...command,
    })),
    config: { stopOnError: true, onInterrupted: "fail" },
    createdAt: started,
    updatedAt: started,
  });
}

/** The same of a group. */
async function groupRow(sessions: readonly Partial<Session>[], status: Group["status"]): Promise<GroupRow> {
  const run = { kind: "shell" as const, command: "true" };
  return new GroupRow(await openFolder(), {
    version: 1,
    id: "g",
    name: "Night",
    status,
    sessions: sessions.map((session, index) => ({
      id: `s${index}`,
      name: "abcd"[index] ?? "z",
      cwd: ".",
      run,
      dependsOn: [],
      status: "pending",
      ...session,
    })),
    config: { maxConcurrent: 3, respectDependencies: true, errorThreshold: 2 },
    createdAt: started,
    updatedAt: started,
  });
}

async function openFolder(): Promise<OpenFolder> {
  const [folder] = (await lockstep()).folders.all;
  assert.ok(folder);
  return folder;
}

function looks(row: Row | undefined) {
  assert.ok(row);
  const { description, iconPath, contextValue, accessibilityInformation } = row.item();
  assert.ok(iconPath instanceof vscode.ThemeIcon);
  return {
    description: String(description),
    icon: iconPath.id,
    context: contextValue,
    says: accessibilityInformation?.label ?? "",
  };
}

function tooltip(row: Row | undefined): string {
  const text = row?.item().tooltip;
  return text instanceof vscode.MarkdownString ? text.value : String(text);
}

describe("The rows of queues and groups", () => {
  it("say how far a queue is, and what can be done with it", async () => {
    assert.deepEqual(looks(await queueRow([{ status: "completed" }, { status: "failed" }, {}], "running")), {
      description: "2/3 · running",
      icon: "loading~spin",
      context: "queue.pause.stop.retry",
      says: "Queue Build, running, commands: 2 of 3 done, 1 failed",
    });
  });

  it("have an icon for every status of a queue", async () => {
    const statuses = ["idle", "running", "paused", "stopped", "completed", "failed"] as const;
    const rows = await Promise.all(statuses.map((status) => queueRow([{}], status)));
    assert.equal(new Set(rows.map((row) => looks(row).icon)).size, statuses.length);
  });

  it("say how a command ended: how long it took, with which exit code, and why", async () => {
    const times = { startedAt: started, runId: "r1" };
    const { children } = await queueRow([
      { status: "completed", exitCode: 0, ...times, completedAt: later(2.5) },
      { status: "failed", exitCode: 3, ...times, completedAt: later(200), error: "It ended with exit code 3." },
      { status: "skipped", error: "It waits for “b”, which did not complete.", completedAt: started },
      { status: "interrupted", ...times, completedAt: later(7500) },
    ]);
    assert.deepEqual(looks(children[0]), {
      description: "true · 2.5 s",
      icon: "pass",
      context: "command.restart.log",
      says: "a, completed, 2.5 s, 1 of 4",
    });
    assert.deepEqual(looks(children[1]), {
      description: "true · failed · exit code 3 · 3 min 20 s",
      icon: "error",
      context: "command.restart.log",
      says: "b, failed, exit code 3, 3 min 20 s, 2 of 4",
    });
    assert.match(tooltip(children[1]), /Why it did not complete: It ended with exit code 3/);
    assert.equal(looks(children[2]).context, "command.restart");
    assert.match(tooltip(children[2]), /Why it was skipped: It waits for “b”/);
    assert.equal(looks(children[3]).description, "true · interrupted · 2 h 5 min");
  });

  it("say what a command waits for", async () => {
    const { children } = await queueRow([
      { notBefore: farAway },
      { priority: 5, notBefore: farAway, after: ["c0", "gone"] },
      { startNow: true, notBefore: started },
    ]);
    const far = new Date(farAway).toLocaleString(vscode.env.language);
    const [a, b, c] = children.map((row) => looks(row));
    assert.deepEqual([a?.description, a?.icon], [`true · not before ${far}`, "clock"]);
    assert.equal(b?.description, `true · not before ${far} · after a, gone · priority 5`);
    assert.match(tooltip(children[1]), /Runs after: a, gone\n\nNot before: .+\n\nPriority: 5/);
    assert.deepEqual([c?.description, c?.context], ["true · starts now", "command.cancel.skip"]);
  });

  it("say in which window something runs", async () => {
    const running = { status: "running", startedAt: new Date().toISOString(), owner } as const;
    const queue = await queueRow([running, {}], "paused");
    const place = "docs (Visual Studio Code)";
    assert.match(looks(queue.children[0]).description, /^true · \d s · docs \(Visual Studio Code\)$/);
    assert.equal(looks(queue).says, `Queue Build, paused, commands: 0 of 2 done, 1 running, running in ${place}`);
    assert.match(tooltip(queue.children[0]), /Run by: docs .+pid 4242 on elsewhere/);
    const here = { ...owner, pid: process.pid, host: hostname() };
    const group = await groupRow([{ ...running, owner: here, stopRequested: true }], "running");
    const session = looks(group.children[0]);
    assert.match(session.description, /^true · stopping · \d s · this window$/);
    assert.match(session.says, /^a, running, stopping, \d s, this window, true$/);
    assert.equal(session.context, "session");
    assert.equal(looks(group).context, "group.pause.stop");
  });

  it("let nothing be done with a group that is archived but take it out", async () => {
    const group = await groupRow([{ status: "failed" }], "archived");
    assert.deepEqual([looks(group).context, looks(group.children[0]).context], ["group.archived", "session"]);
  });
});

describe("What runs", () => {
  let worker: Worker | undefined;

  beforeEach(async () => {
    await forgetEverything();
    await vscode.commands.executeCommand("lockstep.queues.focus");
  });

  afterEach(async () => {
    await worker?.end();
    worker = undefined;
  });
  after(forgetEverything);

  async function work(): Promise<void> {
    const executor = new ChildExecutor({ grace: 500 });
    worker = (await state()).work({ executor, gate: openGate, mayRun: () => true });
    worker.look();
  }

  async function startLong(): Promise<void> {
    const { queues } = await state();
    const { id } = await queues.create({ name: "Long" });
    await queues.addCommand(id, { run: { kind: "shell", command: "sleep 300" }, label: "long" });
    await queues.addCommand(id, { run: { kind: "shell", command: "true" }, label: "next" });
    await run("lockstep.queue.start", { queue: "Long" });
    await work();
    await queueIs("running: running pending");
  }

  it("has its time told once a second, of its own row alone, while somebody sees it", async () => {
    const { trees } = await lockstep();
    await shows(trees.queues, "");
    const told: (readonly string[] | undefined)[] = [];
    const listening = trees.queues.onDidChangeTreeData?.((rows) => {
      told.push(Array.isArray(rows) ? rows.map((row: Row) => String(row.item().label)) : undefined);
    });
    try {
      await startLong();
      await eventually("three ticks", () => told.filter((rows) => rows !== undefined).length >= 3, 20_000);
      assert.deepEqual([...new Set(told.flatMap((rows) => rows ?? []))], ["long"]);
      assert.ok(told.filter((rows) => rows === undefined).length <= 4, `${told.length} news`);
      await run("lockstep.queue.stop", { queue: "Long" });
      await queueIs("stopped: interrupted skipped");
      await eventually(
        "the view knows",
        async () => looks(await findRow(trees.queues, "long")).icon === "debug-disconnect",
      );
      const before = told.length;
      await vscode.commands.executeCommand("workbench.view.explorer");
      assert.ok(told.length - before <= 1);
    } finally {
      listening?.dispose();
    }
  });

  it("is summed up for the status bar, and cancelled from its menu", async () => {
    const { models } = await lockstep();
    assert.equal(runningSummary(runningIn(models)), undefined);
    await startLong();
    await eventually("it is known", () => runningIn(models)[0]?.progress.running === 1);
    const shown = runningSummary(runningIn(models));
    assert.equal(shown?.text, "$(sync~spin) Long 0/2");
    assert.match(shown?.tooltip ?? "", /^Long: running, 0 of 2 done, 1 running, in this window\n {4}long\n/);
    assert.match(shown?.label ?? "", /^Lockstep runs Long: running/);
    await run("lockstep.queue.pause", { queue: "Long" });
    await eventually("it is paused", () => runningIn(models)[0]?.record.status === "paused");
    await answering({ picks: ["Cancel long"] }, () => run("lockstep.running.show"));
    await queueIs("paused: interrupted pending");
    await eventually("nothing runs", () => runningSummary(runningIn(models)) === undefined);
  });
});
