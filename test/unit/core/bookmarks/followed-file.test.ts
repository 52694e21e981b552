import assert from "node:assert/strict";
import fc from "fast-check";
import { anchorAt } from "../../../../src/core/bookmarks/anchor";
import { afterChanges, inverseOf, type TextChange } from "../../../../src/core/bookmarks/anchors/text-change";
import type { Bookmark } from "../../../../src/core/bookmarks/bookmark";
import { FollowedFile } from "../../../../src/core/bookmarks/followed-file";
import type { FollowedPlace } from "../../../../src/core/bookmarks/following";
import { change } from "./anchors/editor";

const lines = ["import x", "", "function first() {", "  one();", "}", "", "function second() {", "  two();", "}"];
const time = "2026-01-01T00:00:00.000Z";

function bookmark(text: readonly string[], line: number, more: Partial<Bookmark> = {}): Bookmark {
  const anchor = anchorAt(text, line);
  const id = `b${line}`;
  const times = { createdAt: time, updatedAt: time };
  return { id, path: "a.ts", line, column: 1, tags: [], anchor, state: "anchored", ...times, ...more };
}

/** The document after a report. */
function told(records: readonly Bookmark[], reports: readonly FollowedPlace[]): readonly Bookmark[] {
  return records.map((record) => {
    const report = reports.find(({ id }) => id === record.id);
    if (report === undefined) {
      return record;
    }
    const { line, column, anchor, state } = report;
    return { ...record, line, column, anchor, state };
  });
}

const linesOf = (file: FollowedFile) => file.places.map(({ line, orphan }) => (orphan === undefined ? line : "-"));

describe("a followed file", () => {
  it("reports a bookmark that an edit moved, and where it was known to be", () => {
    const file = new FollowedFile(lines, [bookmark(lines, 4)]);
    assert.equal(file.edit([change(0, 0, 0, 0, "// new\n")]), true);
    const [report, ...others] = file.reports();
    assert.deepEqual(others, []);
    assert.deepEqual(report?.from, { path: "a.ts", line: 4, state: "anchored" });
    assert.deepEqual([report?.line, report?.state, report?.anchor.text], [5, "anchored", "  one();"]);
  });

  it("reports nothing twice, and the next move from where it is now known to be", () => {
    const records = [bookmark(lines, 4)];
    const file = new FollowedFile(lines, records);
    file.edit([change(0, 0, 0, 0, "// new\n")]);
    file.reported(told(records, file.reports()));
    assert.deepEqual(file.reports(), []);
    file.edit([change(0, 0, 0, 0, "// newer\n")]);
    assert.deepEqual(
      file.reports().map(({ from, line }) => [from.line, line]),
      [[5, 6]],
    );
  });

  it("reports the new text of a line that stayed where it is, and its column", () => {
    const file = new FollowedFile(lines, [bookmark(lines, 4, { column: 3 })]);
    assert.equal(file.edit([change(3, 0, 3, 0, "    ")]), false);
    assert.deepEqual(
      file.reports().map(({ line, column, anchor }) => [line, column, anchor.text]),
      [[4, 7, "      one();"]],
    );
  });

  it("reports nothing of edits far from every bookmark", () => {
    const file = new FollowedFile(lines, [bookmark(lines, 1)]);
    file.edit([change(7, 2, 7, 5, "three")]);
    assert.deepEqual(file.reports(), []);
  });

  it("reports a deleted line as an orphan that keeps what it remembers, and its return", () => {
    const records = [bookmark(lines, 4)];
    const file = new FollowedFile(lines, records);
    const deletion = [change(3, 0, 4, 0, "")];
    assert.equal(file.edit(deletion), true);
    const reports = file.reports();
    assert.deepEqual(
      reports.map(({ state, line, anchor }) => [state, line, anchor.text]),
      [["orphaned", 4, "  one();"]],
    );
    file.reported(told(records, reports));
    assert.equal(file.edit(inverseOf(lines, deletion)), true);
    assert.deepEqual(
      file.reports().map(({ state, line, from }) => [state, line, from.state]),
      [["anchored", 4, "orphaned"]],
    );
  });

  it("leaves what edits moved where it is when the document changes elsewhere", () => {
    const records = [bookmark(lines, 4)];
    const file = new FollowedFile(lines, records);
    file.edit([change(0, 0, 0, 0, "// new\n")]);
    file.merge([{ ...bookmark(lines, 4), label: "new name" }, bookmark(file.lines, 8)]);
    assert.deepEqual(linesOf(file), [5, 8]);
  });

  it("takes a bookmark that someone else moved from the document, and lets no undo bring it back", () => {
    const file = new FollowedFile(lines, [bookmark(lines, 4)]);
    const insertion = [change(0, 0, 0, 0, "// new\n")];
    file.edit(insertion);
    file.merge([{ ...bookmark(file.lines, 9), id: "b4" }]);
    assert.deepEqual(linesOf(file), [9]);
    file.edit(inverseOf(lines, insertion));
    assert.deepEqual(linesOf(file), [8]);
  });

  it("does not go back to what its own report replaced", () => {
    const records = [bookmark(lines, 4)];
    const file = new FollowedFile(lines, records);
    file.edit([change(0, 0, 0, 0, "// new\n")]);
    file.reported(told(records, file.reports()));
    file.merge(records);
    assert.deepEqual(linesOf(file), [5]);
    assert.deepEqual(file.reports(), []);
  });

  it("says it again when somebody put back what its own report replaced", () => {
    const records = [bookmark(lines, 4)];
    const file = new FollowedFile(lines, records);
    file.edit([change(0, 0, 0, 0, "// new\n")]);
    const reports = file.reports();
    file.reported(told(records, reports));
    file.merge(records);
    assert.deepEqual([linesOf(file), file.reports(), file.isInDoubt], [[5], [], true]);
    file.merge(records, "fresh");
    assert.deepEqual([linesOf(file), file.isInDoubt], [[5], false]);
    assert.deepEqual(
      file.reports().map(({ from, line }) => [from.line, line]),
      [[4, 5]],
    );
  });

  it("doubts nothing once it has seen its own report", () => {
    const records = [bookmark(lines, 4)];
    const file = new FollowedFile(lines, records);
    file.edit([change(0, 0, 0, 0, "// new\n")]);
    const after = told(records, file.reports());
    file.reported(after);
    file.merge(records);
    file.merge(after);
    assert.equal(file.isInDoubt, false);
    file.merge(records);
    assert.deepEqual([file.isInDoubt, file.reports().length], [false, 1]);
  });

  it("searches bookmarks whose document speaks of another text before it follows an edit", () => {
    const elsewhere = ["// theirs", ...lines];
    const file = new FollowedFile(lines, [bookmark(elsewhere, 5)]);
    file.settle("known");
    assert.deepEqual(linesOf(file), [4]);
  });

  it("searches orphans in a text that nobody had searched, and not again before each edit", () => {
    const orphan = { ...bookmark(lines, 4), line: 7, state: "orphaned" as const };
    const file = new FollowedFile(lines, [orphan]);
    file.settle("known");
    assert.deepEqual(file.reports(), []);
    file.settle("new");
    assert.deepEqual(
      file.reports().map(({ from, line, state }) => [from.state, line, state]),
      [["orphaned", 4, "moved"]],
    );
  });

  it("knows better than who took a bookmark for lost that its line is there", () => {
    const record = bookmark(lines, 4);
    const file = new FollowedFile(lines, [record]);
    file.edit([change(0, 0, 0, 0, "// new\n")]);
    file.merge([{ ...record, state: "orphaned" }]);
    assert.deepEqual(linesOf(file), [5]);
    assert.deepEqual(
      file.reports().map(({ from, line, state }) => [from.state, line, state]),
      [["orphaned", 5, "anchored"]],
    );
  });

  it("finds bookmarks in a text that was replaced, and says that they moved", () => {
    const records = [bookmark(lines, 4), bookmark(lines, 8)];
    const file = new FollowedFile(lines, records);
    file.replace(["// new", ...lines]);
    file.search(records);
    assert.deepEqual(
      file.reports().map(({ line, state }) => [line, state]),
      [
        [5, "moved"],
        [9, "moved"],
      ],
    );
  });

  it("remembers the line of a bookmark that nobody had looked at", () => {
    const record = { ...bookmark(lines, 4), anchor: { text: "", before: [], after: [] } };
    const file = new FollowedFile(lines, [record]);
    assert.equal(file.hasStrayed(), true);
    file.search([record]);
    const [report] = file.reports();
    assert.deepEqual([report?.line, report?.state, report?.anchor], [4, "anchored", anchorAt(lines, 4)]);
  });

  it("of a thousand and more lines takes a new text as a whole", () => {
    const many = Array.from({ length: 200_000 }, (_, nth) => `line ${nth}`);
    const file = new FollowedFile(["one"], []);
    file.edit([change(0, 0, 0, 3, many.join("\n"))]);
    assert.deepEqual(file.lines, many);
  });

  it("has edited in place exactly the text that the editor has, and finds every bookmark again that it kept", () => {
    const step = fc.record({
      line: fc.nat({ max: 30 }),
      kind: fc.constantFrom("enter", "type", "delete", "down"),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 20 }), (steps) => {
        const begin = Array.from(
          { length: 20 },
          (_, nth) => `${"abcdefghij"[nth % 10]}${nth} word${nth * 7} end${nth}`,
        );
        const records = begin.map((_, nth) => bookmark(begin, nth + 1));
        const file = new FollowedFile(begin, records);
        let [text, fresh]: [readonly string[], number] = [begin, 100];
        for (const { line, kind } of steps) {
          const changes = changesOf(kind, line % text.length, text, fresh++);
          file.edit(changes);
          text = afterChanges(text, changes);
        }
        assert.deepEqual(file.lines, text);
        const now = told(records, file.reports());
        const scratch = new FollowedFile(text, now);
        scratch.search(now);
        const kept = now.filter(({ state }) => state !== "orphaned").map(({ id, line }) => [id, line]);
        const found = new Map(scratch.places.map(({ id, line }) => [id, line]));
        assert.deepEqual(
          kept.map(([id]) => [id, found.get(String(id))]),
          kept,
        );
      }),
    );
  });
});

function changesOf(kind: string, line: number, text: readonly string[], fresh: number): readonly TextChange[] {
  const length = text[line]?.length ?? 0;
  switch (kind) {
    case "enter":
      return [change(line, 0, line, 0, `z${fresh} fresh${fresh}\n`)];
    case "type":
      return [change(line, length, line, length, ` t${fresh}`)];
    case "delete":
      return line + 1 < text.length ? [change(line, 0, line + 1, 0, "")] : [];
    default:
      return line + 1 < text.length
        ? [
            change(line, 0, line, 0, `${text[line + 1]}\n`),
            change(line, length, line + 1, text[line + 1]?.length ?? 0, ""),
          ]
        : [];
  }
}
