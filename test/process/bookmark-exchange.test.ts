import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { before, describe, it } from "mocha";
import type { Bookmark } from "../../src/core/bookmarks/bookmark";
import { requireBundle, Workspace } from "../helpers/cli-process";
import { removeTempFoldersAfterEach, tempFolder } from "../helpers/temp-folder";

const fixture = (name: string) => readFileSync(join(__dirname, "../fixtures/bookmarks", name), "utf8");
const source = { "src/app.ts": "import x\n\nfunction main() {\n}\n" };

interface ImportReport {
  readonly from: string;
  readonly added: readonly Bookmark[];
  readonly existing: readonly Bookmark[];
  readonly skipped: readonly { readonly place: string; readonly reason: string }[];
}

describe("lockstep bookmark import", function () {
  this.timeout(60_000);
  before(requireBundle);
  removeTempFoldersAfterEach();

  it("takes over what can be, remembers the lines, and tells what can't (1)", async () => {
    const workspace = new Workspace({ ...source, ".vscode/bookmarks.json": fixture("bookmarks-v3.json") });
    const { code, stdout, stderr } = await workspace.run("bookmark", "import", ".vscode/bookmarks.json");
    assert.deepEqual(
      [code, stdout, stderr],
      [
        1,
        "Imported 3 bookmarks from Bookmarks.\nSkipped ../shared/config.json:7: it is outside the workspace folder\n",
        "",
      ],
    );
    const bookmarks = await workspace.json<Bookmark[]>("bookmark", "list");
    assert.deepEqual(
      bookmarks.map(({ path, line, column, label }) => [path, line, column, label]),
      [
        ["src/app.ts", 1, 1, undefined],
        ["src/app.ts", 3, 10, "Entry point"],
        ["src/größe.ts", 2, 1, "größe 数 🚀"],
      ],
    );
    assert.deepEqual(bookmarks[1]?.anchor, { text: "function main() {", before: ["import x"], after: ["}"] });
  });

  it("adds nothing the second time", async () => {
    const workspace = new Workspace({ ...source, "nb.json": fixture("numbered-bookmarks.json") });
    assert.match(
      await workspace.ok("bookmark", "import", "nb.json"),
      /^Imported 2 bookmarks from Numbered Bookmarks\.\n/,
    );
    const before = workspace.read(".lockstep/bookmarks.json");
    const report = await workspace.json<ImportReport>("bookmark", "import", "nb.json", "--from", "nb");
    assert.deepEqual([report.from, report.added, report.existing.length, report.skipped], ["nb", [], 2, []]);
    assert.equal(workspace.read(".lockstep/bookmarks.json"), before);
    assert.match(await workspace.ok("bookmark", "list"), /src\/app\.ts:1 .*\[3\]/);
  });

  it("knows absolute paths inside the workspace folder, and groups", async () => {
    const workspace = new Workspace(source);
    workspace.write("bx.json", fixture("bookmark_x.json").replaceAll("/home/me/project", workspace.root));
    const run = await workspace.run("--json", "bookmark", "import", "bx.json");
    const report: ImportReport = JSON.parse(run.stdout);
    assert.equal(run.code, 1);
    assert.deepEqual(
      report.added.map(({ path, list, anchor }) => [path, list, anchor.text]),
      [
        ["src/app.ts", "review/entry", "function main() {"],
        ["src/app.ts", "review/entry", "}"],
        ["src/lock.ts", "review/locks", "await this.acquire(path);"],
      ],
    );
    assert.deepEqual(
      report.skipped.map(({ place }) => place),
      ["/home/somebody/else.ts:72"],
    );
  });

  it("reads standard input", () => {
    const workspace = new Workspace(source);
    const cli = join(__dirname, "../../dist/cli.js");
    const run = (input: string) =>
      spawnSync(process.execPath, [cli, "bookmark", "import", "-"], { cwd: workspace.root, input, encoding: "utf8" });
    assert.match(run(fixture("bookmarks-v1.json")).stdout, /^Imported 3 bookmarks from Bookmarks\.\n$/);
    const refused = run("not JSON");
    assert.equal(refused.status, 2);
    assert.match(refused.stderr, /^lockstep: What came in is not a bookmark file: it is not JSON/);
  });

  it("refuses what is no bookmark file (2) or not there (3), and leaves no trace", async () => {
    const workspace = new Workspace({ "x.json": "{}", "y.json": "{", "vb.json": fixture("bookmarks-v3.json") });
    assert.match(await workspace.refused(2, "bookmark", "import", "x.json"), /x\.json is not a bookmark file that/);
    assert.match(await workspace.refused(2, "bookmark", "import", "y.json"), /it is not JSON/);
    assert.match(await workspace.refused(2, "bookmark", "import", "vb.json", "--from", "lb"), /of Labeled Bookmarks/);
    assert.match(await workspace.refused(2, "bookmark", "import", "vb.json", "--from", "zz"), /Allowed choices/);
    assert.match(await workspace.refused(3, "bookmark", "import", "gone.json"), /There is no file gone\.json/);
    assert.match(await workspace.refused(1, "bookmark", "import", "."), /is a folder/);
    assert.ok(!existsSync(workspace.state));
  });
});

describe("lockstep bookmark export", function () {
  this.timeout(60_000);
  before(requireBundle);
  removeTempFoldersAfterEach();

  async function workspaceWithBookmarks(): Promise<Workspace> {
    const workspace = new Workspace(source);
    await workspace.ok(
      "bookmark",
      "add",
      "src/app.ts:3:10",
      "--label",
      "Entry",
      "--note",
      "Start here",
      "--tag",
      "tour",
    );
    await workspace.ok("bookmark", "add", "src/app.ts:1");
    return workspace;
  }

  it("prints the document, which another folder imports", async () => {
    const workspace = await workspaceWithBookmarks();
    const text = await workspace.ok("bookmark", "export");
    assert.equal(text, workspace.read(".lockstep/bookmarks.json"));
    assert.equal(await workspace.ok("--json", "bookmark", "export"), text);
    const other = new Workspace({ "in.json": text });
    assert.match(await other.ok("bookmark", "import", "in.json"), /^Imported 2 bookmarks from Lockstep\.\n$/);
    const told = (bookmarks: readonly Bookmark[]) =>
      bookmarks.map(({ id: _id, createdAt: _createdAt, updatedAt: _updatedAt, ...rest }) => rest);
    assert.deepEqual(
      told(await other.json<Bookmark[]>("bookmark", "list")),
      told(await workspace.json<Bookmark[]>("bookmark", "list")),
    );
  });

  it("prints a page, and writes one whose links lead from where it is", async () => {
    const workspace = await workspaceWithBookmarks();
    const page = await workspace.ok("bookmark", "export", "--format", "markdown");
    assert.match(page, /^# Bookmarks\n\n## src\/app\.ts\n\n- \[src\/app\.ts:1\]\(src\/app\.ts#L1\) – `import x`\n/);
    assert.match(page, /- \[src\/app\.ts:3\]\(src\/app\.ts#L3\) – Entry \\#tour\n\n {2}Start here\n/);
    workspace.write("docs/keep.txt", "");
    assert.match(
      await workspace.ok("bookmark", "export", "--output", "docs/tour.md"),
      /^Exported 2 bookmarks to .*tour\.md\n$/,
    );
    assert.match(workspace.read("docs/tour.md"), /\(\.\.\/src\/app\.ts#L3\)/);
    const report = await workspace.json<object>("bookmark", "export", "--format", "markdown", "--by", "file");
    assert.deepEqual(report, { format: "markdown", bookmarks: 2, text: page });
  });

  it("prints a line each by a pattern, with the lines as they are now", async () => {
    const workspace = await workspaceWithBookmarks();
    workspace.write("src/app.ts", "import y\n\nfunction start() {\n}\n");
    assert.equal(
      await workspace.ok("bookmark", "export", "--pattern", "$file:$line:$column $label <$content>"),
      "src/app.ts:1:1  <import y>\nsrc/app.ts:3:10 Entry <function start() {>\n",
    );
    assert.match(
      await workspace.ok("bookmark", "export", "--format", "pattern"),
      /^\| File .*\|\n\|-.*\|\n\| src\/app\.ts \| 1 \| 1 \|/,
    );
  });

  it("is empty where there is nothing, and leaves no trace", async () => {
    const workspace = new Workspace();
    assert.equal(await workspace.ok("bookmark", "export", "--pattern", "$file"), "");
    assert.deepEqual(JSON.parse(await workspace.ok("bookmark", "export")), { version: 1, bookmarks: [] });
    assert.ok(!existsSync(workspace.state));
  });

  it("refuses options that don't go together, and to write past the lock (2)", async () => {
    const workspace = await workspaceWithBookmarks();
    const before = workspace.read(".lockstep/bookmarks.json");
    for (const args of [
      ["--format", "json", "--pattern", "$file"],
      ["--by", "list"],
      ["--format", "xml"],
      ["--output", ""],
      ["--output", ".lockstep/bookmarks.json"],
      ["--output", "src/../.lockstep/queues/x.json"],
    ]) {
      await workspace.refused(2, "bookmark", "export", ...args);
    }
    assert.equal(workspace.read(".lockstep/bookmarks.json"), before);
    await workspace.refused(1, "bookmark", "export", "--output", join(tempFolder(), "no", "such", "folder.json"));
    await workspace.refused(1, "bookmark", "export", "--output", "src");
  });
});
