import assert from "node:assert/strict";
import fc from "fast-check";
import { describe, it } from "mocha";
import { bookmarksCodec } from "../../../../src/core/bookmarks/bookmarks-document";
import { sortedByPlace } from "../../../../src/core/bookmarks/place-order";
import { groupCodec } from "../../../../src/core/groups/group";
import { queueCodec } from "../../../../src/core/queues/queue";
import { mergeTexts } from "../../../../src/core/records/merge-documents";
import { at, bookmark, command, group, idsOf, queue, session } from "./merging";

function losesNoDependency(merged: string, ...sides: readonly string[]): boolean {
  const ids = new Set(idsOf(groupCodec.parse(merged).value.sessions));
  const before = sides.flatMap((side) => groupCodec.parse(side).value.sessions).filter(({ id }) => ids.has(id));
  return before.every(({ dependsOn }) => dependsOn.every((id) => ids.has(id)));
}

describe("a three-way merge, whatever was changed,", () => {
  const few = fc.constantFrom("a", "b", "c", "d", "e");
  /** Whoever changes something writes down when: the sides are younger than the base, as in life. */
  const minutes = (from: number, to: number) => fc.integer({ min: from, max: to });
  const bookmarkOf = (minute: fc.Arbitrary<number>) =>
    fc
      .record({
        id: few,
        line: fc.integer({ min: 1, max: 3 }),
        text: fc.constantFrom("", "x", "y"),
        label: fc.option(fc.constantFrom("l", "m"), { nil: undefined }),
        tags: fc.uniqueArray(fc.constantFrom("t", "u", "v")),
        minute,
      })
      .map(({ id, line, text, label, tags, minute: changed }) =>
        bookmark(id, {
          line,
          tags,
          anchor: { text, before: [], after: [] },
          updatedAt: at(changed),
          ...(label === undefined ? {} : { label }),
        }),
      );
  const bookmarksOf = (minute: fc.Arbitrary<number>) =>
    fc
      .uniqueArray(bookmarkOf(minute), { selector: ({ id }) => id, maxLength: 5 })
      .map((bookmarks) => sortedByPlace(bookmarks));
  const lists = fc.uniqueArray(
    fc
      .record({ name: few, color: fc.option(fc.constantFrom("red", "blue"), { nil: undefined }) })
      .map(({ name, color }) => (color === undefined ? { name } : { name, color })),
    { selector: ({ name }) => name, maxLength: 4 },
  );
  const queueOf = (minute: fc.Arbitrary<number>) =>
    fc
      .record({
        commands: fc.uniqueArray(
          fc.record({ id: few, status: fc.constantFrom("pending", "completed", "failed"), label: few, minute }),
          { selector: ({ id }) => id, maxLength: 5 },
        ),
        changed: minute,
      })
      .map(({ commands, changed }) =>
        queue(
          commands.map(({ id, status, label, minute: started }) =>
            command(id, { status, label, startedAt: at(started) }),
          ),
          { updatedAt: at(changed) },
        ),
      );
  /** A session waits for some of those before it: no side has a cycle, but both together may make one. */
  const groupOf = (minute: fc.Arbitrary<number>) =>
    fc
      .tuple(
        minute,
        fc.uniqueArray(fc.record({ id: few, waits: fc.uniqueArray(few, { maxLength: 2 }) }), {
          selector: ({ id }) => id,
          maxLength: 5,
        }),
      )
      .map(([changed, sessions]) =>
        group(
          sessions.map(({ id, waits }, index) => {
            const before = idsOf(sessions.slice(0, index));
            return session(
              id,
              waits.filter((other) => before.includes(other)),
            );
          }),
          { updatedAt: at(changed) },
        ),
      );

  const kinds = [
    {
      kind: "bookmarks",
      codec: bookmarksCodec,
      texts: (minute: fc.Arbitrary<number>) =>
        fc.tuple(bookmarksOf(minute), lists, fc.option(few, { nil: undefined })).map(([bookmarks, all, defaultList]) =>
          bookmarksCodec.format({
            ...{ version: 1, bookmarks },
            ...(all.length === 0 ? {} : { lists: all }),
            ...(defaultList === undefined ? {} : { defaultList }),
          }),
        ),
    },
    {
      kind: "queue",
      codec: queueCodec,
      texts: (minute: fc.Arbitrary<number>) => queueOf(minute).map(queueCodec.format),
    },
    {
      kind: "group",
      codec: groupCodec,
      texts: (minute: fc.Arbitrary<number>) => groupOf(minute).map(groupCodec.format),
    },
  ] as const;

  for (const { kind, codec, texts } of kinds) {
    const holds = (property: (base: string, ours: string, theirs: string) => void) =>
      fc.assert(fc.property(texts(minutes(0, 0)), texts(minutes(1, 3)), texts(minutes(1, 3)), property), {
        numRuns: 200,
      });

    it(`is what one side has when the other changed nothing (${kind})`, () =>
      holds((base, ours) => {
        assert.deepEqual(mergeTexts(kind, { base, ours, theirs: base }), { text: ours, conflicts: [] });
        assert.deepEqual(mergeTexts(kind, { base, ours: base, theirs: ours }), { text: ours, conflicts: [] });
        assert.deepEqual(mergeTexts(kind, { base, ours, theirs: ours }), { text: ours, conflicts: [] });
      }));

    it(`is the same whichever side is ours, where nothing is in conflict (${kind})`, () =>
      holds((base, ours, theirs) => {
        const merged = mergeTexts(kind, { base, ours, theirs });
        const mirrored = mergeTexts(kind, { base, ours: theirs, theirs: ours });
        assert.equal(merged.conflicts.length === 0, mirrored.conflicts.length === 0);
        if (merged.conflicts.length === 0) {
          assert.equal(merged.text, mirrored.text);
        }
      }));

    it(`changes nothing when it is done again (${kind})`, () =>
      holds((base, ours, theirs) => {
        const { text } = mergeTexts(kind, { base, ours, theirs });
        // A session whose only change was to wait for one that is gone now looks as if nobody had changed it.
        fc.pre(kind !== "group" || losesNoDependency(text, ours, theirs));
        assert.equal(mergeTexts(kind, { base, ours: text, theirs }).text, text);
      }));

    it(`is a valid document in its normal form, which loses nothing that a side added (${kind})`, () =>
      holds((base, ours, theirs) => {
        const { text } = mergeTexts(kind, { base, ours, theirs });
        assert.equal(codec.parse(text).readOnly, false);
        const ids = (document: string) => new Set([...document.matchAll(/^ {6}"id": "(.+)",$/gm)].map(([, id]) => id));
        const [before, after] = [ids(base), ids(text)];
        for (const id of [...ids(ours), ...ids(theirs)]) {
          assert.ok(before.has(id) || after.has(id), `${id} was added and is gone`);
        }
      }));
  }
});
