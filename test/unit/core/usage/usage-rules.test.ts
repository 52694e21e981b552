import assert from "node:assert/strict";
import fc from "fast-check";
import { keyOf, partOf } from "../../../../src/core/usage/months";
import type { UsageDocument } from "../../../../src/core/usage/usage-document";
import type { UsageEntry } from "../../../../src/core/usage/usage-entry";
import { fullAt, withEntries } from "../../../../src/core/usage/usage-rules";

const entry = (id: string, rest: object = {}): UsageEntry => ({
  id,
  at: "2026-11-21T12:00:00.000Z",
  provider: "p",
  operation: "o",
  ...rest,
});
const entries = (count: number) => Array.from({ length: count }, (_, index) => entry(`e${index}`));
const idsOf = (list: readonly UsageEntry[]) => list.map(({ id }) => id);

describe("a month of the ledger", () => {
  it("begins with the first entry", () => {
    assert.deepEqual(withEntries(undefined, [entry("a")]), {
      document: { version: 1, entries: [entry("a")] },
      result: { added: [entry("a")], left: [] },
    });
  });

  it("does not take an id twice, and keeps what was said first", () => {
    const { document } = withEntries(undefined, [entry("a", { costUsd: 1 }), entry("a", { costUsd: 2 })]);
    const again = withEntries(document, [entry("b"), entry("a", { costUsd: 3 })]);
    assert.deepEqual(again.document.entries, [entry("a", { costUsd: 1 }), entry("b")]);
    assert.deepEqual(idsOf(again.result.added), ["b"]);
  });

  it("is the same document when there is nothing new", () => {
    const { document } = withEntries(undefined, entries(3));
    assert.equal(withEntries(document, entries(3)).document, document);
  });

  it("keeps what else the document says", () => {
    const document: UsageDocument = { version: 1, entries: [], x: 1 };
    assert.deepEqual(withEntries(document, [entry("a")]).document, { version: 1, entries: [entry("a")], x: 1 });
  });

  it("leaves to the next part what it has no room for", () => {
    const { document } = withEntries(undefined, entries(fullAt - 1));
    const { document: full, result } = withEntries(document, [entry("e0"), entry("x"), entry("y")]);
    assert.equal(full.entries.length, fullAt);
    assert.deepEqual([idsOf(result.added), idsOf(result.left)], [["x"], ["y"]]);
    assert.deepEqual(withEntries(full, [entry("y"), entry("x")]), {
      document: full,
      result: { added: [], left: [entry("y")] },
    });
  });

  it("has each id once, however it is reported", () => {
    const id = fc.constantFrom("a", "b", "c", "d", "e");
    fc.assert(
      fc.property(fc.array(fc.array(id)), (reports) => {
        let document: UsageDocument | undefined;
        const added: string[] = [];
        for (const report of reports) {
          const outcome = withEntries(
            document,
            report.map((name) => entry(name)),
          );
          document = outcome.document;
          added.push(...idsOf(outcome.result.added));
        }
        assert.deepEqual(idsOf(document?.entries ?? []), [...new Set(reports.flat())]);
        assert.deepEqual(added, [...new Set(reports.flat())]);
      }),
    );
  });

  it("has a key for each of its parts", () => {
    assert.deepEqual([keyOf("2026-11", 1), keyOf("2026-11", 12)], ["local/usage/2026-11", "local/usage/2026-11-12"]);
    for (const part of [1, 2, 9, 10, 123]) {
      const key = keyOf("2026-11", part);
      assert.deepEqual(partOf(key), { key, month: "2026-11", part });
    }
    for (const name of ["notes", "2026", "2026-11-1", "2026-11-0", "2026-11-x"]) {
      assert.equal(partOf(`local/usage/${name}`), undefined);
    }
  });
});
