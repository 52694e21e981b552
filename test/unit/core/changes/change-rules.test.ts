import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { mergedRun, withoutOlder, withRun } from "../../../../src/core/changes/change-rules";
import {
  type ChangesDocument,
  changesCodec,
  largestRun,
  type RunChanges,
} from "../../../../src/core/changes/run-changes";

const at = (minute: number) => new Date(Date.UTC(2026, 10, 1, 0, minute)).toISOString();
const modified = (...paths: readonly string[]) => paths.map((path) => ({ path, change: "modified" }) as const);
const run = (id: string, paths: readonly string[], more: Partial<RunChanges> = {}): RunChanges => ({
  ...{ id, startedAt: at(0), endedAt: at(1), files: modified(...paths) },
  ...more,
});
const many = (count: number) => Array.from({ length: count }, (_, index) => `f${String(index).padStart(6, "0")}.ts`);
const recorded = (document: ChangesDocument | undefined, ...runs: readonly RunChanges[]) =>
  runs.reduce<ChangesDocument | undefined>((current, one) => withRun(current, one).document, document);

describe("a document of what runs changed", () => {
  it("has each run once, with the files of all its records by path", () => {
    const document = recorded(undefined, run("r", ["b", "a"]), run("s", ["a"]), run("r", ["c", "a"]));
    assert.deepEqual(
      document?.runs.map(({ id, files }) => [id, files.map(({ path }) => path)]),
      [
        ["r", ["a", "b", "c"]],
        ["s", ["a"]],
      ],
    );
  });

  it("is the same one when a record tells nothing new", () => {
    const document = recorded(undefined, run("r", ["b", "a", "a"]), run("s", ["x"]));
    assert.equal(recorded(document, run("r", ["a", "b"]), run("s", ["x"])), document);
  });

  it("keeps of two records the whole time, the worse news, and that a file was made", () => {
    const first = run("r", [], { files: [{ path: "a", change: "created", added: 1 }], more: 7, incomplete: true });
    const second = run("r", ["a"], { startedAt: at(-5), endedAt: at(9), more: 3, title: "t" });
    assert.deepEqual(mergedRun(first, second), {
      ...{ id: "r", startedAt: at(-5), endedAt: at(9), title: "t", more: 7, incomplete: true },
      files: [{ path: "a", change: "created", added: 1 }],
    });
  });

  it("cuts a run that changed 100,000 files, says how many more there were, and does not count them twice", () => {
    const huge = run("r", many(100_000));
    const { document, result } = withRun(undefined, huge);
    assert.deepEqual([result?.files.length, result?.more], [largestRun, 100_000 - largestRun]);
    assert.equal(result?.files[0]?.path, "f000000.ts");
    assert.equal(withRun(document, huge).document, document);
    assert.deepEqual(changesCodec.parse(changesCodec.format(document)).value, document);
  });

  it("is full after a few thousand files, and still merges with the runs that it has", () => {
    const ids = ["a", "b", "c", "d"];
    const full = recorded(undefined, ...ids.map((id) => run(id, many(1500))));
    assert.deepEqual(withRun(full, run("e", ["x"])), { document: full, result: undefined });
    assert.equal(withRun(full, run("a", ["x"])).result?.files.length, 1501);
  });

  it("forgets runs that ended before a time", () => {
    const document = recorded(undefined, run("old", ["a"]), run("new", ["a"], { endedAt: at(5) }));
    const { document: left, result } = withoutOlder(document, new Date(at(5)));
    assert.deepEqual([left.runs.map(({ id }) => id), result], [["new"], ["old"]]);
    assert.equal(withoutOlder(left, new Date(at(5))).document, left);
  });

  it("holds any name that a file can have, and none out of the folder", () => {
    const names = ["a b", 'q"', "line\nend", "back\\slash", "..a/b..", "c:x", "-x", "ä"];
    const document = { version: 1 as const, runs: [run("r", names)] };
    assert.deepEqual(changesCodec.parse(changesCodec.format(document)).value, document);
    for (const path of ["/etc/passwd", "../x", "a/../b", "..", "a/..", "", "nul\0"]) {
      assert.throws(() => changesCodec.format({ version: 1, runs: [run("r", [path])] }), /files\.0\.path/);
    }
  });

  it("keeps what a newer Lockstep wrote into it", () => {
    const text = JSON.stringify({ version: 1, runs: [{ ...run("r", ["a"]), mood: "good" }], extra: [1] });
    const { document } = withRun(changesCodec.parse(text).value, run("r", ["b"]));
    assert.deepEqual([document["extra"], document.runs[0]?.["mood"], document.runs[0]?.files.length], [[1], "good", 2]);
  });
});
