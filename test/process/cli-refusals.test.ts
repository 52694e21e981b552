import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { before, describe, it } from "mocha";
import type { Queue } from "../../src/core/queues/queue";
import type { DoctorReport } from "../../src/core/storage/doctor";
import { Child, useWorkers } from "../helpers/child";
import { requireBundle, Workspace } from "../helpers/cli-process";
import { removeTempFoldersAfterEach, tempFolder } from "../helpers/temp-folder";

const source = { "src/app.ts": "one\ntwo" };
const unknown = "00000000-0000-4000-8000-000000000000";

describe("lockstep refuses", function () {
  this.timeout(60_000);
  before(requireBundle);
  useWorkers();
  removeTempFoldersAfterEach();

  it("what it does not understand (2)", async () => {
    const workspace = new Workspace(source);
    assert.match(await workspace.refused(2, "frob"), /Unknown command 'frob'/);
    assert.match(await workspace.refused(2, "queue", "lst"), /Did you mean list\?/);
    assert.match(await workspace.refused(2, "queue", "list", "--jsn"), /--jsn/);
    assert.match(await workspace.refused(2, "queue", "list", "extra"), /Too many arguments/);
    assert.match(await workspace.refused(2, "queue", "show"), /queue/);
    assert.match(await workspace.refused(2, "queue", "list", "--timeout", "soon"), /number of seconds/);
    assert.match(await workspace.refused(2, "--root", "nowhere", "queue", "list"), /there is no folder/);
    assert.equal((await workspace.run("queue")).code, 2, "a noun without a verb shows help");
    assert.equal((await workspace.run()).code, 2);
  });

  it("a record that is not there (3)", async () => {
    const workspace = new Workspace(source);
    await workspace.ok("queue", "create", "q");
    await workspace.ok("group", "create", "g");
    for (const args of [
      ["bookmark", "remove", unknown],
      ["bookmark", "edit", unknown, "--label", "x"],
      ["queue", "show", unknown],
      ["queue", "add", "nope", "--", "ls"],
      ["queue", "edit", "q", unknown, "--label", "x"],
      ["queue", "remove", "q", unknown],
      ["queue", "move", "q", unknown, "--at", "1"],
      ["group", "show", unknown],
      ["group", "delete", unknown],
      ["group", "session", "remove", "g", unknown],
      ["group", "session", "add", "g", "s", "--depends-on", unknown, "--", "ls"],
    ]) {
      assert.match(await workspace.refused(3, ...args), /There is no/);
    }
  });

  it("an id that leads elsewhere (2)", async () => {
    const workspace = new Workspace();
    await workspace.ok("queue", "create", "q");
    workspace.write("x.json", "{}");
    for (const args of [
      ["bookmark", "remove", "../x"],
      ["queue", "show", "../x"],
      ["queue", "delete", "../../x"],
      ["queue", "remove", "q", "../x"],
      ["group", "delete", "..\\x"],
      ["group", "session", "remove", "../x", "s"],
    ]) {
      assert.match(await workspace.refused(2, ...args), /is not an id/);
    }
    assert.equal(workspace.read("x.json"), "{}");
  });

  it("a place that is not in the workspace folder (2)", async () => {
    const workspace = new Workspace(source);
    const elsewhere = tempFolder();
    symlinkSync(elsewhere, join(workspace.root, "link"));
    new Workspace({ "a.ts": "x" });
    for (const place of ["../x.ts:1", `${join(elsewhere, "x.ts")}:1`]) {
      assert.match(await workspace.refused(2, "bookmark", "add", place), /not inside the workspace folder/);
    }
    assert.match(await workspace.refused(2, "bookmark", "add", "gone.ts:1"), /There is no file gone\.ts/);
    assert.match(await workspace.refused(2, "bookmark", "add", "src:1"), /not a text file/);
    assert.match(await workspace.refused(2, "bookmark", "add", "src/app.ts"), /FILE:LINE/);
    assert.match(await workspace.refused(2, "bookmark", "add", "src/app.ts:0"), /whole number from 1/);
    assert.match(await workspace.refused(2, "bookmark", "add", "src/app.ts:3"), /has 2 lines; there is no line 3/);
    assert.match(await workspace.refused(2, "queue", "create", "q", "--cwd", ".."), /not inside/);
    assert.ok(!existsSync(workspace.state), "nothing was written");
  });

  it("empty names, labels and commands (2)", async () => {
    const workspace = new Workspace(source);
    await workspace.ok("queue", "create", "q");
    await workspace.ok("bookmark", "add", "src/app.ts:1");
    const [bookmark] = await workspace.json<{ id: string }[]>("bookmark", "list");
    for (const args of [
      ["bookmark", "add", "src/app.ts:2", "--label", ""],
      ["bookmark", "edit", bookmark?.id ?? "", "--label", "  "],
      ["queue", "create", " "],
      ["queue", "rename", "q", ""],
      ["queue", "add", "q", "--label", "", "--", "ls"],
      ["queue", "add", "q", "--", ""],
      ["group", "create", ""],
    ]) {
      assert.match(await workspace.refused(2, ...args), /is empty/);
    }
    assert.match(await workspace.refused(2, "queue", "add", "q"), /Say what to run/);
    assert.match(await workspace.refused(2, "queue", "add", "q", "ls", "-l"), /Unknown option|behind “--”/);
    assert.match(await workspace.refused(2, "queue", "add", "q", "ls"), /behind “--”/);
    assert.match(await workspace.refused(2, "queue", "add", "q", "--prompt", "p", "--", "ls"), /not both/);
    assert.match(await workspace.refused(2, "bookmark", "clear"), /--all/);
    assert.match(await workspace.refused(2, "bookmark", "edit", bookmark?.id ?? ""), /Say what to change/);
  });

  it("what is there already, and what its state forbids (4)", async () => {
    const workspace = new Workspace(source);
    await workspace.ok("queue", "create", "q");
    await workspace.ok("group", "create", "g");
    await workspace.ok("bookmark", "add", "src/app.ts:1");
    assert.match(await workspace.refused(4, "queue", "create", "Q"), /already/);
    assert.match(await workspace.refused(4, "group", "create", "g"), /already/);
    assert.match(await workspace.refused(4, "bookmark", "add", "src/app.ts:1"), /already/);
    await workspace.ok("group", "session", "add", "g", "a", "--", "ls");
    await workspace.ok("group", "session", "add", "g", "b", "--depends-on", "a", "--", "ls");
    assert.match(await workspace.refused(4, "group", "session", "update", "g", "a", "--depends-on", "b"), /itself/);
  });

  it("a document that is not valid and has no good version (6), and keeps every byte", async () => {
    const workspace = new Workspace(source);
    await workspace.ok("queue", "create", "good");
    for (const text of ["not JSON", "", '{"version":1,"bookmarks":7}', "[]"]) {
      workspace.write(".lockstep/bookmarks.json", text);
      assert.match(await workspace.refused(6, "bookmark", "add", "src/app.ts:1"), /bookmarks\.json/);
      assert.equal(workspace.read(".lockstep/bookmarks.json"), text);
    }
    workspace.write(".lockstep/queues/broken.json", "{");
    const listed = await workspace.run("queue", "list");
    assert.equal(listed.code, 6);
    assert.match(listed.stdout, /good/, "the others are shown");
    assert.match(listed.stderr, /^lockstep: queues\/broken\.json/);
    await workspace.ok("queue", "add", "good", "--", "ls");
  });

  it("nothing where the last good version comes back, but says so", async () => {
    const workspace = new Workspace(source);
    await workspace.ok("bookmark", "add", "src/app.ts:1");
    await workspace.ok("bookmark", "add", "src/app.ts:2");
    workspace.write(".lockstep/bookmarks.json", "torn");
    const { code, stderr } = await workspace.run("bookmark", "list");
    assert.equal(code, 0);
    assert.match(stderr, /^lockstep: .*bookmarks\.json.* was not valid.*good version is back.*\n$/);
    const kept = readdirSync(workspace.state).find((name) => name.includes(".corrupt-"));
    assert.equal(workspace.read(`.lockstep/${kept}`), "torn");
  });

  it("to change what a newer Lockstep wrote (4), but shows it", async () => {
    const workspace = new Workspace();
    const { id } = await workspace.json<Queue>("queue", "create", "q");
    const path = `.lockstep/queues/${id}.json`;
    const newer = workspace.read(path).replace('"version": 1', '"version": 2,\n  "future": true');
    workspace.write(path, newer);
    assert.match(await workspace.ok("queue", "list"), /q +idle/);
    assert.match(await workspace.refused(4, "queue", "add", "q", "--", "ls"), /newer Lockstep/);
    assert.match(await workspace.refused(4, "queue", "delete", "q"), /newer Lockstep/);
    assert.equal(workspace.read(path), newer);
  });

  it("symbolic links in place of the state folder or a document (1)", async () => {
    const elsewhere = tempFolder();
    const linked = new Workspace(source);
    symlinkSync(elsewhere, linked.state);
    for (const args of [
      ["queue", "create", "q"],
      ["bookmark", "add", "src/app.ts:1"],
      ["bookmark", "list"],
      ["queue", "list"],
    ]) {
      assert.match(await linked.refused(1, ...args), /symbolic link/);
    }
    assert.deepEqual(readdirSync(elsewhere), []);

    const workspace = new Workspace(source);
    mkdirSync(workspace.state);
    symlinkSync(join(elsewhere, "bookmarks.json"), join(workspace.state, "bookmarks.json"));
    assert.match(await workspace.refused(1, "bookmark", "add", "src/app.ts:1"), /symbolic link/);
    assert.deepEqual(readdirSync(elsewhere), []);
  });

  it("what the file system does not let it read (1)", async () => {
    const workspace = new Workspace(source);
    mkdirSync(join(workspace.state, "bookmarks.json"), { recursive: true });
    assert.match(await workspace.refused(1, "bookmark", "list"), /bookmarks\.json is a folder/);
    assert.match(await workspace.refused(1, "bookmark", "add", "src/app.ts:1"), /bookmarks\.json is a folder/);
    const blocked = new Workspace(source);
    blocked.write(".lockstep", "a file");
    assert.match(await blocked.refused(1, "queue", "create", "q"), /a file stands where a folder is expected/);
  });

  it("to work in a folder that is gone (1)", async function () {
    if (process.platform === "win32") {
      this.skip();
    }
    const workspace = new Workspace();
    const script = 'mkdir gone && cd gone && rmdir ../gone && exec "$0" "$1" queue list';
    const cli = join(__dirname, "../../dist/cli.js");
    const { status, stderr } = spawnSync("/bin/sh", ["-c", script, process.execPath, cli], {
      cwd: workspace.root,
      encoding: "utf8",
    });
    assert.deepEqual([status, stderr], [1, "lockstep: The current folder is gone. Change to one that is there.\n"]);
  });

  it("to say that all is well when it is not (doctor)", async () => {
    const workspace = new Workspace();
    const { id } = await workspace.json<Queue>("queue", "create", "q");
    workspace.write(".lockstep/bookmarks.json", "torn");
    assert.match((await workspace.run("doctor")).stdout, /1 problem\.\ncorrupt +bookmarks\.json/);
    assert.equal((await workspace.run("doctor")).code, 6);
    assert.match(await workspace.ok("doctor", "--fix"), /mended +bookmarks\.json/);
    assert.match(await workspace.ok("doctor"), /Looked at 1 document: all is well/);

    const holder = Child.start("hold", workspace.state, `queues/${id}`);
    await holder.ready();
    await holder.killed();
    const stale = await workspace.run("--json", "doctor");
    const report: DoctorReport = JSON.parse(stale.stdout);
    assert.deepEqual([stale.code, report.problems.map(({ kind }) => kind)], [1, ["stale-lock"]]);
    await workspace.ok("doctor", "--fix");
    await workspace.ok("doctor");
  });
});
