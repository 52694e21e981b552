import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import * as vscode from "vscode";
import { ChildExecutor } from "../../../src/core/runner/child-executor";
import { eventually } from "../../helpers/eventually";
import { openGate } from "../../helpers/workplace";
import { answering, offering } from "../answers";
import { findRow, lockstep, run, runOn, state, stateFile } from "../running-extension";
import { makeQueue, queueIs } from "../runs";
import type { CommandTests } from "./command-tests";

const started = "2026-01-31T12:00:00.000Z";

/** Says one in green, and goes on when it is told. */
const waiting = String.raw`printf '\033[32mone\033[0m\n'; until [ -e .lockstep/go ]; do sleep 0.05; done; printf 'two\nthree\n'`;

/** With a worker beside those that windows have. */
async function working(use: () => Promise<void>): Promise<void> {
  const executor = new ChildExecutor({ grace: 500 });
  const worker = (await state()).work({ executor, gate: openGate, mayRun: () => true });
  try {
    worker.look();
    await use();
  } finally {
    await worker.end();
  }
}

function shownText(): string {
  return vscode.window.activeTextEditor?.document.getText() ?? "";
}

export const runningTests: CommandTests<"lockstep.running.show" | "lockstep.run.showLog"> = {
  "lockstep.running.show": [
    "lists what runs with what can be done, and does it",
    async () => {
      await run("lockstep.running.show");
      await makeQueue([{ status: "completed" }, {}], { status: "running" });
      const offered = await offering(() => run("lockstep.running.show"));
      assert.deepEqual(
        offered.map(({ label }) => label),
        ["Show Build", "Pause Build", "Stop Build"],
      );
      await answering({ picks: ["Show Build"] }, () => run("lockstep.running.show"));
      await answering({ picks: ["Pause Build"] }, () => run("lockstep.running.show"));
      await queueIs("paused: completed pending");
    },
  ],
  "lockstep.run.showLog": [
    "shows what a run wrote, as it is written, and nobody can change it",
    async () => {
      const [none] = await answering({}, () => run("lockstep.run.showLog"));
      assert.match(none?.text ?? "", /Nothing of a queue or group has run yet/);
      await makeQueue([
        { status: "completed", runId: "r0", startedAt: started },
        { run: { kind: "shell", command: waiting }, notBefore: started },
      ]);
      const [gone] = await answering({ picks: ["a"] }, () => run("lockstep.run.showLog"));
      assert.match(gone?.text ?? "", /There is no log of “a”/);
      await working(async () => {
        await run("lockstep.queue.start", { queue: "Build" });
        await queueIs("running: completed running");
        await answering({ picks: ["b"] }, () => run("lockstep.run.showLog"));
        await eventually("what was written", () => shownText() === "one\n");
        const editor = vscode.window.activeTextEditor;
        assert.equal(editor?.document.uri.scheme, "lockstep-log");
        writeFileSync(stateFile("go"), "");
        await queueIs("completed: completed completed");
        await eventually("what was written since", () => shownText() === "one\ntwo\nthree\n");
        await eventually("the cursor at the end", () => editor?.selection.active.line === 3);
      });
      await vscode.commands.executeCommand("workbench.action.closeAllEditors");
      await runOn("lockstep.run.showLog", await findRow((await lockstep()).trees.queues, "b"));
      assert.equal(shownText(), "one\ntwo\nthree\n");
    },
  ],
};
