import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, it } from "mocha";
import { duration } from "../../../src/cli/duration";
import { type Container, createContainer } from "../../../src/container";
import { removeTempFoldersAfterEach } from "../../helpers/temp-folder";
import { throwsWith } from "../../helpers/throws-with";
import { lockstep, workspace } from "./run-lockstep";

const at = "2026-01-01T00:00:00.000Z";
const containers: Container[] = [];

/** The services as another process has them. */
function services(cwd: string) {
  const container = createContainer({ writer: { kind: "window", name: "test" } });
  containers.push(container);
  return container.open({ root: join(cwd, ".lockstep") }).sessions;
}

function putByHand(cwd: string, id: string, content: object): void {
  const folder = join(cwd, ".lockstep", "local", "sessions");
  mkdirSync(folder, { recursive: true });
  const base = { version: 1, id, title: id, agent: "claude", status: "completed", exchanges: [] };
  writeFileSync(join(folder, `${id}.json`), JSON.stringify({ ...base, createdAt: at, updatedAt: at, ...content }));
}

async function json(cwd: string, ...argv: readonly string[]) {
  const { code, stdout, stderr } = await lockstep({ cwd }, "session", ...argv, "--json");
  assert.deepEqual([code, stderr], [0, ""]);
  return JSON.parse(stdout);
}

describe("lockstep session", () => {
  afterEach(async () => {
    await Promise.all(containers.splice(0).map((container) => container.dispose()));
  });
  removeTempFoldersAfterEach();

  it("lists what agents were asked, and says where there is nothing", async () => {
    const cwd = workspace();
    assert.match((await lockstep({ cwd }, "session", "list")).stdout, /^No session transcripts yet\./);
    assert.deepEqual(await json(cwd, "list"), []);
    const live = await services(cwd).start({ title: "Fix it", agent: "claude" });
    await live.append({ role: "user", text: "Fix it" });
    await live.end({ status: "completed", costUsd: 0.0125 });
    const { stdout } = await lockstep({ cwd }, "session", "list");
    assert.match(stdout, /^[0-9a-f]{8} {2}Fix it {2}completed {2}claude {2}1 exchange {2}\$0\.0125 {2}202\d-/);
    const [item] = await json(cwd, "list");
    assert.deepEqual([item.id, item.exchangeCount, item.exchanges], [live.id, 1, undefined]);
  });

  it("shows what was said, and lets none of it steer the terminal", async () => {
    const cwd = workspace();
    const live = await services(cwd).start({ title: "Fix\u001b[2J it", agent: "claude", agentSessionId: "s-1" });
    await live.append({ role: "user", text: "one\ttwo\r\nthree\u001b]0;x\u0007" });
    await live.append({ role: "tool", text: "x", tool: "Ba\nsh", cut: 7, isError: true });
    const tokens = { input: 1, output: 2 };
    await live.end({ status: "failed", error: "No\u202e!", model: "big\u009b1m", costUsd: 1.5, tokens });
    const { stdout } = await lockstep({ cwd }, "session", "show", live.id.slice(0, 8));
    // biome-ignore lint/suspicious/noControlCharactersInRegex: what must not be there
    assert.doesNotMatch(stdout, /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/);
    const lines = stdout.split("\n");
    assert.equal(lines[0], `Fix [2J it  failed  ${live.id}`);
    for (const line of [
      "agent: claude (big\\u009b1m)",
      "session of the agent: s-1",
      "cost: $1.50",
      "tokens: 1 in, 2 out",
      "error: No\\u202e!",
      "one    two",
      "three\\u001b]0;x\\u0007",
      "… 7 characters left out",
    ]) {
      assert.ok(lines.includes(line), `${line} in\n${stdout}`);
    }
    assert.ok(lines.some((line) => line.startsWith("tool Ba\\nsh  ")));
    assert.equal((await json(cwd, "show", live.id)).exchanges.length, 2);
  });

  it("names who is writing", async () => {
    const cwd = workspace();
    const live = await services(cwd).start({ title: "Fix it", agent: "claude" });
    assert.match(
      (await lockstep({ cwd }, "session", "show", live.id)).stdout,
      /^written by: window test \(pid \d+ on /m,
    );
    for (const verb of ["delete", "abandon"]) {
      const { code, stderr } = await lockstep({ cwd }, "session", verb, live.id);
      assert.equal(code, 4);
      assert.match(stderr, /^lockstep: The session transcript “Fix it” is being written by window test \(pid \d+ on /);
    }
  });

  it("deletes one, for good", async () => {
    const cwd = workspace();
    putByHand(cwd, "done", {});
    const { stdout } = await lockstep({ cwd }, "session", "delete", "done");
    assert.equal(stdout, "Deleted the session transcript “done”.\n");
    const missing = await lockstep({ cwd }, "session", "delete", "done");
    assert.deepEqual([missing.code, missing.stderr], [3, "lockstep: There is no session transcript “done”.\n"]);
    assert.equal((await lockstep({ cwd }, "session", "show", "../done")).code, 2);
  });

  it("cleans up what is old, and nothing that somebody writes", async () => {
    const cwd = workspace();
    putByHand(cwd, "old", {});
    putByHand(cwd, "orphan", { status: "active" });
    putByHand(cwd, "new", { updatedAt: new Date().toISOString() });
    const live = await services(cwd).start({ title: "Fix it", agent: "claude" });
    const deleted = await json(cwd, "cleanup", "--older-than", "1h");
    assert.deepEqual(
      deleted.map(({ id }: { id: string }) => id),
      ["old", "orphan"],
    );
    const { stdout } = await lockstep({ cwd }, "session", "cleanup", "--older-than", "0s");
    assert.equal(stdout, "Deleted 1 session transcript.\n");
    assert.deepEqual(
      (await json(cwd, "list")).map(({ id }: { id: string }) => id),
      [live.id],
    );
  });

  it("cleans up nothing where nobody said how old", async () => {
    const cwd = workspace();
    for (const argv of [["cleanup"], ["cleanup", "--older-than", "soon"], ["cleanup", "--older-than", "-1d"]]) {
      assert.equal((await lockstep({ cwd }, "session", ...argv)).code, 2);
    }
  });

  it("abandons what nobody is left to end", async () => {
    const cwd = workspace();
    putByHand(cwd, "orphan-1", { status: "active" });
    putByHand(cwd, "orphan-2", { status: "active" });
    putByHand(cwd, "done", {});
    const [first] = await json(cwd, "abandon", "orphan-1");
    assert.deepEqual([first.id, first.status], ["orphan-1", "abandoned"]);
    assert.equal((await lockstep({ cwd }, "session", "abandon", "done")).code, 4);
    const { stdout } = await lockstep({ cwd }, "session", "abandon");
    assert.equal(stdout, "Abandoned 1 session transcript whose writer is gone.\n");
    assert.deepEqual(await json(cwd, "abandon"), []);
  });

  it("shows what can be read, and fails for what can't", async () => {
    const cwd = workspace();
    putByHand(cwd, "done", {});
    putByHand(cwd, "broken", { status: "unheard of" });
    for (const [verb, shown] of [
      ["list", /^done /],
      ["abandon", /^Abandoned 0 /],
    ] as const) {
      const { code, stdout, stderr } = await lockstep({ cwd }, "session", verb);
      assert.equal(code, 6);
      assert.match(stdout, shown);
      assert.match(stderr, /local\/sessions\/broken\.json is not a valid document/);
    }
  });

  it("says where the sessions of a group are", async () => {
    const { stdout } = await lockstep({ cwd: workspace() }, "session", "--help");
    assert.match(stdout, /lockstep group session --help/);
  });
});

describe("a duration", () => {
  it("is what people write", () => {
    const texts = ["0s", "90s", " 1h30m", "12h", "7D", "2 weeks"];
    assert.deepEqual(texts.map(duration), [0, 90_000, 5_400_000, 43_200_000, 604_800_000, 1_209_600_000]);
  });

  it("is nothing else", () => {
    for (const text of ["", "7", "d", "-1d", "1y", "∞d", "99999999d", "1e3d"]) {
      throwsWith("INVALID", () => duration(text));
    }
  });
});
