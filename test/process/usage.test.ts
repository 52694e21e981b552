import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { before, describe, it } from "mocha";
import { createContainer } from "../../src/container";
import type { UsageEntry } from "../../src/core/usage/usage-entry";
import { fullAt } from "../../src/core/usage/usage-rules";
import { Child, goTogether, runTogether, useWorkers } from "../helpers/child";
import { CliProcess, type Ended, requireBundle, Workspace } from "../helpers/cli-process";
import { eventually } from "../helpers/eventually";
import { removeTempFoldersAfterEach, tempFolder } from "../helpers/temp-folder";

const range = (length: number) => Array.from({ length }, (_, index) => index);
const idsOf = (entries: readonly UsageEntry[]) => entries.map(({ id }) => id).sort();

function open(root: string) {
  return createContainer({ writer: { kind: "cli", name: "test" } }).open({ root });
}

function acknowledgedBy(children: readonly Child[]): readonly string[] {
  return children.flatMap((child) => child.acknowledged).sort();
}

describe("no report of usage is lost, and none counts twice", function () {
  this.timeout(120_000);
  before(requireBundle);
  useWorkers();
  removeTempFoldersAfterEach();

  it("when 10 processes make 40 reports each at once", async () => {
    const root = join(tempFolder(), ".lockstep");
    const children = range(10).map((index) => Child.start("usage", root, `p${index}`, 40));
    await runTogether(children);
    const { usage } = open(root);
    assert.deepEqual(idsOf(await usage.list()), acknowledgedBy(children));
    const totals = await usage.totals({ by: "operation" });
    assert.deepEqual(
      totals.map(({ key, entries, costUsd }) => [key, entries, costUsd]),
      range(10).map((index) => [`p${index}`, 60, 6]),
    );
    const expected = /^2026-11(\.json(\.bak)?)?$/;
    const folder = join(root, "local", "usage");
    await eventually("nothing is left over", () => readdirSync(folder).every((name) => expected.test(name)));
  });

  it("when a document becomes full meanwhile", async () => {
    const root = join(tempFolder(), ".lockstep");
    const { usage } = open(root);
    const input = (index: number) => ({
      id: `old-${index}`,
      at: "2026-11-01T00:00:00Z",
      provider: "p",
      operation: "o",
    });
    await usage.report(range(fullAt - 20).map(input));
    const children = range(4).map((index) => Child.start("usage", root, `p${index}`, 10));
    await runTogether(children);
    const entries = await open(root).usage.list();
    assert.deepEqual(idsOf(entries.slice(fullAt - 20)), acknowledgedBy(children));
    const documents = readdirSync(join(root, "local", "usage")).filter((name) => name.endsWith(".json"));
    assert.deepEqual(documents.sort(), ["2026-11-2.json", "2026-11.json"]);
  });

  it("when reporters are killed: what they acknowledged is there", async () => {
    const root = join(tempFolder(), ".lockstep");
    const children = range(4).map((index) => Child.start("usage", root, `p${index}`, 1_000));
    await goTogether(children);
    await eventually(
      "all of them have reported",
      () => children.every((child) => child.acknowledged.length > 5),
      60_000,
    );
    await Promise.all(children.map((child) => child.killed()));
    const ids = idsOf(await open(root).usage.list());
    assert.equal(new Set(ids).size, ids.length);
    const there = new Set(ids);
    assert.deepEqual(
      acknowledgedBy(children).filter((id) => !there.has(id)),
      [],
    );
  });

  it("when scripts pipe JSON lines into the command at once", async () => {
    const workspace = new Workspace();
    const line = (index: number) => `{"provider":"p","operation":"o${index}","inputTokens":10,"costUsd":0.01}\n`;
    const pipe = (input: string): Promise<Ended> => new CliProcess(workspace.root, ["usage", "add"], input).ended();
    const all = await Promise.all(range(4).map((index) => pipe(line(index).repeat(5))));
    assert.deepEqual(
      all.map(({ code, stderr }) => [code, stderr]),
      Array(4).fill([0, ""]),
    );
    const { total } = await workspace.json<{ total: object }>("usage");
    const nothing = { outputTokens: 0, cacheReadTokens: 0, cacheWriteTokens: 0, unpriced: 0 };
    assert.deepEqual(total, { entries: 20, inputTokens: 200, costUsd: 0.2, ...nothing });
  });

  it("when a script says something else in between, which is named", async () => {
    const workspace = new Workspace();
    await workspace.ok("queue", "create", "Build");
    const input = '{"provider":"p","operation":"o"}\n\noops\n{"provider":"p","operation":"o","costUsd":null}';
    const { code, stdout, stderr } = await new CliProcess(
      workspace.root,
      ["usage", "add", "--queue", "Build"],
      input,
    ).ended();
    assert.deepEqual([code, stderr], [1, ""]);
    assert.match(stdout, /^Added 2 reports, .+\nLeft out line 3: it is not a JSON object\.\n$/);
    assert.match(await workspace.ok("usage", "--by", "queue"), /^Build {2}2 reports /);
    const nothing = await new CliProcess(workspace.root, ["usage", "add"], "").ended();
    assert.deepEqual(nothing, { code: 0, stdout: "Nothing was added.\n", stderr: "" });
  });
});
