import assert from "node:assert/strict";
import { FileUsageRepository } from "../../../../src/core/usage/file-usage-repository";
import type { UsageEntry } from "../../../../src/core/usage/usage-entry";
import type { UsageInput } from "../../../../src/core/usage/usage-input";
import { usageOfRun } from "../../../../src/core/usage/usage-report";
import { fullAt } from "../../../../src/core/usage/usage-rules";
import { UsageService } from "../../../../src/core/usage/usage-service";
import { MemoryDocumentStore } from "../../../helpers/memory-document-store";
import { rejectsWith } from "../../../helpers/throws-with";
import { TickingClock } from "../../../helpers/ticking-clock";

const use = (rest: Partial<UsageInput> = {}): UsageInput => ({ provider: "p", operation: "o", ...rest });
const idsOf = (entries: readonly UsageEntry[]) => entries.map(({ id }) => id);
const numbered = (from: number, count: number) =>
  Array.from({ length: count }, (_, index) => use({ id: `e${from + index}`, at: "2026-11-01T00:00:00Z" }));

describe("UsageService", () => {
  let store = new MemoryDocumentStore();
  let usage = new UsageService(new FileUsageRepository(store), new TickingClock());
  beforeEach(() => {
    store = new MemoryDocumentStore();
    usage = new UsageService(new FileUsageRepository(store), new TickingClock());
  });

  async function refuses(input: UsageInput): Promise<void> {
    await rejectsWith("INVALID", usage.report([use(), input]));
    assert.deepEqual(store.writes, []);
  }

  describe("report", () => {
    it("keeps what it is told, with an id and the time", async () => {
      const [entry, ...others] = await usage.report([use({ provider: " p ", model: " ", costUsd: 0.5, queue: "q" })]);
      assert.ok(entry);
      const { id, ...rest } = entry;
      assert.match(id, /^[0-9a-f-]{36}$/);
      assert.deepEqual(rest, {
        at: "2026-01-01T00:00:01.000Z",
        provider: "p",
        operation: "o",
        costUsd: 0.5,
        queue: "q",
      });
      assert.deepEqual(others, []);
      assert.deepEqual(await usage.list(), [entry]);
    });

    it("writes once for each month, which is that of UTC", async () => {
      await usage.report([
        use({ id: "a", at: "2026-10-31T23:59:59Z" }),
        use({ id: "b", at: "2026-10-31T23:30:00-01:00" }),
        use({ id: "c", at: "2026-10-01T00:00:00Z" }),
      ]);
      assert.deepEqual(store.writes, ["local/usage/2026-10", "local/usage/2026-11"]);
      assert.deepEqual(idsOf(await usage.list()), ["c", "a", "b"]);
      assert.equal((await usage.list())[2]?.at, "2026-11-01T00:30:00.000Z");
    });

    it("of what is there already writes nothing", async () => {
      const run = { run: "r", at: "2026-11-21T12:00:00Z" };
      const text = '{"provider":"p","operation":"o"}\n{"provider":"p","operation":"o"}\n';
      const first = await usage.report(usageOfRun({ text: text.slice(0, 40), isCut: false }, run).entries);
      const second = await usage.report(usageOfRun({ text, isCut: false }, run).entries);
      assert.deepEqual([idsOf(first), idsOf(second)], [["r-1"], ["r-2"]]);
      const { length } = store.writes;
      assert.deepEqual(await usage.report(usageOfRun({ text, isCut: false }, run).entries), []);
      assert.equal(store.writes.length, length);
    });

    it("of nothing writes nothing", async () => {
      assert.deepEqual(await usage.report([]), []);
      assert.deepEqual(store.writes, []);
    });

    for (const [what, input] of [
      ["a blank provider", use({ provider: " " })],
      ["an operation of two lines", use({ operation: "a\nb" })],
      ["an id that is none", use({ id: "../x" })],
      ["a queue that is none", use({ queue: "../x" })],
      ["less than no cost", use({ costUsd: -1 })],
      ["a cost that is no number", use({ costUsd: Number.NaN })],
      ["half a token", use({ inputTokens: 0.5 })],
      ["a time that is none", use({ at: "soon" })],
      ["a time that no calendar has", use({ at: "+200000-01-01T00:00:00Z" })],
    ] as const) {
      it(`refuses ${what}, and all that came with it`, () => refuses(input));
    }

    it("loses nothing to another report at the same moment", async () => {
      await Promise.all(numbered(0, 50).map((input) => usage.report([input])));
      assert.equal((await usage.list()).length, 50);
    });

    it("goes on in another document when one is full, and still adds nothing twice", async () => {
      await usage.report(numbered(0, fullAt - 1));
      assert.equal((await usage.report(numbered(0, fullAt + 2))).length, 3);
      assert.equal((await usage.report(numbered(0, fullAt + 3))).length, 1);
      assert.deepEqual([...store.texts.keys()], ["local/usage/2026-11", "local/usage/2026-11-2"]);
      assert.deepEqual(new Set(idsOf(await usage.list())).size, fullAt + 3);
      assert.equal((await usage.list()).length, fullAt + 3);
    });

    it("needs many documents for many entries, in one go", async () => {
      assert.equal((await usage.report(numbered(0, 2 * fullAt + 1))).length, 2 * fullAt + 1);
      assert.deepEqual(store.writes, ["local/usage/2026-11", "local/usage/2026-11-2", "local/usage/2026-11-3"]);
    });

    it("finds the document full that had room a moment ago", async () => {
      await usage.report(numbered(0, fullAt - 1));
      store.beforeChange = async () => {
        store.beforeChange = () => {};
        await usage.report(numbered(fullAt, 1));
      };
      await usage.report(numbered(2 * fullAt, 1));
      assert.equal((await usage.list()).length, fullAt + 1);
      assert.equal(JSON.parse(store.texts.get("local/usage/2026-11-2") ?? "").entries[0].id, `e${2 * fullAt}`);
    });

    it("keeps what a newer Lockstep wrote", async () => {
      const old = { id: "old", at: "2026-11-01T00:00:00Z", provider: "p", operation: "o", z: 3 };
      store.putByHand("local/usage/2026-11", { version: 1, entries: [old], x: 1 });
      await usage.report(numbered(0, 1));
      const { x, entries } = JSON.parse(store.texts.get("local/usage/2026-11") ?? "");
      assert.deepEqual([x, entries[0].z, entries.length], [1, 3, 2]);
    });
  });

  describe("list", () => {
    it("is of what lies between two times, the first of which belongs to it", async () => {
      const days = ["2025-12-31", "2026-10-30", "2026-11-01", "2026-11-02", "2026-12-01"];
      await usage.report(days.map((day) => use({ id: day, at: `${day}T00:00:00Z` })));
      const listed = async (since?: string, until?: string) =>
        idsOf(
          await usage.list({ since: since ? new Date(since) : undefined, until: until ? new Date(until) : undefined }),
        );
      assert.deepEqual(await listed(), days);
      assert.deepEqual(await listed("2026-11-01"), days.slice(2));
      assert.deepEqual(await listed(undefined, "2026-11-02"), days.slice(0, 3));
      assert.deepEqual(await listed("2026-10-30", "2026-12-01"), days.slice(1, 4));
      assert.deepEqual(await listed("2026-11-02", "2026-11-02"), []);
    });

    it("does not read months that don't matter, and not what else is in the folder", async () => {
      store.putByHand("local/usage/2025-01", "{");
      store.putByHand("local/usage/notes", "{");
      await usage.report(numbered(0, 1));
      assert.equal((await usage.list({ since: new Date("2026-01-01") })).length, 1);
    });

    it("does not pass a part for the whole, unless the rest is told as well", async () => {
      store.putByHand("local/usage/2025-01", "{");
      await usage.report(numbered(0, 1));
      await rejectsWith("CORRUPT", usage.list());
      await rejectsWith("CORRUPT", usage.totals({ by: "day" }));
      const { entries, problems } = await usage.listWithProblems();
      assert.deepEqual(
        [idsOf(entries), problems.map(({ key, error }) => [key, error.code])],
        [["e0"], [["local/usage/2025-01", "CORRUPT"]]],
      );
    });

    it("has each id once, even where two months have it", async () => {
      await usage.report([use({ id: "a", at: "2026-10-01T00:00:00Z" })]);
      await usage.report([use({ id: "a", at: "2026-11-01T00:00:00Z" })]);
      assert.deepEqual(idsOf(await usage.list()), ["a"]);
    });

    it("goes through the parts of a month in their order", async () => {
      for (const part of ["2026-11-10", "2026-11-2", "2026-11"]) {
        const entry = { id: part, at: "2026-11-01T00:00:00.000Z", provider: "p", operation: "o" };
        store.putByHand(`local/usage/${part}`, { version: 1, entries: [entry] });
      }
      assert.deepEqual(idsOf(await usage.list()), ["2026-11", "2026-11-2", "2026-11-10"]);
    });
  });

  it("totals what lies between two times", async () => {
    await usage.report([
      use({ at: "2026-11-01T10:00:00Z", costUsd: 0.1 }),
      use({ at: "2026-11-01T11:00:00Z", costUsd: 0.2 }),
      use({ at: "2026-11-02T00:00:00Z", costUsd: 5 }),
    ]);
    const [day, ...others] = await usage.totals({ by: "day", until: new Date("2026-11-02") });
    assert.deepEqual([day?.key, day?.entries, day?.costUsd, others], ["2026-11-01", 2, 0.3, []]);
  });

  it("tells of reports of its own and of others, and of nothing else", async () => {
    let events = 0;
    usage.onDidChange(() => events++);
    await usage.report([use()]);
    store.putByHand("local/usage/2026-11", { version: 1, entries: [] });
    store.putByHand("queues/q", {});
    await usage.report([]);
    assert.equal(events, 2);
  });
});
