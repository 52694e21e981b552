import assert from "node:assert/strict";
import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { before, describe, it } from "mocha";
import { createContainer } from "../../src/container";
import type { Bookmark } from "../../src/core/bookmarks/bookmark";
import type { Group, Session } from "../../src/core/groups/group";
import type { Queue, QueueCommand } from "../../src/core/queues/queue";
import type { Status } from "../../src/core/storage/status";
import { requireBundle, Workspace } from "../helpers/cli-process";
import { removeTempFoldersAfterEach } from "../helpers/temp-folder";

const source = { "src/app.ts": "import x\n\nfunction main() {\n}\n" };

describe("lockstep", function () {
  this.timeout(60_000);
  before(requireBundle);
  removeTempFoldersAfterEach();

  it("tells its version, its verbs and its exit codes", async () => {
    const workspace = new Workspace();
    assert.match(await workspace.ok("--version"), /^\d+\.\d+\.\d+\n$/);
    const help = await workspace.ok("--help");
    assert.match(help, /bookmark[\s\S]*group[\s\S]*queue[\s\S]*status[\s\S]*doctor[\s\S]*Examples:[\s\S]*Exit codes:/);
    assert.match(await workspace.ok("help", "queue", "add"), /queue add <queue> \[options\] -- <command\.\.\.>/);
    assert.match(await workspace.ok("group", "session", "add", "--help"), /--depends-on/);
  });

  it("teaches the first step where there is nothing yet, and leaves no trace", async () => {
    const workspace = new Workspace();
    assert.match(await workspace.ok("bookmark", "list"), /lockstep bookmark add/);
    assert.match(await workspace.ok("group", "list"), /lockstep group create/);
    assert.match(await workspace.ok("queue", "list"), /lockstep queue create/);
    assert.match(await workspace.ok("status"), /Nobody is attached/);
    assert.match(await workspace.ok("doctor"), /all is well/);
    assert.ok(!existsSync(workspace.state));
  });

  it("finds the workspace folder upwards, or is told", async () => {
    const workspace = new Workspace(source);
    await workspace.ok("queue", "create", "build");
    const inside = await workspace.runIn("src", "queue", "list");
    assert.match(inside.stdout, /build/);
    mkdirSync(join(workspace.root, "src", ".git"));
    assert.match((await workspace.runIn("src", "queue", "list")).stdout, /build/, "a state folder above comes first");
    for (const args of [
      ["--root", "..", "queue", "list"],
      ["queue", "list", "--root", ".."],
      ["queue", "--root", workspace.root, "list"],
    ]) {
      assert.match((await workspace.runIn("src", ...args)).stdout, /build/);
    }
    assert.match((await workspace.runIn("src", "--root", ".", "queue", "list")).stdout, /No queues yet/);
  });

  it("takes --json before and after the verb", async () => {
    const workspace = new Workspace();
    assert.deepEqual(JSON.parse(await workspace.ok("--json", "queue", "list")), []);
    assert.deepEqual(JSON.parse(await workspace.ok("queue", "list", "--json")), []);
    assert.deepEqual(JSON.parse(await workspace.ok("queue", "--json", "list")), []);
  });

  it("adds, lists, edits, removes and clears bookmarks", async () => {
    const workspace = new Workspace(source);
    const added = await workspace.json<Bookmark>(
      ...["bookmark", "add", "src/app.ts:3:10", "--label", "Entry", "--note", "Here", "--tag", "a", "--tag", "b"],
    );
    const { path, line, column, label, note, tags, anchor } = added;
    assert.deepEqual(
      { path, line, column, label, note, tags },
      { path: "src/app.ts", line: 3, column: 10, label: "Entry", note: "Here", tags: ["a", "b"] },
    );
    assert.deepEqual(anchor, { text: "function main() {", before: ["import x"], after: ["}"] });
    assert.match(await workspace.ok("bookmark", "add", "src/app.ts:1"), /^Added [0-9a-f]{8} src\/app\.ts:1\n$/);
    assert.deepEqual(
      (await workspace.json<Bookmark[]>("bookmark", "list")).map((bookmark) => bookmark.line),
      [1, 3],
    );
    assert.match(await workspace.ok("bookmark", "list", "--tag", "a"), /src\/app\.ts:3:10 +Entry +#a #b\n +Here\n$/);

    const ref = added.id.slice(0, 8);
    const edited = await workspace.json<Bookmark>("bookmark", "edit", ref, "--line", "4", "--no-label", "--tag", "c");
    assert.deepEqual([edited.line, edited.label, edited.tags], [4, undefined, ["c"]]);
    assert.equal(edited.anchor.text, "}");

    assert.match(await workspace.ok("bookmark", "remove", ref), /^Removed /);
    assert.equal((await workspace.json<Bookmark[]>("bookmark", "clear", "src/app.ts")).length, 1);
    await workspace.ok("bookmark", "add", "src/app.ts:1");
    assert.equal((await workspace.json<Bookmark[]>("bookmark", "clear", "--all")).length, 1);
    assert.deepEqual(await workspace.json("bookmark", "list"), []);
  });

  it("keeps lists of bookmarks, their order and what was removed", async () => {
    const workspace = new Workspace(source);
    await workspace.ok("list", "create", "tour", "--color", "blue");
    await workspace.ok("list", "default", "tour");
    const first = await workspace.json<Bookmark>("bookmark", "add", "src/app.ts:1");
    const second = await workspace.json<Bookmark>("bookmark", "add", "src", "--folder");
    await workspace.ok("bookmark", "move", second.id, "--before", first.id);
    const inTour = async () =>
      (await workspace.json<Bookmark[]>("bookmark", "list", "--list", "tour")).map(({ id }) => id);
    assert.deepEqual(await inTour(), [second.id, first.id]);
    await workspace.ok("list", "delete", "tour", "--bookmarks");
    assert.deepEqual(await inTour(), []);
    await workspace.ok("bookmark", "restore", "--all");
    assert.deepEqual(await inTour(), [second.id, first.id]);
  });

  it("loses none of the bookmarks that eight processes put into one list at the same time", async () => {
    const workspace = new Workspace({ "a.ts": "x\n".repeat(40) });
    const lines = Array.from({ length: 8 }, (_, index) => index + 1);
    const ended = await Promise.all(
      lines.map((line) => workspace.run("bookmark", "add", `a.ts:${line}`, "--list", "shared")),
    );
    assert.deepEqual(
      ended.map(({ code }) => code),
      lines.map(() => 0),
    );
    const ids = (await workspace.json<Bookmark[]>("bookmark", "list")).map(({ id }) => id);
    await Promise.all(ids.map((id) => workspace.ok("bookmark", "move", id, "--list", "sorted")));
    const sorted = await workspace.json<Bookmark[]>("bookmark", "list", "--list", "sorted");
    assert.deepEqual(new Set(sorted.map(({ id }) => id)), new Set(ids));
    assert.equal(new Set(sorted.map(({ order }) => order)).size, 8);
  });

  it("takes FILE from the current folder and shows paths that lead there", async () => {
    const workspace = new Workspace(source);
    await workspace.ok("queue", "create", "q");
    await workspace.runIn("src", "bookmark", "add", "app.ts:1");
    await workspace.ok("bookmark", "add", `${join(workspace.root, "src", "app.ts")}:2`);
    assert.deepEqual(
      (await workspace.json<Bookmark[]>("bookmark", "list")).map(({ path }) => path),
      ["src/app.ts", "src/app.ts"],
    );
    assert.match((await workspace.runIn("src", "bookmark", "list")).stdout, /^[0-9a-f]{8} {2}app\.ts:1/);
  });

  it("creates, lists, shows, renames, describes, archives and deletes groups", async () => {
    const workspace = new Workspace();
    assert.match(await workspace.ok("group", "create", "release"), /^Created the group “release”\./);
    await workspace.ok("group", "describe", "release", "What ships");
    await workspace.ok("group", "rename", "release", "Release 2");
    assert.match(
      await workspace.ok("group", "list"),
      /^[0-9a-f]{8} {2}Release 2 {2}created {2}0 sessions {2}What ships\n$/,
    );
    assert.match(await workspace.ok("group", "show", "release 2"), /What ships\nNo sessions yet/);
    await workspace.ok("group", "archive", "Release 2");
    assert.equal((await workspace.json<Group[]>("group", "list"))[0]?.status, "archived");
    await workspace.ok("group", "unarchive", "Release 2");
    const [group] = await workspace.json<Group[]>("group", "list");
    await workspace.ok("group", "delete", group?.id.slice(0, 6) ?? "");
    assert.deepEqual(await workspace.json("group", "list"), []);
  });

  it("adds, updates, moves and removes sessions", async () => {
    const workspace = new Workspace();
    await workspace.ok("group", "create", "a");
    await workspace.ok("group", "create", "b");
    const add = ["group", "session", "add", "a"];
    const tests = await workspace.json<Session>(...add, "tests", "--", "npm", "test");
    await workspace.ok(...add, "publish", "--depends-on", "tests", "--", "npm publish && true");
    await workspace.ok(...add, "notes", "--before", "publish", "--prompt", "Write the notes", "--agent", "codex");
    const { sessions } = await workspace.json<Group>("group", "show", "a");
    assert.deepEqual(
      sessions.map(({ name, run, dependsOn }) => [name, run.kind === "shell" ? run.command : run.agent, dependsOn]),
      [
        ["tests", "npm test", []],
        ["notes", "codex", []],
        ["publish", "npm publish && true", [tests.id]],
      ],
    );
    assert.match(await workspace.ok("group", "show", "a"), /publish +pending +npm publish && true +after tests/);

    await workspace.ok("group", "session", "update", "a", "publish", "--no-depends-on", "--name", "ship", "--", "true");
    await workspace.ok("group", "session", "move", "a", "ship", "--at", "1");
    await workspace.ok("group", "session", "move", "a", "notes", "--to", "b");
    await workspace.ok("group", "session", "remove", "a", "tests");
    assert.match(await workspace.ok("group", "show", "a"), /^1 +[0-9a-f]{8} +ship +pending +true\n$/m);
    assert.match(await workspace.ok("group", "show", "b"), /codex: Write the notes/);
  });

  it("creates, lists, shows, renames and deletes queues", async () => {
    const workspace = new Workspace(source);
    await workspace.ok("queue", "create", "build", "--description", "Nightly", "--cwd", "src");
    await workspace.ok("queue", "rename", "build", "nightly");
    assert.match(await workspace.ok("queue", "list"), /^[0-9a-f]{8} {2}nightly {2}idle {2}0 commands {2}Nightly\n$/);
    assert.match(await workspace.ok("queue", "show", "nightly"), /Nightly\nRuns in src\.\nNo commands yet/);
    await workspace.ok("queue", "delete", "nightly");
    assert.deepEqual(await workspace.json("queue", "list"), []);
  });

  it("adds, edits, moves and removes commands", async () => {
    const workspace = new Workspace(source);
    await workspace.ok("queue", "create", "build");
    const last = await workspace.json<QueueCommand>("queue", "add", "build", "--", "git", "commit", "-m", "It's");
    await workspace.ok("queue", "add", "build", "--at", "1", "--label", "Make", "--", "make && make install");
    const between = ["queue", "add", "build", "--after", "PLACEHOLDER", "--cwd", "src", "--", "ls", "--json"];
    const first = (await workspace.json<Queue>("queue", "show", "build")).commands[0]?.id ?? "";
    await workspace.ok(...between.map((word) => (word === "PLACEHOLDER" ? first.slice(0, 8) : word)));
    const shown = await workspace.json<Queue & { progress: { total: number } }>("queue", "show", "build");
    assert.equal(shown.progress.total, 3);
    assert.deepEqual(
      shown.commands.map(({ run, label, cwd }) => [run.kind === "shell" && run.command, label, cwd]),
      [
        ["make && make install", "Make", undefined],
        ["ls --json", undefined, "src"],
        [process.platform === "win32" ? `git commit -m "It's"` : "git commit -m 'It'\\''s'", undefined, undefined],
      ],
    );

    await workspace.ok("queue", "move", "build", last.id, "--at", "1");
    await workspace.ok("queue", "edit", "build", last.id.slice(0, 8), "--label", "Commit", "--", "git commit");
    await workspace.ok("queue", "edit", "build", first, "--no-label");
    await workspace.ok("queue", "remove", "build", first);
    assert.match(
      await workspace.ok("queue", "show", "build"),
      /^1 .*Commit {2}git commit\n2 .*ls --json {2}\(in src\)\n$/m,
    );
  });

  it("shows who is attached and what they hold", async () => {
    const workspace = new Workspace();
    await workspace.ok("queue", "create", "build");
    const container = createContainer({ writer: { kind: "window", name: "test" } });
    const folder = container.open({ root: workspace.state });
    await folder.attach();
    try {
      await container.fileLockService.withLock(join(workspace.state, "bookmarks.json"), async () => {
        const { writers, locks } = await workspace.json<Status>("status");
        assert.deepEqual(writers.map(({ app }) => app).sort(), ["cli lockstep status", "window test"]);
        assert.deepEqual(
          locks.map(({ document, type, owner, alive }) => [document, type, owner?.pid, alive]),
          [["bookmarks.json", "exclusive", process.pid, true]],
        );
        const lines = await workspace.ok("status");
        assert.match(lines, /window test \(pid \d+ on .+\) +since \d{4}/);
        assert.match(lines, /Locks\n +bookmarks\.json +exclusive +by window test/);
        assert.match(lines, /No lease is held\./);
      });
    } finally {
      await container.dispose();
    }
    assert.doesNotMatch(await workspace.ok("status"), /window/);
  });

  it("shows ids as short as they can be told apart", async () => {
    const workspace = new Workspace();
    const document = (id: string, name: string) =>
      JSON.stringify({ version: 1, id, name, createdAt: "2026-01-01T00:00:00Z", updatedAt: "2026-01-01T00:00:00Z" });
    for (const [id, name] of [
      ["aaaaaaaa-11", "one"],
      ["aaaaaaaa-12", "two"],
    ] as const) {
      workspace.write(`.lockstep/queues/${id}.json`, document(id, name));
    }
    assert.match(await workspace.ok("queue", "list"), /^aaaaaaaa-11 {2}one .*\naaaaaaaa-12 {2}two .*\n$/);
    assert.match(await workspace.ok("queue", "show", "aaaaaaaa-12"), /^two/);
    assert.match(await workspace.refused(2, "queue", "show", "aaaaaaaa"), /more than one queue/);
  });
});
