import assert from "node:assert/strict";
import fc from "fast-check";
import * as z from "zod/mini";
import { bookmarkSchema } from "../../../../src/core/bookmarks/bookmark";
import { sessionSchema } from "../../../../src/core/groups/group";
import { commandSchema } from "../../../../src/core/queues/queue";
import { plainCheck } from "../../../../src/core/storage/plain-value";

const time = "2026-01-31T12:00:00.000Z";
const anchor = { text: "t", before: ["b"], after: [] };
const owner = { writer: "window", pid: 1, host: "here", processStartedAt: time, since: time };
const prompt = { kind: "prompt", agent: "claude", prompt: "Fix it", sessionMode: "new" };

/** One full record of each kind, as Lockstep writes it. */
const records: Readonly<Record<string, { readonly schema: z.core.$ZodType; readonly record: object }>> = {
  bookmark: {
    schema: bookmarkSchema,
    record: {
      ...{ id: "b1", path: "src/a.ts", line: 3, column: 1, label: "l", note: "n", tags: ["t"], list: "x", order: 1.5 },
      ...{ color: "red", icon: "star", anchor, state: "moved", branch: "main", createdAt: time, updatedAt: time },
    },
  },
  command: {
    schema: commandSchema,
    record: {
      ...{ id: "c1", run: { kind: "shell", command: "npm test" }, label: "l", cwd: ".", status: "failed" },
      ...{ addedAt: time, startedAt: time, completedAt: time, exitCode: 1, owner, costUsd: 0.5 },
      ...{ tokens: { input: 1, output: 2, cacheRead: 3 }, error: "e" },
    },
  },
  session: {
    schema: sessionSchema,
    record: { id: "s1", name: "one", cwd: ".", run: prompt, dependsOn: ["s0"], status: "pending", owner, costUsd: 0 },
  },
};

const oddities = [
  ...[undefined, null, Number.NaN, Number.POSITIVE_INFINITY, -0, 0, 1, 1.5, -1, 1e9, 1e9 + 1, 2 ** 53],
  ...["", " ", "\n", "../a", "/a", "C:/a", "a\\b", "a\0b", "anchored", "shell", "prompt", "new", time, "2026-02-30"],
  ...["x".repeat(501), [], [""], ["a", "a"], [1], new Array(2), Array(201).fill("t"), {}, [{}], anchor, prompt],
  ...[new Date(0), Object.create({ id: "inherited" }), new (class Odd {})(), true, false],
];

/** Ways to spoil a record a little, or not at all. */
const change = fc.oneof(
  fc.record({ kind: fc.constant("remove"), at: fc.nat() }),
  fc.record({ kind: fc.constant("set"), at: fc.nat(), value: fc.oneof(fc.constantFrom(...oddities), fc.jsonValue()) }),
  fc.record({
    kind: fc.constant("add"),
    at: fc.nat(),
    key: fc.constantFrom("x", "1", "__proto__"),
    value: fc.jsonValue(),
  }),
  fc.record({ kind: fc.constant("swap"), at: fc.nat() }),
  fc.record({ kind: fc.constant("inside"), at: fc.nat(), inner: fc.nat(), value: fc.constantFrom(...oddities) }),
);
type Change = typeof change extends fc.Arbitrary<infer C> ? C : never;

function changed(record: object, { kind, at, ...rest }: Change): object {
  const entries: (readonly [string, unknown])[] = Object.entries(record);
  const index = at % Math.max(1, entries.length);
  const [key, old] = entries[index] ?? ["x", 1];
  if (kind === "remove") {
    entries.splice(index, 1);
  } else if (kind === "swap") {
    entries.push(...entries.splice(index, 1));
  } else if (kind === "add" && "key" in rest) {
    entries.splice(index, 0, [rest.key, rest.value]);
  } else if ("inner" in rest && typeof old === "object" && old !== null && !Array.isArray(old)) {
    entries[index] = [key, changed(old, { kind: "set", at: rest.inner, value: rest.value })];
  } else if ("value" in rest) {
    entries[index] = [key, rest.value];
  }
  return withOwnKeys(entries);
}

/** As JSON.parse does it: a key `__proto__` is one like any other. */
function withOwnKeys(entries: readonly (readonly [string, unknown])[]): object {
  const result = {};
  for (const [key, value] of entries) {
    Object.defineProperty(result, key, { value, enumerable: true, configurable: true, writable: true });
  }
  return result;
}

describe("the plain check", () => {
  for (const [name, { schema, record }] of Object.entries(records)) {
    const isPlain = plainCheck(schema);
    const spoiled = fc.array(change, { maxLength: 4 }).map((changes) => changes.reduce<object>(changed, record));

    it(`says yes to no ${name} that zod refuses or would change`, () => {
      fc.assert(
        fc.property(spoiled, (value) => {
          if (isPlain(value)) {
            const result = z.safeParse(schema, value);
            assert.ok(result.success);
            assert.deepEqual(result.data, value);
            assert.equal(JSON.stringify(result.data), JSON.stringify(value));
          }
        }),
        { numRuns: 1000 },
      );
    });

    it(`says yes to every ${name} that zod has been through`, () => {
      fc.assert(
        fc.property(spoiled, (value) => {
          const text = JSON.stringify(z.safeParse(schema, value).data ?? record);
          fc.pre(!/"\d+":/.test(text)); // JavaScript puts such keys first
          assert.ok(isPlain(JSON.parse(text)));
        }),
        { numRuns: 1000 },
      );
    });
  }

  const isPlain = plainCheck(bookmarkSchema);
  const full = records["bookmark"]?.record ?? {};
  const bare = { id: "b", path: "p", line: 1, column: 1, tags: [], anchor, state: "anchored" };

  it("says yes without the fields that may be absent, and with unknown ones at the end", () => {
    assert.ok(isPlain({ ...bare, createdAt: time, updatedAt: time }));
    assert.ok(isPlain({ ...full, later: { deep: [1] }, more: null }));
  });

  it("says no where a field is missing, also one that has a default", () => {
    assert.ok(!isPlain({ ...bare, createdAt: time }));
    assert.ok(!isPlain({ ...bare, createdAt: time, later: 1 }));
    assert.ok(
      !isPlain({ id: "b", path: "p", line: 1, tags: [], anchor, state: "anchored", createdAt: time, updatedAt: time }),
    );
  });

  it("says no to another order of keys", () => {
    const { id, ...others } = full as { readonly id: string };
    assert.ok(!isPlain({ ...others, id }));
    assert.ok(!isPlain({ later: 1, ...full }));
  });

  it("says no again to what it said no to, and yes again after it", () => {
    for (const line of [0, 1, 0, 1, 1.5, "1", 1]) {
      assert.equal(isPlain({ ...full, line }), line === 1);
    }
  });

  it("says no to what JSON does not have", () => {
    for (const odd of [undefined, Number.NaN, Number.POSITIVE_INFINITY]) {
      assert.ok(!isPlain({ ...full, column: odd }));
      assert.ok(!plainCheck(z.number())(odd));
    }
    assert.ok(!isPlain({ ...full, tags: new Array(1) }));
    assert.ok(!isPlain(Object.create(full)));
  });

  it("leaves to zod what it does not know", () => {
    const strict = z.object({ a: z.number() });
    assert.ok(!plainCheck(strict)({ a: 1 }));
    assert.ok(!plainCheck(z.looseObject({ a: z.record(z.string(), z.number()) }))({ a: {} }));
    assert.ok(!plainCheck(z.looseObject({ a: z.string().check(z.trim()) }))({ a: " a" }));
    assert.ok(!plainCheck(z.looseObject({ a: z.number() }).check(z.refine(() => false)))({ a: 1 }));
  });
});
