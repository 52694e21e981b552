import assert from "node:assert/strict";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "mocha";
import type { Bookmark } from "../../../src/core/bookmarks/bookmark";
import { removeTempFoldersAfterEach } from "../../helpers/temp-folder";
import { Desk, lockstep } from "./run-lockstep";

/** A workspace with a file of five lines, and the command run in it. */
function setUp() {
  const desk = new Desk();
  const { cwd } = desk;
  mkdirSync(join(cwd, "src"));
  writeFileSync(join(cwd, "src", "app.ts"), "one\ntwo\nthree\nfour\nfive\n");
  const run = (...argv: readonly string[]) => lockstep({ cwd }, ...argv);
  const ok = (...argv: readonly string[]) => desk.ok(...argv);
  const json = async (...argv: readonly string[]) => JSON.parse(await ok("--json", ...argv));
  const add = async (line: number, ...argv: readonly string[]): Promise<Bookmark> =>
    await json("bookmark", "add", `src/app.ts:${line}`, ...argv);
  /** Undefined deletes the file. */
  const write = (text: string | undefined) => {
    const file = join(cwd, "src", "app.ts");
    return text === undefined ? rmSync(file) : writeFileSync(file, text);
  };
  return { run, ok, json, add, write };
}

const lines = (bookmarks: readonly Bookmark[]) => bookmarks.map(({ line }) => line);

describe("the verbs of bookmarks", () => {
  removeTempFoldersAfterEach();

  it("add and edit say all there is to say", async () => {
    const { add, json, ok, run } = setUp();
    const looks = ["--list", "review", "--color", "red", "--icon", "bug", "--number", "3"];
    const { id, list, color, icon, mnemonic } = await add(1, ...looks);
    assert.deepEqual([list, color, icon, mnemonic], ["review", "red", "bug", "3"]);
    assert.match(await ok("bookmark", "list"), /src\/app\.ts:1 +one +\[3\] in “review”\n$/);
    const none = ["--no-list", "--no-color", "--no-icon", "--no-number"];
    const plain = await json("bookmark", "edit", id, ...none);
    assert.deepEqual(
      [plain.list, plain.color, plain.icon, plain.mnemonic],
      [undefined, undefined, undefined, undefined],
    );
    const again = await json(
      "bookmark",
      "edit",
      id,
      "--list",
      "x",
      "--color",
      "#00ff00",
      "--icon",
      "star",
      "--number",
      "0",
    );
    assert.deepEqual([again.list, again.color, again.icon, again.mnemonic], ["x", "#00ff00", "star", "0"]);
    assert.equal((await run("bookmark", "edit", id)).code, 2);
    assert.equal((await run("bookmark", "edit", id, "--color", "reddish")).code, 2);
    assert.equal((await run("bookmark", "edit", id, "--number", "12")).code, 2);
  });

  it("add takes a file or a folder as a whole", async () => {
    const { ok, run } = setUp();
    assert.match(await ok("bookmark", "add", "src/app.ts", "--file"), /^Added [0-9a-f]{8} src\/app\.ts\n$/);
    assert.match(
      await ok("bookmark", "add", "src", "--folder", "--label", "Code"),
      /^Added [0-9a-f]{8} src\/ {2}Code\n$/,
    );
    assert.equal((await run("bookmark", "add", "src/app.ts", "--file")).code, 4);
    for (const argv of [
      ["src", "--file"],
      ["src/app.ts", "--folder"],
      ["none", "--file"],
      ["src", "--file", "--folder"],
    ]) {
      assert.equal((await run("bookmark", "add", ...argv)).code, 2);
    }
  });

  it("move puts bookmarks into a list and into order", async () => {
    const { add, json, ok, run } = setUp();
    const [one, two, three] = [await add(1), await add(2), await add(3, "--list", "tour")];
    assert.match(
      await ok("bookmark", "move", two.id, one.id, "--list", "tour"),
      /^Moved .*:2 {2}in “tour”\nMoved .*:1 /,
    );
    assert.deepEqual(lines(await json("bookmark", "list", "--list", "Tour")), [3, 2, 1]);
    await ok("bookmark", "move", one.id, "--before", three.id.slice(0, 8));
    assert.deepEqual(lines(await json("bookmark", "list", "--list", "tour")), [1, 3, 2]);
    await ok("bookmark", "move", one.id, "--no-list");
    assert.deepEqual(lines(await json("bookmark", "list", "--list", "tour")), [3, 2]);
    assert.equal((await run("bookmark", "move", one.id)).code, 2);
    assert.equal((await run("bookmark", "move", two.id, "--before", one.id)).code, 3);
  });

  it("list move puts a list before another one or behind all", async () => {
    const { ok, run } = setUp();
    for (const name of ["one", "two", "three"]) {
      await ok("list", "create", name);
    }
    assert.equal(await ok("list", "move", "three", "--before", "One"), "The lists in their order: three, one, two.\n");
    assert.equal(await ok("list", "move", "three"), "The lists in their order: one, two, three.\n");
    assert.equal((await run("list", "move", "four")).code, 3);
  });

  it("trash, restore and empty-trash keep what was removed", async () => {
    const { add, json, ok, run } = setUp();
    assert.equal(await ok("bookmark", "trash"), "The trash is empty.\n");
    const [one] = [await add(1, "--label", "Here"), await add(2)];
    await ok("bookmark", "clear", "--all");
    assert.match(await ok("bookmark", "trash"), /src\/app\.ts:1 +Here/);
    assert.equal((await json("bookmark", "trash")).length, 2);
    assert.match(
      await ok("bookmark", "restore", one.id.slice(0, 8)),
      /^Restored [0-9a-f]{8} src\/app\.ts:1 {2}Here\n$/,
    );
    assert.deepEqual(await json("bookmark", "list"), [one]);
    assert.deepEqual(lines(await json("bookmark", "restore", "--all")), [2]);
    assert.equal((await run("bookmark", "restore", one.id)).code, 3);
    assert.equal((await run("bookmark", "restore")).code, 2);
    await ok("bookmark", "clear", "--all");
    assert.equal(await ok("bookmark", "empty-trash"), "Forgot 2 removed bookmarks for good.\n");
    assert.deepEqual(await json("bookmark", "trash"), []);
  });
});

describe("refreshing bookmarks", () => {
  removeTempFoldersAfterEach();

  it("finds lines again that moved while nobody had the file open, and changes nothing twice", async () => {
    const { add, json, ok, write } = setUp();
    const { id, updatedAt } = await add(3, "--label", "Here");
    write("zero\none\ntwo\nthree\nfour\nfive\n");
    assert.match(await ok("bookmark", "refresh"), /^Found [0-9a-f]{8} src\/app\.ts:4 {2}Here\n$/);
    const [bookmark] = await json("bookmark", "list");
    assert.deepEqual([bookmark.id, bookmark.line, bookmark.state, bookmark.updatedAt], [id, 4, "moved", updatedAt]);
    assert.equal(await ok("bookmark", "refresh", "src/app.ts"), "Every bookmark is where its line is.\n");
  });

  it("keeps what is gone as an orphan, and revives it when it is back", async () => {
    const { add, json, ok, write } = setUp();
    await add(3);
    await ok("bookmark", "add", "src/app.ts", "--file");
    write(undefined);
    assert.equal((await json("bookmark", "refresh")).changed.length, 2);
    assert.match(await ok("bookmark", "list"), /app\.ts +\(it is gone\)\n.*app\.ts:3 +three +\(its line is gone\)\n$/);
    write("one\ntwo\nthree\n");
    const { changed } = await json("bookmark", "refresh");
    assert.deepEqual(
      changed.map(({ state }: Bookmark) => state),
      ["anchored", "anchored"],
    );
  });

  it("leaves the bookmarks of other files and of files that are no text", async () => {
    const { add, json, write } = setUp();
    await add(3);
    write("one\0two");
    const { changed, skipped } = await json("bookmark", "refresh");
    assert.deepEqual([changed, skipped], [[], [{ path: "src/app.ts", reason: "it is not a text file" }]]);
    assert.deepEqual((await json("bookmark", "refresh", "src/other.ts")).skipped, []);
  });
});

describe("the verbs of lists", () => {
  removeTempFoldersAfterEach();

  it("create, rename, edit and delete them", async () => {
    const { add, json, ok, run } = setUp();
    assert.match(await ok("list", "list"), /lockstep list create/);
    assert.equal(
      await ok("list", "create", "review", "--color", "red", "--icon", "bug"),
      "Created the list “review”.\n",
    );
    await add(1, "--list", "Review");
    assert.equal(await ok("list", "list"), "review  1 bookmark  red  bug\n");
    assert.equal(await ok("list", "rename", "REVIEW", "tour"), "Renamed the list “REVIEW” to “tour”.\n");
    assert.deepEqual(await json("list", "edit", "tour", "--no-color", "--icon", "book"), {
      name: "tour",
      icon: "book",
    });
    assert.equal((await run("list", "edit", "tour")).code, 2);
    assert.equal((await run("list", "create", "Tour")).code, 4);
    assert.equal((await run("list", "rename", "none", "x")).code, 3);
    assert.equal(await ok("list", "delete", "tour"), "Deleted the list “tour”.\n");
    assert.deepEqual((await json("bookmark", "list"))[0].list, undefined);
  });

  it("delete takes the bookmarks along when it is told to", async () => {
    const { add, json, ok } = setUp();
    await add(1, "--list", "old");
    assert.match(await ok("list", "delete", "old", "--bookmarks"), /^Deleted the list “old”\.\nRemoved /);
    assert.deepEqual([await json("bookmark", "list"), (await json("bookmark", "trash")).length], [[], 1]);
  });

  it("default says where new bookmarks go", async () => {
    const { add, json, ok, run } = setUp();
    await ok("list", "create", "review");
    assert.equal(await ok("list", "default", "Review"), "New bookmarks come into the list “review”.\n");
    assert.equal((await add(1)).list, "review");
    assert.equal((await add(2, "--no-list")).list, undefined);
    assert.deepEqual(await json("list", "list"), [{ name: "review", bookmarks: 1, default: true }]);
    assert.equal(await ok("list", "default", "--none"), "New bookmarks come into no list.\n");
    assert.equal((await run("list", "default")).code, 2);
    assert.equal((await run("list", "default", "none")).code, 3);
  });
});
