import assert from "node:assert/strict";
import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "mocha";
import { removeTempFoldersAfterEach, tempFolder } from "../../helpers/temp-folder";
import { lockstep, workspace } from "./run-lockstep";

describe("a run of the command", () => {
  removeTempFoldersAfterEach();

  it("colours on a terminal only, and not for who declines it", async () => {
    const cwd = workspace();
    await lockstep({ cwd }, "queue", "create", "build");
    const coloured = await lockstep({ cwd, isTTY: true }, "queue", "list");
    assert.ok(coloured.stdout.includes("\u001b[1mbuild\u001b[22m"), coloured.stdout);
    const plain = await lockstep({ cwd }, "queue", "list");
    assert.match(plain.stdout, /^[0-9a-f]{8} {2}build {2}idle {2}0 commands\n$/);
    assert.equal((await lockstep({ cwd, isTTY: true, env: { NO_COLOR: "1" } }, "queue", "list")).stdout, plain.stdout);
  });

  it("changes nothing when it is cancelled before it has the lock", async () => {
    const cwd = workspace();
    const cancelled = await lockstep({ cwd, signal: AbortSignal.abort() }, "queue", "create", "build");
    assert.deepEqual([cancelled.code, cancelled.stderr], [130, "lockstep: Cancelled. Nothing was changed.\n"]);
    assert.deepEqual(JSON.parse((await lockstep({ cwd }, "queue", "list", "--json")).stdout), []);
  });

  it("leaves what stands behind “--” alone, even more of them", async () => {
    const cwd = workspace();
    await lockstep({ cwd }, "queue", "create", "q");
    for (const argv of [
      ["queue", "add", "q", "--", "npm", "run", "x", "--", "--json", "--root", "y"],
      ["queue", "add", "--label", "L", "q", "--", "npm", "run", "x", "--", "--json", "--root", "y"],
      ["queue", "add", "q", "--json", "--", "npm", "run", "x", "--", "--json", "--root", "y"],
    ]) {
      assert.equal((await lockstep({ cwd }, ...argv)).code, 0);
    }
    const { commands } = JSON.parse((await lockstep({ cwd }, "queue", "show", "q", "--json")).stdout);
    assert.deepEqual(
      commands.map(({ run: { command } }: { run: { command: string } }) => command),
      Array(3).fill("npm run x -- --json --root y"),
    );
  });

  it("shows names from documents without letting them steer the terminal", async () => {
    const cwd = workspace();
    const at = "2026-01-01T00:00:00Z";
    mkdirSync(join(cwd, ".lockstep", "queues"));
    writeFileSync(
      join(cwd, ".lockstep", "queues", "q.json"),
      JSON.stringify({ version: 1, id: "q", name: "a\u001b[2Jb", createdAt: at, updatedAt: at }),
    );
    assert.match((await lockstep({ cwd }, "queue", "list")).stdout, /a\\u001b\[2Jb/);
    assert.match((await lockstep({ cwd }, "queue", "show", "q")).stdout, /^a\\u001b\[2Jb/);
  });

  it("tells details to who asks for them", async () => {
    const cwd = workspace();
    for (const { stderr } of [
      await lockstep({ cwd }, "queue", "show", "nope", "--verbose"),
      await lockstep({ cwd, env: { LOCKSTEP_DEBUG: "1" } }, "queue", "show", "nope"),
    ]) {
      assert.match(stderr, /^lockstep: There is no queue “nope”\.\nLockstepError: .*\n\s+at /m);
    }
  });

  it("takes a file through a symbolic link to the workspace folder, and the other way round", async () => {
    const real = workspace();
    writeFileSync(join(real, "a.ts"), "one\ntwo\nthree");
    const link = join(tempFolder(), "link");
    symlinkSync(real, link, "junction");
    for (const [cwd, root, file] of [
      [link, real, "a.ts:1"],
      [real, link, "a.ts:2"],
      [real, link, `${real}/a.ts:3`],
    ] as const) {
      const { code, stdout } = await lockstep({ cwd }, "--json", "--root", root, "bookmark", "add", file);
      assert.deepEqual([code, JSON.parse(stdout).path], [0, "a.ts"]);
    }
  });
});
