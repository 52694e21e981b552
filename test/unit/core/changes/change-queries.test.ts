import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { changesOfRun, mergedRuns, runsOfPath } from "../../../../src/core/changes/change-queries";
import type { FileChange, RunChanges } from "../../../../src/core/changes/run-changes";

const at = (minute: number) => new Date(Date.UTC(2026, 10, 1, 0, minute)).toISOString();
const run = (id: string, from: number, to: number, ...files: readonly (string | FileChange)[]): RunChanges => ({
  ...{ id, startedAt: at(from), endedAt: at(to) },
  files: files.map((file) => (typeof file === "string" ? { path: file, change: "modified" } : file)),
});
const renamed = (from: string, path: string): FileChange => ({ path, change: "renamed", from });
const ids = (path: string, ...runs: readonly RunChanges[]) =>
  runsOfPath(path, mergedRuns(runs)).map(({ run: { id } }) => id);

describe("the runs that changed a file", () => {
  it("are told with the newest first", () => {
    assert.deepEqual(ids("a", run("x", 0, 1, "a"), run("y", 2, 3, "b"), run("z", 4, 5, "a")), ["z", "x"]);
  });

  it("are those of everything in a folder, and not of one that only begins with its name", () => {
    const runs = [run("x", 0, 1, "src/a", "src/deep/b", "c"), run("y", 2, 3, "src2/a"), run("z", 4, 5, "src")];
    assert.deepEqual(ids("src", ...runs), ["z", "x"]);
    assert.deepEqual(ids(".", ...runs), ["z", "y", "x"]);
    const [, found] = runsOfPath("src", mergedRuns(runs));
    assert.deepEqual([found?.files.map(({ path }) => path), found?.run.id], [["src/a", "src/deep/b"], "x"]);
  });

  it("are followed to the names that it had before, from one run to the next", () => {
    const runs = [
      run("first", 0, 1, "a"),
      run("moved", 2, 3, renamed("a", "b")),
      run("again", 4, 5, renamed("b", "src/c")),
      run("other", 6, 7, "a"),
      run("last", 8, 9, "src/c"),
    ];
    assert.deepEqual(ids("src/c", ...runs), ["last", "again", "moved", "first"]);
    assert.deepEqual(ids("src", ...runs), ["last", "again", "moved", "first"]);
    assert.deepEqual(ids("a", ...runs), ["other", "moved", "first"]);
  });

  it("stay apart when two files changed places", () => {
    const runs = [run("a", 0, 1, "a"), run("b", 2, 3, "b"), run("swap", 4, 5, renamed("a", "b"), renamed("b", "a"))];
    const [swap, ...before] = runsOfPath("a", mergedRuns(runs));
    assert.equal(swap?.files.length, 2);
    assert.deepEqual(
      before.map(({ run: { id } }) => id),
      ["b", "a"],
    );
  });

  it("are each told once, though two documents know of them", () => {
    const [found, ...others] = mergedRuns([run("x", 0, 1, "a"), run("x", 0, 2, "b")]);
    assert.deepEqual([found?.files.length, found?.endedAt, others], [2, at(2), []]);
  });
});

describe("ten thousand runs", () => {
  it("are told of a folder without comparing each with all", () => {
    const runs = Array.from({ length: 10_000 }, (_, index) => run(`r${index}`, index, index + 2, `src/${index % 10}`));
    assert.equal(ids("src", ...runs).length, 10_000);
  }).timeout(10_000);
});

describe("a file that two runs changed at the same time", () => {
  const marks = (of: RunChanges, ...others: readonly RunChanges[]) =>
    changesOfRun(of, [...others, of]).files.map(({ shared }) => shared);

  it("is shared, and what only one of them has is not", () => {
    const first = run("x", 0, 5, "a", "b");
    const second = run("y", 3, 8, "b", "c");
    assert.deepEqual(marks(first, second), [false, true]);
    assert.deepEqual(marks(second, first), [true, false]);
    const [, older] = runsOfPath("b", [second, first]);
    assert.equal(older?.files[0]?.shared, true);
  });

  it("is shared under either of its names", () => {
    assert.deepEqual(marks(run("x", 0, 5, renamed("a", "b")), run("y", 3, 8, "a")), [true]);
    assert.deepEqual(marks(run("x", 0, 5, "a"), run("y", 3, 8, renamed("a", "b"))), [true]);
  });

  it("is shared with a run that began long before and others that came and went since", () => {
    const long = run("long", 0, 50, "a");
    const short = run("short", 40, 41, "a");
    const between = [run("p", 1, 2, "b"), run("q", 3, 4, "b"), run("r", 45, 46, "b")];
    assert.deepEqual([marks(short, ...between, long), marks(long, ...between, short)], [[true], [true]]);
    assert.deepEqual(marks(run("s", 3, 4, "a"), ...between, short), [false]);
  });

  it("is not shared by runs one after the other", () => {
    assert.deepEqual(marks(run("x", 0, 5, "a"), run("y", 5, 8, "a")), [false]);
  });
});
