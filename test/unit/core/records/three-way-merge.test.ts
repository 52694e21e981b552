import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { groupCodec } from "../../../../src/core/groups/group";
import { queueCodec } from "../../../../src/core/queues/queue";
import { kindOf, mergeTexts } from "../../../../src/core/records/merge-documents";
import { throwsWith } from "../../../helpers/throws-with";
import {
  at,
  bookmark,
  command,
  group,
  idsOf,
  mergeBookmarks,
  mergeGroups,
  mergeQueues,
  queue,
  session,
} from "./merging";

describe("merging two versions of the bookmarks", () => {
  const a = bookmark("a", { line: 1 });
  const b = bookmark("b", { line: 2 });
  const c = bookmark("c", { line: 3 });

  it("has what either side added, by place", () => {
    const { bookmarks, conflicts } = mergeBookmarks([b], [b, c], [a, b]);
    assert.deepEqual([idsOf(bookmarks), conflicts], [["a", "b", "c"], []]);
    assert.deepEqual(idsOf(mergeBookmarks(undefined, [b], [a]).bookmarks), ["a", "b"]);
  });

  it("has what one side changed as that side has it", () => {
    const changed = { ...b, label: "new", updatedAt: at(1) };
    assert.deepEqual(mergeBookmarks([a, b], [a, changed], [a, b]).bookmarks, [a, changed]);
    assert.deepEqual(mergeBookmarks([a, b], [a, b], [a, changed]).bookmarks, [a, changed]);
  });

  it("has not what one side removed, unless the other changed it", () => {
    const changed = { ...b, label: "new", updatedAt: at(1) };
    assert.deepEqual(mergeBookmarks([a, b], [a], [a, b]).bookmarks, [a]);
    assert.deepEqual(mergeBookmarks([a, b], [a, b], [a]).bookmarks, [a]);
    assert.deepEqual(mergeBookmarks([a, b], [a], [a, changed]), { bookmarks: [a, changed], conflicts: [] });
    assert.deepEqual(mergeBookmarks([a, b], [a], [a]).bookmarks, [a]);
  });

  it("merges what both changed field by field", () => {
    const ours = { ...a, label: "ours", updatedAt: at(1) };
    const theirs = { ...a, note: "theirs", path: "renamed.ts", updatedAt: at(2) };
    const { bookmarks, conflicts } = mergeBookmarks([a], [ours], [theirs]);
    assert.deepEqual(bookmarks, [{ ...theirs, label: "ours" }]);
    assert.deepEqual(conflicts, []);
  });

  it("takes the place of the side that was changed last, with what it remembers of it", () => {
    const anchor = (text: string) => ({ text, before: [], after: [] });
    const older = { ...a, line: 5, anchor: anchor("five"), label: "kept", updatedAt: at(1) };
    const newer = { ...a, line: 9, anchor: anchor("nine"), state: "moved" as const, updatedAt: at(2) };
    for (const [ours, theirs] of [
      [older, newer],
      [newer, older],
    ] as const) {
      const { bookmarks, conflicts } = mergeBookmarks([a], [ours], [theirs]);
      assert.deepEqual([bookmarks, conflicts], [[{ ...newer, label: "kept" }], []]);
    }
  });

  it("adds and removes tags of both sides", () => {
    const base = bookmark("a", { tags: ["x", "y"] });
    const ours = { ...base, tags: ["y", "o"], updatedAt: at(1) };
    const theirs = { ...base, tags: ["x", "y", "t"], updatedAt: at(2) };
    assert.deepEqual(mergeBookmarks([base], [ours], [theirs]).bookmarks[0]?.tags, ["y", "o", "t"]);
  });

  it("keeps ours where both wrote something different, and tells", () => {
    const ours = { ...a, label: "ours", note: "same", updatedAt: at(1) };
    const theirs = { ...a, label: "theirs", note: "same", updatedAt: at(2) };
    const { bookmarks, conflicts } = mergeBookmarks([a], [ours], [theirs]);
    assert.deepEqual(bookmarks, [{ ...ours, updatedAt: at(2) }]);
    const conflict = { record: "a", name: "a.ts:1", field: "label", ours: "ours", theirs: "theirs" };
    assert.deepEqual(conflicts, [conflict]);
    const { label: _removed, ...without } = { ...theirs, note: "n" };
    const removed = mergeBookmarks([{ ...a, label: "base" }], [ours], [without]);
    assert.deepEqual(
      removed.conflicts.map(({ field, theirs }) => [field, theirs]),
      [
        ["label", undefined],
        ["note", "n"],
      ],
    );
  });

  it("merges the fields of a newer Lockstep as well", () => {
    const text = (extra: object, record: object) =>
      JSON.stringify({ version: 1, bookmarks: [{ ...a, ...record }], ...extra });
    const texts = { base: text({}, {}), ours: text({ x: 1 }, { y: 2 }), theirs: text({ z: [3] }, { w: { v: 4 } }) };
    const { x, z, bookmarks } = JSON.parse(mergeTexts("bookmarks", texts).text);
    assert.deepEqual([x, z, bookmarks], [1, [3], [{ ...a, y: 2, w: { v: 4 } }]]);
  });

  it("refuses what is no valid document, or a newer Lockstep's", () => {
    const good = '{"version":1,"bookmarks":[]}';
    throwsWith("CORRUPT", () => mergeTexts("bookmarks", { base: good, ours: "<<<<<<<", theirs: good }));
    throwsWith("CORRUPT", () =>
      mergeTexts("bookmarks", { base: good, ours: good, theirs: '{"version":1,"bookmarks":7}' }),
    );
    const newer = '{"version":2,"bookmarks":[]}';
    throwsWith("NEWER_VERSION", () => mergeTexts("bookmarks", { base: good, ours: good, theirs: newer }));
    const tags = (letter: string) => Array.from({ length: 150 }, (_, index) => `${letter}${index}`);
    throwsWith("CORRUPT", () => mergeBookmarks([a], [{ ...a, tags: tags("o") }], [{ ...a, tags: tags("t") }]));
  });
});

describe("merging two versions of a queue", () => {
  const [one, two, three] = [command("1"), command("2"), command("3")] as const;

  it("has the commands that both appended, the older side's first", () => {
    const base = queue([one]);
    const older = queue([one, two], { updatedAt: at(1) });
    const newer = queue([one, three], { updatedAt: at(2) });
    assert.deepEqual(idsOf(mergeQueues(base, older, newer).queue.commands), ["1", "2", "3"]);
    assert.deepEqual(mergeQueues(base, newer, older), mergeQueues(base, older, newer));
    assert.equal(mergeQueues(base, older, newer).queue.updatedAt, at(2));
  });

  it("keeps the order that one side made, and puts what the other added behind its neighbour", () => {
    const base = queue([one, two]);
    const moved = queue([two, one], { updatedAt: at(1) });
    const inserted = queue([one, three, two], { updatedAt: at(2) });
    assert.deepEqual(idsOf(mergeQueues(base, moved, inserted).queue.commands), ["2", "1", "3"]);
    assert.deepEqual(idsOf(mergeQueues(base, inserted, moved).queue.commands), ["2", "1", "3"]);
    const first = queue([three, one, two]);
    assert.deepEqual(idsOf(mergeQueues(base, first, moved).queue.commands), ["3", "2", "1"]);
  });

  it("takes how a command went from the side where it went on last", () => {
    const failed = command("1", { status: "failed", startedAt: at(1), completedAt: at(2), exitCode: 1, error: "no" });
    const completed = command("1", { status: "completed", startedAt: at(3), completedAt: at(4), exitCode: 0 });
    for (const [ours, theirs] of [
      [failed, completed],
      [completed, failed],
    ] as const) {
      const { queue: merged, conflicts } = mergeQueues(queue([one]), queue([ours]), queue([theirs]));
      assert.deepEqual([merged.commands, conflicts], [[completed], []]);
    }
  });

  it("merges its settings and variables one by one, and keeps our name and command in a conflict", () => {
    const config = (fields: object) => ({ ...queue([]).config, ...fields });
    const base = queue([one], { config: config({ env: { A: "1" } }) });
    const run = (line: string) => ({ kind: "shell" as const, command: line });
    const ours = queue([command("1", { run: run("ours") })], {
      name: "Ours",
      config: config({ stopOnError: false, env: { A: "1", B: "2" } }),
    });
    const theirs = queue([command("1", { run: run("theirs"), label: "L" })], {
      name: "Theirs",
      config: config({ onInterrupted: "retry", env: {} }),
    });
    const { queue: merged, conflicts } = mergeQueues(base, ours, theirs);
    assert.deepEqual(merged.config, { stopOnError: false, onInterrupted: "retry", env: { B: "2" } });
    assert.deepEqual([merged.name, merged.commands], ["Ours", [command("1", { run: run("ours"), label: "L" })]]);
    assert.deepEqual(
      conflicts.map(({ name, field }) => [name, field]),
      [
        ["Ours", "name"],
        ["L", "run"],
      ],
    );
  });
});

describe("merging two versions of a group", () => {
  it("lets no session depend on one that the other side removed", () => {
    const base = group([session("a"), session("b")]);
    const { group: merged, conflicts } = mergeGroups(
      base,
      group([session("b")]),
      group([session("a"), session("b"), session("c", ["a", "b"])]),
    );
    assert.deepEqual([merged.sessions, conflicts], [[session("b"), session("c", ["b"])], []]);
  });

  it("lets no two sessions wait for each other: ours stays, and it tells", () => {
    const base = group([session("a"), session("b")]);
    const ours = group([session("a", ["b"]), session("b")]);
    const theirs = group([session("a"), session("b", ["a"])]);
    const { group: merged, conflicts } = mergeGroups(base, ours, theirs);
    assert.deepEqual(merged.sessions, ours.sessions);
    assert.deepEqual(
      conflicts.map(({ name, field }) => [name, field]),
      [["b", "dependsOn"]],
    );
  });

  it("merges the budget number by number", () => {
    const budget = { maxUsd: 5, warningThreshold: 0.8, onExceeded: "pause" as const };
    const withBudget = (fields: object) =>
      group([], { config: { ...group([]).config, budget: { ...budget, ...fields } } });
    const { group: merged, conflicts } = mergeGroups(
      withBudget({}),
      withBudget({ maxUsd: 9 }),
      withBudget({ maxUsd: 7, onExceeded: "warn" }),
    );
    assert.deepEqual(merged.config.budget, { ...budget, maxUsd: 9, onExceeded: "warn" });
    assert.deepEqual(
      conflicts.map(({ field }) => field),
      ["config.budget.maxUsd"],
    );
  });
});

describe("a document to merge", () => {
  it("is known by its place, else by what is in it", () => {
    assert.equal(kindOf(".lockstep/bookmarks.json", ""), "bookmarks");
    assert.equal(kindOf("sub/.lockstep/groups/x.json", ""), "group");
    assert.equal(kindOf(".lockstep\\queues\\x.json", ""), "queue");
    assert.equal(kindOf("package.json", '{"commands":[]}'), undefined);
    assert.equal(kindOf(undefined, queueCodec.format(queue([]))), "queue");
    assert.equal(kindOf(undefined, groupCodec.format(group([]))), "group");
    assert.equal(kindOf(undefined, "{}"), undefined);
  });
});
