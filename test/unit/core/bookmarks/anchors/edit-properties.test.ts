import assert from "node:assert/strict";
import fc from "fast-check";
import { anchorAt } from "../../../../../src/core/bookmarks/anchor";
import { EditHistory } from "../../../../../src/core/bookmarks/anchors/edit-history";
import { LineIndex } from "../../../../../src/core/bookmarks/anchors/line-index";
import { afterEdit } from "../../../../../src/core/bookmarks/anchors/live-edits";
import { PositionMap } from "../../../../../src/core/bookmarks/anchors/position-map";
import { reAnchor } from "../../../../../src/core/bookmarks/anchors/re-anchor";
import { afterChanges, inverseOf, type TextChange } from "../../../../../src/core/bookmarks/anchors/text-change";
import { bookmarks, change, lineTexts } from "./editor";

const anyLines = fc.array(fc.constantFrom("", "}", "  a();", "  b(c);", "if (x) {", "\treturn;"), {
  minLength: 1,
  maxLength: 8,
});
const anyText = fc
  .array(fc.constantFrom("x", "\n", "  ", "}", "a();\n", "é"), { maxLength: 5 })
  .map((parts) => parts.join(""));

/** Ranges that don't overlap, from a text and sorted cuts in it. */
const event = (lines: readonly string[]): fc.Arbitrary<readonly TextChange[]> => {
  const offsets = lines.flatMap((line, nth) =>
    Array.from({ length: line.length + 1 }, (_, character) => ({ line: nth, character })),
  );
  const cut = fc.nat({ max: offsets.length - 1 });
  const cuts = fc.array(cut, { minLength: 2, maxLength: 6 }).map((all) => all.sort((left, right) => left - right));
  return fc.tuple(cuts, fc.array(anyText, { minLength: 3, maxLength: 3 })).map(([places, texts]) =>
    texts.flatMap((text, nth) => {
      const [from, to, previous] = [places[2 * nth], places[2 * nth + 1], places[2 * nth - 1]];
      const [start, end] = [offsets[from ?? -1], offsets[to ?? -1]];
      return start === undefined || end === undefined || from === previous ? [] : [{ range: { start, end }, text }];
    }),
  );
};
const edited = anyLines.chain((lines) => fc.record({ lines: fc.constant(lines), changes: event(lines) }));

describe("edits of an open file", () => {
  it("move positions as if the changes of an event came one by one from the bottom up", () =>
    fc.assert(
      fc.property(edited, ({ lines, changes }) => {
        const bottomUp = changes.toReversed();
        assert.deepEqual(
          afterChanges(lines, changes),
          bottomUp.reduce<readonly string[]>((current, one) => afterChanges(current, [one]), lines),
        );
        lines.forEach((text, line) => {
          const position = { line, character: Math.min(1, text.length) };
          const single = bottomUp.reduce((current, one) => new PositionMap([one]).map(current).position, position);
          const together = new PositionMap(changes).map(position);
          if (together.within === undefined) {
            assert.deepEqual(together.position, single);
          }
        });
      }),
    ));

  it("are taken back by their inverse", () =>
    fc.assert(
      fc.property(edited, ({ lines, changes }) => {
        assert.deepEqual(afterChanges(afterChanges(lines, changes), inverseOf(lines, changes)), lines);
      }),
    ));

  it("put every bookmark back where it was when they are undone, and again when redone", () =>
    fc.assert(
      fc.property(edited, ({ lines, changes }) => {
        const [history, begin] = [new EditHistory(), bookmarks(lines)];
        const [after, back] = [afterChanges(lines, changes), inverseOf(lines, changes)];
        const done = history.apply(begin, lines, changes);
        assert.deepEqual(history.apply(done, after, back), begin);
        assert.deepEqual(history.apply(begin, lines, inverseOf(after, back)), done);
      }),
    ));

  it("put every bookmark back by the text of its line, too, when every line is another one", () =>
    fc.assert(
      fc.property(
        fc.constantFrom("insert", "delete", "down", "sort"),
        fc.nat({ max: 9 }),
        fc.nat({ max: 5 }),
        (kind, at, count) => {
          const lines = Array.from({ length: 10 }, (_, nth) => unique(nth));
          const changes = changesOf(kind, at, count + 1, lines, counter(10));
          const [begin, after] = [bookmarks(lines), afterChanges(lines, changes)];
          const undone = afterEdit(afterEdit(begin, lines, changes), after, inverseOf(lines, changes));
          assert.deepEqual(undone, begin);
        },
      ),
    ));

  it("keep every bookmark within the file, and all of them", () =>
    fc.assert(
      fc.property(edited, ({ lines, changes }) => {
        const after = afterChanges(lines, changes);
        const places = afterEdit(bookmarks(lines), lines, changes);
        assert.equal(places.length, lines.length);
        for (const { line, column, orphan } of places) {
          assert.ok(line >= 1 && line <= after.length, `line ${line}`);
          assert.ok(orphan !== undefined || column >= 1, `column ${column}`);
        }
      }),
    ));

  it("lead to where the bookmarks are found from scratch when every line is another one", () => {
    const step = fc.record({
      kind: fc.constantFrom("insert", "delete", "down", "sort"),
      at: fc.nat(),
      count: fc.integer({ min: 1, max: 3 }),
    });
    fc.assert(
      fc.property(fc.integer({ min: 3, max: 12 }), fc.array(step, { maxLength: 8 }), (size, steps) => {
        const [begin, fresh] = [Array.from({ length: size }, (_, nth) => unique(nth)), counter(size)];
        let [lines, places] = [begin as readonly string[], bookmarks(begin)];
        for (const { kind, at, count } of steps) {
          const changes = changesOf(kind, at % lines.length, count, lines, fresh);
          [places, lines] = [afterEdit(places, lines, changes), afterChanges(lines, changes)];
        }
        const remembered = begin.map((_, nth) => ({ line: nth + 1, anchor: anchorAt(begin, nth + 1) }));
        const scratch = reAnchor(remembered, new LineIndex(lines)).map((found) =>
          found.kind === "orphaned" ? "-" : lines[found.line - 1],
        );
        assert.deepEqual(lineTexts(places, lines), scratch);
      }),
    );
  });
});

/** Words without a common part. */
function unique(nth: number): string {
  const letters = (seed: number) =>
    String.fromCharCode(...Array.from({ length: 9 }, (_, place) => 97 + ((seed * 7 + place * 11 + seed * place) % 26)));
  return `${letters(nth)}${nth} ${letters(nth + 13)}x${nth}`;
}

function counter(begin: number): () => string {
  let next = begin;
  return () => unique(next++);
}

function changesOf(
  kind: string,
  line: number,
  count: number,
  lines: readonly string[],
  fresh: () => string,
): readonly TextChange[] {
  const last = lines.length - 1;
  if (kind === "insert") {
    return [change(line, 0, line, 0, Array.from({ length: count }, () => `${fresh()}\n`).join(""))];
  }
  if (kind === "delete") {
    return line + count > last ? [] : [change(line, 0, line + count, 0, "")];
  }
  if (kind === "down") {
    const [above, below] = [lines[line] ?? "", lines[line + 1]];
    return below === undefined
      ? []
      : [change(line, 0, line, 0, `${below}\n`), change(line, above.length, line + 1, below.length, "")];
  }
  const end = Math.min(last, line + count);
  const block = lines.slice(line, end + 1).toSorted();
  return [change(line, 0, end, lines[end]?.length ?? 0, block.join("\n"))];
}
