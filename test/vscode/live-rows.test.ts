import assert from "node:assert/strict";
import { hostname } from "node:os";
import * as vscode from "vscode";
import { ChildExecutor } from "../../src/core/runner/child-executor";
import type { Worker } from "../../src/core/runner/worker";
import { runningSummary } from "../../src/vscode/running-item";
import type { Row } from "../../src/vscode/views/row";
import { runningIn } from "../../src/vscode/views/running";
import { eventually } from "../helpers/eventually";
import { openGate } from "../helpers/workplace";
import { answering } from "./answers";
import { findRow, forgetEverything, lockstep, run, shows, state } from "./running-extension";
import { farAway, makeGroup, makeQueue, queueIs } from "./runs";

const started = "2026-01-31T12:00:00.000Z";
const later = (seconds: number) => new Date(Date.parse(started) + seconds * 1000).toISOString();
const owner = {
  writer: "window docs (Visual Studio Code)",
  pid: 4242,
  host: "elsewhere",
  processStartedAt: started,
  since: started,
};

async function item(label: string, tree: "queues" | "groups" = "queues"): Promise<vscode.TreeItem> {
  const { trees } = await lockstep();
  return await trees[tree].getTreeItem(await findRow(trees[tree], label));
}

async function looks(label: string, tree?: "queues" | "groups") {
  const { description, iconPath, contextValue, accessibilityInformation } = await item(label, tree);
  assert.ok(iconPath instanceof vscode.ThemeIcon);
  return {
    description,
    icon: iconPath.id,
    context: contextValue,
    says: accessibilityInformation?.label,
  };
}

async function tooltip(label: string, tree?: "queues" | "groups"): Promise<string> {
  const { tooltip } = await item(label, tree);
  return tooltip instanceof vscode.MarkdownString ? tooltip.value : String(tooltip);
}

describe("The rows of queues and groups", () => {
  beforeEach(forgetEverything);
  after(forgetEverything);

  it("say how far a queue is, and what can be done with it", async () => {
    await makeQueue([{ status: "completed" }, { status: "failed" }, {}], { status: "running" });
    assert.deepEqual(await looks("Build"), {
      description: "2/3 · running",
      icon: "loading~spin",
      context: "queue.pause.stop.retry",
      says: "Queue Build, running, commands: 2 of 3 done, 1 failed",
    });
  });

  it("have an icon for every status of a queue", async () => {
    const icons = new Set<string>();
    for (const status of ["idle", "running", "paused", "stopped", "completed", "failed"] as const) {
      await forgetEverything();
      await makeQueue([{}], { status });
      icons.add((await looks("Build")).icon);
    }
    assert.equal(icons.size, 6);
  });

  it("say how a command ended: how long it took, with which exit code, and why", async () => {
    const times = { startedAt: started, runId: "r1" };
    await makeQueue([
      { status: "completed", exitCode: 0, ...times, completedAt: later(2.5) },
      { status: "failed", exitCode: 3, ...times, completedAt: later(200), error: "It ended with exit code 3." },
      { status: "skipped", error: "It waits for “b”, which did not complete.", completedAt: started },
      { status: "interrupted", ...times, completedAt: later(7500) },
    ]);
    assert.deepEqual(await looks("a"), {
      description: "true · 2.5 s",
      icon: "pass",
      context: "command.restart.log",
      says: "a, completed, 2.5 s, 1 of 4",
    });
    assert.deepEqual(await looks("b"), {
      description: "true · failed · exit code 3 · 3 min 20 s",
      icon: "error",
      context: "command.restart.log",
      says: "b, failed, exit code 3, 3 min 20 s, 2 of 4",
    });
    assert.match(await tooltip("b"), /Why it did not complete: It ended with exit code 3/);
    assert.equal((await looks("c")).context, "command.restart");
    assert.match(await tooltip("c"), /Why it was skipped: It waits for “b”/);
    assert.equal((await looks("d")).description, "true · interrupted · 2 h 5 min");
  });

  it("say what a command waits for", async () => {
    const queue = await makeQueue([{ notBefore: farAway }, { priority: 5 }, { startNow: true, notBefore: started }]);
    const [first, second] = queue.commands;
    await run("lockstep.queue.setDependencies", {
      queue: "Build",
      command: second?.id ?? "",
      after: [first?.id ?? ""],
    });
    await (await lockstep()).models.refresh();
    const far = new Date(farAway).toLocaleString(vscode.env.language);
    assert.deepEqual([(await looks("a")).description, (await looks("a")).icon], [`true · not before ${far}`, "clock"]);
    assert.equal((await looks("b")).description, `true · not before ${far} · after a · priority 5`);
    assert.match(await tooltip("b"), /Runs after: a\n\nNot before: .+\n\nPriority: 5/);
    assert.match((await looks("c")).description?.toString() ?? "", /^true · starts now$/);
    assert.equal((await looks("c")).context, "command.cancel.skip");
  });

  it("say in which window something runs", async () => {
    const running = { status: "running", startedAt: new Date().toISOString(), owner } as const;
    await makeQueue([running, {}], { status: "paused" });
    assert.match(
      (await looks("a")).description?.toString() ?? "",
      /^true · running · \d s · docs \(Visual Studio Code\)$/,
    );
    assert.equal(
      (await looks("Build")).says,
      "Queue Build, paused, commands: 0 of 2 done, 1 running, running in docs (Visual Studio Code)",
    );
    assert.match(await tooltip("a"), /Run by: docs \\\(Visual Studio Code\\\) \\\(pid 4242 on elsewhere\\\)/);
    await forgetEverything();
    await makeGroup([{ ...running, owner: { ...owner, pid: process.pid, host: hostname() }, stopRequested: true }], {
      status: "running",
    });
    assert.match((await looks("a", "groups")).description?.toString() ?? "", /^true · stopping · \d s · this window$/);
    assert.equal((await looks("a", "groups")).context, "session");
    assert.equal((await looks("Night", "groups")).context, "group.pause.stop");
  });

  it("let nothing be done with a group that is archived but take it out", async () => {
    await makeGroup([{ status: "failed" }], { status: "archived" });
    assert.equal((await looks("Night", "groups")).context, "group.archived");
    assert.equal((await looks("a", "groups")).context, "session");
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
      await eventually("the view knows", async () => (await looks("long")).icon === "debug-disconnect");
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
