import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "mocha";
import { removeTempFoldersAfterEach } from "../../helpers/temp-folder";
import { Desk, lockstep } from "./run-lockstep";

/** A workspace, and the command run in it. */
function setUp() {
  const desk = new Desk();
  const { cwd } = desk;
  const run = (...argv: readonly string[]) => lockstep({ cwd }, ...argv);
  const ok = (...argv: readonly string[]) => desk.ok(...argv);
  const json = async (...argv: readonly string[]) => JSON.parse(await ok("--json", ...argv));
  const add = (operation: string, ...argv: readonly string[]) =>
    json("usage", "add", "--provider", "p", "--operation", operation, ...argv);
  return { cwd, run, ok, json, add };
}

describe("lockstep usage", () => {
  removeTempFoldersAfterEach();

  it("adds up by day, with a total below", async () => {
    const { add, ok } = setUp();
    await add("a", "--at", "2026-11-20T10:00Z", "--cost-usd", "0.1", "--input-tokens", "1200");
    await add("a", "--at", "2026-11-20T11:00Z", "--cost-usd", "0.2", "--output-tokens", "5");
    await add("b", "--at", "2026-11-21", "--cache-read-tokens", "12000");
    assert.deepEqual((await ok("usage")).split("\n"), [
      "2026-11-20  2 reports  1,200 in  5 out                 $0.3000",
      "2026-11-21   1 report      0 in  0 out  12,000 cached  $0.0000  1 without a cost",
      "total       3 reports  1,200 in  5 out  12,000 cached  $0.3000  1 without a cost",
      "",
    ]);
  });

  it("shows one row without a total, and no empty columns", async () => {
    const { add, ok } = setUp();
    await add("a", "--cost-usd", "0.00001");
    assert.equal(await ok("usage", "--by", "operation"), "a  1 report  0 in  0 out  <$0.0001\n");
  });

  it("says so when there is nothing", async () => {
    const { ok, add } = setUp();
    assert.match(await ok("usage"), /^No usage yet\. Report some: lockstep usage add --provider /);
    await add("a", "--at", "2026-11-20");
    assert.equal(await ok("usage", "--since", "2026-11-21"), "No usage in that time.\n");
  });

  it("looks from one time to another, and means days as a whole", async () => {
    const { add, json } = setUp();
    for (const at of ["2024-11-19T23:59Z", "2024-11-20T00:00Z", "2024-11-21T23:59Z", "2024-11-22T00:00Z"]) {
      await add("a", "--at", at);
    }
    const days = await json("usage", "--since", "2024-11-20", "--until", "2024-11-21");
    assert.deepEqual(
      [days.total.entries, days.since, days.until],
      [2, "2024-11-20T00:00:00.000Z", "2024-11-22T00:00:00.000Z"],
    );
    await add("now");
    const lately = await json("usage", "--since", "1h", "--by", "operation");
    assert.deepEqual(
      lately.totals.map(({ key }: { key: string }) => key),
      ["now"],
    );
  });

  it("tells programs of every kind of total", async () => {
    const { add, json } = setUp();
    const { added, known, problems } = await add("a", "--model", "m", "--cost-usd", "0.1", "--title", "T");
    assert.deepEqual([added[0].title, known, problems], ["T", 0, []]);
    await add("b", "--cost-usd", "0.2");
    for (const [by, keys] of [
      ["operation", ["b", "a"]],
      ["provider", ["p"]],
      ["model", [undefined, "m"]],
      ["queue", [undefined]],
      ["total", [undefined]],
    ] as const) {
      const { totals, total } = await json("usage", "--by", by);
      assert.deepEqual(
        totals.map(({ key }: { key?: string }) => key),
        keys,
      );
      assert.deepEqual([total.entries, total.costUsd], [2, 0.3]);
    }
  });

  it("calls queues by their names, and by their ids when they are gone", async () => {
    const { add, json, ok } = setUp();
    const { id } = await json("queue", "create", "Build");
    const gone = (await json("queue", "create", "Gone")).id;
    await add("a", "--queue", "build", "--cost-usd", "3");
    await add("a", "--queue", gone, "--cost-usd", "2");
    await add("a", "--cost-usd", "1");
    await ok("queue", "delete", "Gone");
    const { totals } = await json("usage", "--by", "queue");
    assert.deepEqual(
      totals.map(({ key, name }: { key?: string; name?: string }) => [key, name]),
      [
        [id, "Build"],
        [gone, undefined],
        [undefined, undefined],
      ],
    );
    assert.deepEqual(
      (await ok("usage", "--by", "queue")).split("\n").map((line) => line.split(" ")[0]),
      ["Build", gone, "(none)", "total", ""],
    );
    assert.deepEqual((await ok("usage", "--by", "queue", "--csv")).split("\n"), [
      "queue,name,reports,inputTokens,outputTokens,cacheReadTokens,cacheWriteTokens,costUsd,reportsWithoutCost",
      `"${id}","Build",1,0,0,0,0,3,0`,
      `"${gone}","",1,0,0,0,0,2,0`,
      '"","",1,0,0,0,0,1,0',
      "",
    ]);
  });

  it("prints values for a spreadsheet that are no formulas", async () => {
    const { add, ok } = setUp();
    await add('=cmd|" /C calc"!A0', "--cost-usd", "0.0000001");
    assert.equal(
      await ok("usage", "--by", "operation", "--csv"),
      "operation,reports,inputTokens,outputTokens,cacheReadTokens,cacheWriteTokens,costUsd,reportsWithoutCost\n" +
        '"\'=cmd|"" /C calc""!A0",1,0,0,0,0,0.0000001,0\n',
    );
    assert.match(await ok("usage", "--by", "total", "--csv"), /^reports,.*\n1,0,0,0,0,0\.0000001,0\n$/);
  });

  it("lets no name steer the terminal", async () => {
    const { cwd, ok } = setUp();
    mkdirSync(join(cwd, ".lockstep/local/usage"), { recursive: true });
    const entry = { id: "a", at: "2026-11-20T00:00:00Z", provider: "a\u001b[2Jb\nc", operation: "o" };
    writeFileSync(join(cwd, ".lockstep/local/usage/2026-11.json"), JSON.stringify({ version: 1, entries: [entry] }));
    assert.match(await ok("usage", "--by", "provider"), /^a\\u001b\[2Jb\\nc {2}1 report/);
    const { stdout } = await lockstep({ cwd, isTTY: true }, "usage", "--by", "provider", "--csv");
    assert.match(stdout, /^"a\\u001b\[2Jb\\nc",1/m);
  });

  it("counts a report that says its id once", async () => {
    const { add, run } = setUp();
    await add("a", "--id", "x");
    const { added, known } = await add("a", "--id", "x");
    assert.deepEqual([added, known], [[], 1]);
    const again = await run("usage", "add", "--provider", "p", "--operation", "o", "--id", "x");
    assert.equal(again.stdout, "Nothing was added.\n1 report had been added before.\n");
  });

  it("shows what can be read before it says what can't", async () => {
    const { cwd, add, run } = setUp();
    await add("a", "--at", "2026-11-20", "--cost-usd", "1");
    writeFileSync(join(cwd, ".lockstep/local/usage/2026-10.json"), "{");
    const { code, stdout, stderr } = await run("usage");
    assert.equal(code, 6);
    assert.match(stdout, /^2026-11-20 {2}1 report /);
    assert.match(stderr, /2026-10\.json/);
    const { stdout: none } = await run("usage", "--until", "2026-10-31");
    assert.equal(none, "");
  });

  for (const [what, argv] of [
    ["half a report", ["add", "--provider", "p"]],
    ["a number without what it is of", ["add", "--cost-usd", "1"]],
    ["an amount in words", ["add", "--provider", "p", "--operation", "o", "--cost-usd", "much"]],
    ["no amount", ["add", "--provider", "p", "--operation", "o", "--cost-usd", ""]],
    ["less than nothing", ["add", "--provider", "p", "--operation", "o", "--input-tokens=-1"]],
    ["half a token", ["add", "--provider", "p", "--operation", "o", "--input-tokens", "0.5"]],
    ["a time that is none", ["add", "--provider", "p", "--operation", "o", "--at", "soon"]],
    ["a day that is none", ["--since", "2026-02-30"]],
    ["totals by something else", ["--by", "colour"]],
    ["a verb that it has not", ["show"]],
  ] as const) {
    it(`refuses ${what}`, async () => {
      const { code, stdout, stderr } = await setUp().run("usage", ...argv);
      assert.deepEqual([code, stdout], [2, ""]);
      assert.match(stderr, /^lockstep: .+\n$/);
    });
  }

  it("knows no queue that is not there", async () => {
    const { code } = await setUp().run("usage", "add", "--provider", "p", "--operation", "o", "--queue", "nope");
    assert.equal(code, 3);
  });
});
