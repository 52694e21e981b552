import assert from "node:assert/strict";
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setImmediate as nextTurn } from "node:timers/promises";
import * as vscode from "vscode";
import { createContainer } from "../../src/container";
import { eventually } from "../helpers/eventually";
import { answering } from "./answers";
import { deadPid, ownerFile } from "./lock-files";
import { forgetEverything, lockstep, run, state, stateFile } from "./running-extension";

/** What a person reads in the output view, which shows this file unless something else is in front there. */
async function logText(): Promise<string> {
  const { logFolder } = await lockstep();
  return readFileSync(join(logFolder.fsPath, "Lockstep.log"), "utf8");
}

async function logShows(pattern: RegExp): Promise<void> {
  await eventually(`the log shows ${pattern}`, async () => pattern.test(await logText())).catch(
    async (error: unknown) => assert.fail(`${error}\n${(await logText()).slice(-2_000)}`),
  );
}

describe("The log", () => {
  before(async () => {
    await run("lockstep.log.show");
    await vscode.commands.executeCommand("_extensionTests.setLogLevel", "debug");
  });
  beforeEach(forgetEverything);
  after(async () => {
    await vscode.commands.executeCommand("_extensionTests.setLogLevel", "info");
    await vscode.commands.executeCommand("workbench.action.closePanel");
    await forgetEverything();
  });

  it("is in the output view when it is asked for", async () => {
    await eventually("the output view", async () => {
      await run("lockstep.log.show"); // a terminal that ends may hide it again
      return vscode.workspace.textDocuments.some(({ uri }) => uri.scheme === "output" && /lockstep/i.test(uri.path));
    });
  });

  it("tells of a takeover", async () => {
    mkdirSync(stateFile());
    writeFileSync(stateFile("bookmarks.json.lock"), ownerFile({ pid: deadPid() }));
    await (await state()).bookmarks.add({ path: "src/app.ts", line: 2 });
    await logShows(/\[debug\] Took over .+bookmarks\.json\.lock from cli lockstep queue add \(pid \d+\)\./);
  });

  it("tells of a change that a lost lock stopped", async () => {
    const { bookmarks } = await state();
    await bookmarks.add({ path: "src/app.ts", line: 2 });
    const lock = stateFile("bookmarks.json.lock");
    writeFileSync(stateFile("thief"), ownerFile());
    const adding = bookmarks.add({ path: "src/app.ts", line: 3 }).then(
      () => "added",
      () => "refused",
    );
    while (!existsSync(lock)) {
      await nextTurn();
    }
    renameSync(stateFile("thief"), lock);
    await logShows(/\[debug\] A change of .+bookmarks\.json was stopped: another writer took over its lock\./);
    rmSync(lock);
    await adding;
  });

  it("warns of a document that was brought back", async () => {
    const { bookmarks } = await state();
    await bookmarks.add({ path: "src/app.ts", line: 2 });
    await bookmarks.add({ path: "src/app.ts", line: 3 });
    await eventually("our own change is over", () => !existsSync(stateFile("bookmarks.json.lock")));
    await answering({}, async () => {
      writeFileSync(stateFile("bookmarks.json"), "{ oh no");
      await logShows(/\[warning\] bookmarks\.json was not valid .+ the last good version is back\./);
    });
  });

  it("has the diagnostics when they are asked for, with locks and who waits for them", async () => {
    const [holder, waiter] = ["holder", "waiter"].map((name) => createContainer({ writer: { kind: "cli", name } }));
    assert.ok(holder && waiter);
    await (await state()).bookmarks.add({ path: "src/app.ts", line: 2 });
    const document = stateFile("bookmarks.json");
    const held = await holder.fileLockService.acquire(document);
    assert.ok(held.success);
    const waiting = waiter.fileLockService.acquire(document);
    await eventually("somebody waits", async () =>
      (await state()).status().then(({ locks }) => locks[0]?.waiting.length),
    );
    await run("lockstep.log.diagnostics");
    await logShows(
      /Lock bookmarks\.json: cli holder \(pid .+\) since .+, exclusive, alive, 0 takeovers in a row, 1 waiting\n.+ 1\. cli waiter \(pid /,
    );
    await held.handle.release();
    const next = await waiting;
    assert.ok(next.success);
    await next.handle.release();
    await Promise.all([holder.dispose(), waiter.dispose()]);
  });
});
