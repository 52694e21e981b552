import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as vscode from "vscode";
import { stateOfProcess } from "../../src/core/locking/process-identity";
import { silentLog } from "../../src/core/log";
import type { Program, RunOrigin, Work } from "../../src/core/runner/execution";
import { RunSettings } from "../../src/vscode/running/run-settings";
import { RunTasks } from "../../src/vscode/running/run-tasks";
import { TaskExecutor } from "../../src/vscode/running/task-executor";
import { eventually } from "../helpers/eventually";
import { RecordedRun } from "../helpers/recorded-run";
import { workspaceFolder } from "./running-extension";
import { withSettings } from "./with-setting";

const { tasks, window, commands } = vscode;

const withChild = `sh -c 'echo $$ > child; while :; do sleep 0.05; done' & wait`;

describe("A run in a terminal", () => {
  let folder: string;
  let settings: RunSettings;
  let executor: TaskExecutor;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "lockstep-runs-"));
    settings = new RunSettings();
    const inFolder = new RunTasks(vscode.Uri.file(folder), settings);
    executor = new TaskExecutor({ tasks: inFolder, grace: () => 500, log: silentLog });
  });
  afterEach(async () => {
    for (const terminal of window.terminals) {
      terminal.dispose();
    }
    await eventually("no terminal is left", () => window.terminals.length === 0);
    rmSync(folder, { recursive: true, force: true });
  });

  const start = (program: string | Program, work: Partial<Work> = {}) =>
    new RecordedRun(executor, program, { cwd: folder, ...work });
  const queue = (id: string): RunOrigin => ({ kind: "queue", id, name: `The queue ${id}` });
  /** What a program wrote into a file, with the end of its line. */
  const written = (name: string) =>
    eventually(`something in ${name}`, () => {
      const path = join(folder, name);
      const text = existsSync(path) ? readFileSync(path, "utf8") : "";
      return text.endsWith("\n") && text.trim();
    });
  const running = () => tasks.taskExecutions.filter(({ task }) => task.source === "Lockstep");
  const isGone = (pid: string) => stateOfProcess(Number(pid), undefined) === "gone";

  /** All that the terminal in front shows, as a person copies it. */
  async function shown(): Promise<string> {
    await commands.executeCommand("workbench.action.terminal.selectAll");
    await commands.executeCommand("workbench.action.terminal.copySelection");
    return await vscode.env.clipboard.readText();
  }

  async function terminalOf(run: RecordedRun): Promise<vscode.Terminal> {
    await run.execution.started;
    return await eventually("its terminal", () => window.terminals.find(({ name }) => name.includes("a run")));
  }

  it("is a task, whose terminal shows what it writes, as does its log", async () => {
    const run = start("echo one; echo two >&2; while [ ! -e go ]; do sleep 0.02; done; printf 'bye\\n'", {
      title: "a run",
      origin: queue("q"),
    });
    (await terminalOf(run)).show();
    const [execution] = await eventually("the task", () => running().length > 0 && running());
    assert.deepEqual([execution?.task.name, execution?.task.definition.type], ["a run", "lockstep"]);
    await eventually("the output", async () => /one\s+two/.test(await shown()));
    start("touch go");
    assert.deepEqual(await run.execution.ended, { exitCode: 0 });
    assert.equal(run.output, "one\ntwo\nbye\n");
    await eventually("the end", async () => (await shown()).includes("bye"));
    await eventually("no task", () => running().length === 0);
  });

  it("tells VS Code its exit code, and how it ended", async () => {
    const codes: (number | undefined)[] = [];
    const listening = tasks.onDidEndTaskProcess(({ exitCode }) => codes.push(exitCode));
    try {
      assert.deepEqual(await start("exit 3").execution.ended, { exitCode: 3 });
      await eventually("the code", () => codes.length === 1);
      assert.deepEqual(await start("kill -9 $$").execution.ended, { signal: "SIGKILL" });
      await eventually("the code", () => codes.length === 2);
      const missing = start({ kind: "arguments", file: "/no/such/program", args: [] });
      assert.match((await missing.execution.ended).error ?? "", /no program/);
      await eventually("the code", () => codes.length === 3);
      assert.deepEqual(codes, [3, 137, 127]);
    } finally {
      listening.dispose();
    }
  });

  it("has a process that is known before it ends", async () => {
    const run = start("echo $$ > pid; while :; do sleep 0.05; done");
    assert.equal(run.execution.process, undefined);
    const process = await run.execution.started;
    assert.equal(String(process?.pid), await written("pid"));
    assert.equal(run.execution.process, process);
    await run.execution.stop();
  });

  it("is stopped with all that it started", async () => {
    const run = start(`sh -c "trap '' TERM; echo \\$\\$ > child; while :; do sleep 0.05; done" & wait`);
    const pid = await written("child");
    await run.execution.stop();
    assert.equal((await run.execution.ended).isStopped, undefined);
    assert.ok(isGone(pid));
    await eventually("no task", () => running().length === 0);
  });

  it("is stopped before it starts", async () => {
    const run = start("touch never");
    await run.execution.stop();
    assert.deepEqual(await run.execution.ended, {});
    assert.equal(await run.execution.started, undefined);
    assert.ok(!existsSync(join(folder, "never")));
    await eventually("no task", () => running().length === 0);
  });

  it("ends with Ctrl+C in its terminal, which is no failure", async () => {
    const run = start(withChild);
    const pid = await written("child");
    const terminal = await terminalOf(run);
    terminal.show();
    terminal.sendText("\x03", false);
    const ending = await run.execution.ended;
    assert.deepEqual(ending, { signal: "SIGTERM", isStopped: true });
    assert.ok(isGone(pid));
  });

  it("ends when its terminal is closed, or its task terminated", async () => {
    for (const end of [
      async (run: RecordedRun) => (await terminalOf(run)).dispose(),
      async () => running()[0]?.terminate(),
    ]) {
      const run = start(withChild);
      const pid = await written("child");
      await eventually("its task", () => running().length === 1);
      await end(run);
      assert.equal((await run.execution.ended).isStopped, true);
      assert.ok(isGone(pid));
      rmSync(join(folder, "child"));
      await eventually("no task", () => running().length === 0);
    }
  });

  it("shares a terminal with the other runs of its queue, one after the other, and with no other queue", async () => {
    for (const id of ["a", "a", "a", "b"]) {
      const run = start(`echo ${id}`, { origin: queue(id) });
      assert.deepEqual(await run.execution.ended, { exitCode: 0 });
    }
    assert.equal(window.terminals.length, 2);
  });

  it("runs beside others of its group", async () => {
    const origin: RunOrigin = { kind: "group", id: "g", name: "Group" };
    const runs = ["one", "two"].map((name) =>
      start(`touch ${name}; while [ ! -e go ]; do sleep 0.02; done`, { origin }),
    );
    await eventually("both run", () => existsSync(join(folder, "one")) && existsSync(join(folder, "two")));
    start("touch go");
    for (const run of runs) {
      assert.deepEqual(await run.execution.ended, { exitCode: 0 });
    }
  });

  it("shows the newest of what comes too fast, and logs all of it", async () => {
    const run = start("yes 0123456789 | head -n 200000; echo last");
    const terminal = await terminalOf(run);
    terminal.show();
    assert.deepEqual(await run.execution.ended, { exitCode: 0 });
    assert.equal(run.output.length, 200_000 * 11 + 5);
    await eventually("the last line", async () => /last\s/.test(await shown()));
  });

  it("finds files saved, as every task does", async () => {
    const document = await vscode.workspace.openTextDocument(join(workspaceFolder(), "src/app.ts"));
    const editor = await window.showTextDocument(document);
    await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), "// changed\n"));
    const run = start(`head -n 1 '${document.uri.fsPath}'`);
    await run.execution.ended;
    assert.equal(run.output, "// changed\n");
    await commands.executeCommand("undo");
    await document.save();
    await commands.executeCommand("workbench.action.closeAllEditors");
  });

  it("runs with the shell of the terminal's profile", async () => {
    const profile = { path: "/bin/sh", args: [] };
    await withSettings("terminal.integrated", { "automationProfile.linux": profile }, async () => {
      const run = start("echo $0");
      await run.execution.ended;
      assert.equal(run.output, "/bin/sh\n");
    });
  });

  it("has its problems found by the matchers of the settings", async () => {
    await withSettings("lockstep.run", { problemMatchers: ["$tsc"] }, async () => {
      const run = start("echo 'a.ts(1,2): error TS2304: Oh no.'; exit 2");
      await run.execution.ended;
      const problem = await eventually(
        "the problem",
        () => vscode.languages.getDiagnostics().flatMap(([, all]) => all)[0],
      );
      assert.equal(problem.message, "Oh no.");
    });
  });
});
