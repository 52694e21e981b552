import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import * as vscode from "vscode";
import { eventually } from "../../helpers/eventually";
import { answering, offeredLabels, offering } from "../answers";
import { findRow, lockstep, openAt, run, runOn, state, stateFile } from "../running-extension";
import { makeQueue, queueIs } from "../runs";
import type { CommandTests } from "./command-tests";

type Tested = "lockstep.running.show" | "lockstep.run.showLog" | "lockstep.usage.show" | "lockstep.file.showRuns";

const started = "2026-01-31T12:00:00.000Z";

/** Says one in green, and goes on when it is told. */
const waiting = String.raw`printf '\033[32mone\033[0m\n'; until [ -e .lockstep/go ]; do sleep 0.05; done; printf 'two\nthree\n'`;

function shownText(): string {
  return vscode.window.activeTextEditor?.document.getText() ?? "";
}

export const runningTests: CommandTests<Tested> = {
  "lockstep.usage.show": [
    "plots what was used and how long things ran, with the numbers in tables and nothing that could run",
    async () => {
      const { usage } = await state();
      const at = new Date(Date.now() - 60_000).toISOString();
      const { id } = await makeQueue([
        { status: "completed", startedAt: at, completedAt: new Date(Date.parse(at) + 30_000).toISOString() },
      ]);
      await usage.report([
        { provider: "<b>acme</b>", operation: "prompt", costUsd: 1.25, inputTokens: 1000, queue: id, at },
        { provider: "acme", operation: "prompt", at },
      ]);
      const page = String(await run("lockstep.usage.show"));
      assert.match(page, /Last 30 days: \$1\.25, 30 s of run time/);
      assert.equal(page.match(/<svg role="img"/g)?.length, 2);
      assert.match(page, /<th scope="row">&lt;b&gt;acme&lt;\/b&gt;<\/th><td>\$1\.25<\/td>/);
      assert.match(page, /<caption>Queue<\/caption>[\s\S]+<th scope="row">Build<\/th>/);
      assert.match(page, /\$1\.25 and 1 without a price/);
      assert.match(page, /default-src 'none'; style-src 'nonce-[0-9a-f]+'/);
      assert.doesNotMatch(page, /<script|style="|<b>/);
      const { tabGroups } = vscode.window;
      await eventually("its tab", () => tabGroups.activeTabGroup.activeTab?.label === "Usage");
    },
  ],
  "lockstep.file.showRuns": [
    "lists the runs that changed a file, and shows what one wrote",
    async () => {
      const { document } = await openAt("src/app.ts", 1);
      const [none] = await answering({}, () => run("lockstep.file.showRuns"));
      assert.match(none?.text ?? "", /No run that Lockstep knows of changed src\/app\.ts/);
      const { changes, logs } = await state();
      const times = { startedAt: started, endedAt: started };
      const files = [
        { path: "src/app.ts", change: "modified", added: 3, removed: 1 },
        { path: "src/old.ts", change: "deleted" },
      ] as const;
      await changes.record({ id: "r7", title: "Tidy up" }, { ...times, files: [...files], incomplete: false });
      const [offered] = await offering(() => run("lockstep.file.showRuns", document.uri));
      assert.deepEqual([offered?.label, offered?.detail], ["Tidy up", "changed src/app.ts +3 −1"]);
      const log = logs.create("r7");
      log.write(Buffer.from("tidied\n"));
      log.close();
      await answering({ picks: ["Tidy up"] }, () => run("lockstep.file.showRuns", document.uri));
      assert.equal(shownText(), "tidied\n");
    },
  ],
  "lockstep.running.show": [
    "lists what runs with what can be done, and does it",
    async () => {
      await run("lockstep.running.show");
      await makeQueue([{ status: "completed" }, {}], { status: "running" });
      assert.deepEqual(await offeredLabels(() => run("lockstep.running.show")), [
        "Show Build",
        "Pause Build",
        "Stop Build",
      ]);
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
      await makeQueue([{ status: "completed", runId: "r0", startedAt: started }]);
      await run("lockstep.queue.addCommand", { queue: "Build", label: "b", run: { kind: "shell", command: waiting } });
      const [gone] = await answering({ picks: ["a"] }, () => run("lockstep.run.showLog"));
      assert.match(gone?.text ?? "", /There is no log of “a”/);
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
      await vscode.commands.executeCommand("workbench.action.closeAllEditors");
      await runOn("lockstep.run.showLog", await findRow((await lockstep()).trees.queues, "b"));
      assert.equal(shownText(), "one\ntwo\nthree\n");
    },
  ],
};
