import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setImmediate as nextTurn } from "node:timers/promises";
import { describe, it } from "mocha";
import { currentProcess } from "../../../src/core/locking/process-identity";
import { removeTempFoldersAfterEach } from "../../helpers/temp-folder";
import { lockstep, workspace } from "./run-lockstep";

function workspaceWithFile() {
  const cwd = workspace();
  writeFileSync(join(cwd, "a.ts"), "one\ntwo\n");
  return { cwd, state: (path: string) => join(cwd, ".lockstep", path) };
}

function ownerFile(fields: Readonly<Record<string, unknown>> = {}): string {
  const { pid, host, start, domain, startedAt } = currentProcess();
  const since = new Date().toISOString();
  const names = { v: 1, token: "0123456789abcdef", writer: "w", app: "window other" };
  return `${JSON.stringify({ ...names, pid, host, start, domain, processStartedAt: startedAt, since, ...fields })}\n`;
}

describe("lockstep --verbose", () => {
  removeTempFoldersAfterEach();

  it("tells of a takeover, without letting the dead writer's name steer the terminal", async () => {
    const { cwd, state } = workspaceWithFile();
    const { pid } = spawnSync(process.execPath, ["--version"]);
    writeFileSync(state("bookmarks.json.lock"), ownerFile({ pid, app: "window a\u001b[2Jb" }));
    const { code, stderr } = await lockstep({ cwd }, "bookmark", "add", "a.ts:1", "--verbose");
    assert.equal(code, 0, stderr);
    assert.match(
      stderr,
      new RegExp(
        `^lockstep: debug: Took over .+bookmarks\\.json\\.lock from window a\\\\u001b\\[2Jb \\(pid ${pid}\\)\\.$`,
        "m",
      ),
    );
  });

  it("tells of a change that a lost lock stopped", async () => {
    const { cwd, state } = workspaceWithFile();
    const lock = state("bookmarks.json.lock");
    writeFileSync(state("thief"), ownerFile());
    const adding = lockstep({ cwd }, "bookmark", "add", "a.ts:1", "--verbose", "--timeout", "0.2");
    while (!existsSync(lock)) {
      await nextTurn();
    }
    renameSync(state("thief"), lock);
    const { code, stderr } = await adding;
    assert.match(stderr, /^lockstep: debug: A change of .+bookmarks\.json was stopped: another writer took over/m);
    assert.notEqual(code, 0);
    assert.ok(!existsSync(state("bookmarks.json")));
    rmSync(lock);
  });

  it("warns of a document that was brought back", async () => {
    const { cwd, state } = workspaceWithFile();
    await lockstep({ cwd }, "bookmark", "add", "a.ts:1");
    await lockstep({ cwd }, "bookmark", "add", "a.ts:2");
    writeFileSync(state("bookmarks.json"), "{ oh no");
    const { code, stderr } = await lockstep({ cwd }, "bookmark", "list", "--verbose");
    assert.equal(code, 0, stderr);
    assert.match(stderr, /^lockstep: warning: bookmarks\.json was not valid .+ the last good version is back\.$/m);
  });

  it("is the only one that tells", async () => {
    const { cwd, state } = workspaceWithFile();
    const { pid } = spawnSync(process.execPath, ["--version"]);
    writeFileSync(state("bookmarks.json.lock"), ownerFile({ pid }));
    assert.equal((await lockstep({ cwd }, "bookmark", "add", "a.ts:1")).stderr, "");
  });
});
