import assert from "node:assert/strict";
import fc from "fast-check";
import { parseUsage, usageOfRun } from "../../../../src/core/usage/usage-report";

const at = "2026-11-21T12:00:00.000Z";
const run = { run: "r1", at };
const line = (rest: object = {}) => JSON.stringify({ provider: "p", operation: "o", ...rest });
const whole = (text: string) => ({ text, isCut: false });
const linesOf = (text: string) => parseUsage(text).lines.map(({ line: number }) => number);
const problemsOf = (text: string) => parseUsage(text).problems.map(({ line: number }) => number);

describe("a report of usage", () => {
  it("is read line by line", () => {
    const all = { model: "m", inputTokens: 1, outputTokens: 2, cacheReadTokens: 3, cacheWriteTokens: 4, costUsd: 0.5 };
    assert.deepEqual(parseUsage(`${line()}\n${line(all)}\r\n`), {
      lines: [
        { line: 1, usage: { provider: "p", operation: "o" } },
        { line: 2, usage: { provider: "p", operation: "o", ...all } },
      ],
      problems: [],
    });
  });

  it("may have no end of line at its end, blank lines, and a byte order mark", () => {
    assert.deepEqual(linesOf(`\uFEFF${line()}\n\n  \n${line()}`), [1, 4]);
    assert.deepEqual(parseUsage(""), { lines: [], problems: [] });
  });

  it("takes null for what is not there, and passes over what it does not know", () => {
    const { lines, problems } = parseUsage(line({ model: null, costUsd: null, colour: "red", queue: "../x" }));
    assert.deepEqual([lines, problems], [[{ line: 1, usage: { provider: "p", operation: "o" } }], []]);
  });

  for (const [what, text] of [
    ["that is not JSON", "{oh no"],
    ["that is cut off", line().slice(0, -1)],
    ["that is a list", "[]"],
    ["that is a number", "7"],
    ["that is null", "null"],
    ["without a provider", '{"operation":"o"}'],
    ["with a blank operation", '{"provider":"p","operation":" "}'],
    ["with a provider of two lines", '{"provider":"p\\nq","operation":"o"}'],
    ["with an endless model", line({ model: "x".repeat(501) })],
    ["with less than no tokens", line({ inputTokens: -1 })],
    ["with half a token", line({ outputTokens: 0.5 })],
    ["with tokens in words", line({ inputTokens: "12" })],
    ["with more tokens than there are", line({ inputTokens: 1e15 })],
    ["with less than no cost", line({ costUsd: -0.01 })],
    ["with more cost than a number holds", '{"provider":"p","operation":"o","costUsd":1e999}'],
    ["with a time that is none", line({ at: "yesterday" })],
    ["with an id that is none", line({ id: "../x" })],
    ["that is endless", line({ x: "x".repeat(70_000) })],
  ] as const) {
    it(`names a line ${what}, and counts the others`, () => {
      const { lines, problems } = parseUsage(`${line()}\n${text}\n${line()}\n`);
      assert.deepEqual(
        [lines.map(({ line: number }) => number), problems.map(({ line: number }) => number)],
        [[1, 3], [2]],
      );
      assert.match(problems[0]?.reason ?? "", /^\S.*[^.]$/, "a sentence without its end");
      assert.ok((problems[0]?.reason.length ?? 0) < 300);
    });
  }

  it("names the first hundred lines that are wrong, and how many follow", () => {
    const { lines, problems } = parseUsage(`${"x\n".repeat(150)}${line()}\n`);
    assert.deepEqual(
      lines.map(({ line: number }) => number),
      [151],
    );
    assert.equal(problems.length, 101);
    assert.match(problems.at(-1)?.reason ?? "", /; 49 more lines after it can't be read either$/);
  });

  it("says where it stopped when there is too much", () => {
    const text = `${line()}\n`.repeat(100_000);
    assert.deepEqual(problemsOf(text), []);
    assert.deepEqual(problemsOf(`${text}${line()}\n`), [100_001]);
    assert.equal(linesOf(`${text}${line()}\n`).length, 100_000);
  });

  it("of a run has ids of the run and the line, and says whom it worked for", () => {
    const text = `bad\n${line({ id: "mine", title: "own" })}\n${line({ at: "2026-01-01T00:00:00Z" })}`;
    const { entries, problems } = usageOfRun(whole(text), { ...run, queue: "q", job: "c", title: "Build" });
    const shared = { provider: "p", operation: "o", queue: "q", job: "c", run: "r1" };
    assert.deepEqual(entries, [
      { ...shared, id: "r1-2", at, title: "own" },
      { ...shared, id: "r1-3", at: "2026-01-01T00:00:00Z", title: "Build" },
    ]);
    assert.deepEqual(
      problems.map(({ line: number }) => number),
      [1],
    );
  });

  it("that is cut off counts its whole lines, and says where it stopped", () => {
    const cut = (text: string) => {
      const { entries, problems } = usageOfRun({ text, isCut: true }, run);
      return [entries.map(({ id }) => id), problems.map(({ line: number }) => number)];
    };
    assert.deepEqual(cut(`${line()}\n${line()}\n{"prov`), [["r1-1", "r1-2"], [3]]);
    assert.deepEqual(cut(`${line()}\n${line()}`), [["r1-1"], [2]]);
    assert.deepEqual(cut("{"), [[], [1]]);
  });

  it("never throws, and every line that is not blank is usage or a problem", () => {
    const pieces = fc.constantFrom(
      line(),
      line({ costUsd: 1 }),
      "",
      " ",
      "{",
      "}",
      '"',
      "null",
      "{}",
      "\r",
      "\u2028",
      "é",
    );
    const text = fc.array(fc.oneof(pieces, fc.string(), fc.json()), { maxLength: 50 }).map((all) => all.join("\n"));
    fc.assert(
      fc.property(text, (content) => {
        const expected = content
          .replace(/^\uFEFF/, "")
          .split(/\r?\n/)
          .flatMap((one, index) => (one.trim() === "" ? [] : [index + 1]));
        const told = [...linesOf(content), ...problemsOf(content)].sort((left, right) => left - right);
        assert.deepEqual(told, expected);
      }),
    );
  });

  it("that is read while it is written says nothing else than when it is whole", () => {
    const valid = fc.record({
      provider: fc.constantFrom("p", "ü}"),
      operation: fc.constant("o"),
      inputTokens: fc.nat(),
    });
    fc.assert(
      fc.property(fc.array(valid, { minLength: 1 }), fc.nat(), (records, cut) => {
        const text = records.map((record) => `${JSON.stringify(record)}\n`).join("");
        const all = usageOfRun(whole(text), run).entries;
        const early = usageOfRun(whole(text.slice(0, cut % (text.length + 1))), run).entries;
        assert.equal(all.length, records.length);
        assert.deepEqual(early, all.slice(0, early.length));
      }),
    );
  });
});
