import assert from "node:assert/strict";
import { bookmarksCodec } from "../../../../src/core/bookmarks/bookmarks-document";
import { groupCodec } from "../../../../src/core/groups/group";
import { queueCodec } from "../../../../src/core/queues/queue";
import { DocumentFormatError } from "../../../../src/core/storage/document-codec";

const time = "2026-01-31T12:00:00.000Z";
const times = { createdAt: time, updatedAt: time };
const bookmark = { id: "b1", path: "src/a.ts", line: 3, ...times };
const command = { id: "c1", run: { kind: "shell", command: "npm test" }, addedAt: time };
const session = { id: "s1", name: "one", run: { kind: "prompt", agent: "claude", prompt: "Fix it" } };
const queue = { version: 1, id: "q1", name: "Build", ...times };
const group = { version: 1, id: "g1", name: "Team", ...times };

const parseBookmark = (change: object) =>
  bookmarksCodec.parse(JSON.stringify({ version: 1, bookmarks: [{ ...bookmark, ...change }] })).value.bookmarks[0];
const parseQueue = (change: object) => queueCodec.parse(JSON.stringify({ ...queue, ...change })).value;
const parseCommand = (change: object) => parseQueue({ commands: [{ ...command, ...change }] }).commands[0];
const parseGroup = (change: object) => groupCodec.parse(JSON.stringify({ ...group, ...change })).value;

describe("documents", () => {
  it("fill in what a person may leave out", () => {
    assert.deepEqual(parseBookmark({}), {
      ...bookmark,
      column: 1,
      tags: [],
      anchor: { text: "", before: [], after: [] },
      state: "anchored",
    });
    const { status, cwd, commands, config } = parseQueue({});
    assert.deepEqual({ status, cwd, commands }, { status: "idle", cwd: ".", commands: [] });
    assert.deepEqual(config, { stopOnError: true, onInterrupted: "fail" });
    assert.deepEqual(parseGroup({ sessions: [session] }).sessions[0], {
      ...session,
      cwd: ".",
      run: { ...session.run, sessionMode: "continue" },
      dependsOn: [],
      status: "pending",
    });
    assert.deepEqual(parseGroup({ config: { budget: { maxUsd: 5 } } }).config, {
      maxConcurrent: 3,
      respectDependencies: true,
      errorThreshold: 2,
      budget: { maxUsd: 5, warningThreshold: 0.8, onExceeded: "pause" },
    });
  });

  it("have their keys in the order of the schema, and after them those that nobody knows", () => {
    const shuffled = { future: 1, commands: [{ later: 2, addedAt: time, run: command.run, id: "c1" }], ...queue };
    const text = queueCodec.format(queueCodec.parse(JSON.stringify(shuffled)).value);
    const keys = [...text.matchAll(/"(\w+)":/g)].map(([, key]) => key).join(" ");
    assert.equal(
      keys,
      "version id name cwd status commands id run kind command status addedAt later " +
        "config stopOnError onInterrupted createdAt updatedAt future",
    );
    assert.ok(text.endsWith("}\n"));
  });

  it("keep the fields of a newer Lockstep at every depth", () => {
    const text = JSON.stringify({
      ...group,
      x: 1,
      config: { x: 2, budget: { maxUsd: 1, x: 3 } },
      sessions: [{ ...session, x: 4, run: { ...session.run, x: 5 }, tokens: { input: 1, output: 1, x: 6 } }],
    });
    const kept = groupCodec.format(groupCodec.parse(text).value).match(/"x": \d/g);
    assert.deepEqual(kept?.toSorted(), ['"x": 1', '"x": 2', '"x": 3', '"x": 4', '"x": 5', '"x": 6']);
  });

  it("are the same after a round trip", () => {
    const text = queueCodec.format(parseQueue({ commands: [command, { ...command, id: "c2", env: { A: "" } }] }));
    assert.equal(queueCodec.format(queueCodec.parse(text).value), text);
  });

  it("give a copied record an id of its own", () =>
    assert.deepEqual(
      parseQueue({ commands: [command, command] }).commands.map(({ id }) => id),
      ["c1", "c1-2"],
    ));

  it("take times in any time zone and labels in any script", () => {
    assert.equal(parseBookmark({ createdAt: "2026-01-31T12:00:00+01:00" })?.createdAt, "2026-01-31T12:00:00+01:00");
    assert.equal(parseBookmark({ label: "größe 数 🚀" })?.label, "größe 数 🚀");
  });

  const nonsense: readonly (readonly [string, () => unknown])[] = [
    ["a bookmark without a path", () => parseBookmark({ path: undefined })],
    ["a path that leaves the folder", () => parseBookmark({ path: "src/../../etc/passwd" })],
    ["an absolute path", () => parseBookmark({ path: "/etc/passwd" })],
    ["a path with a drive", () => parseBookmark({ path: "C:/Windows" })],
    ["a path with backslashes", () => parseBookmark({ path: "..\\secret" })],
    ["line 0", () => parseBookmark({ line: 0 })],
    ["a line between two lines", () => parseBookmark({ line: 1.5 })],
    ["column 0", () => parseBookmark({ column: 0 })],
    ["a blank label", () => parseBookmark({ label: " " })],
    ["an id that leads elsewhere", () => parseBookmark({ id: "../x" })],
    ["a time that is none", () => parseBookmark({ createdAt: "yesterday" })],
    ["a state that nobody knows", () => parseBookmark({ state: "lost" })],
    ["a blank command", () => parseCommand({ run: { kind: "shell", command: " " } })],
    ["a command with a NUL", () => parseCommand({ run: { kind: "shell", command: "a\0b" } })],
    ["a kind of run that nobody knows", () => parseCommand({ run: { kind: "magic" } })],
    ["a blank folder", () => parseCommand({ cwd: "" })],
    ["a variable with “=” in its name", () => parseCommand({ env: { "A=B": "1" } })],
    ["a variable that is a number", () => parseCommand({ env: { A: 1 } })],
    ["a negative cost", () => parseCommand({ costUsd: -1 })],
    ["a queue without a name", () => parseQueue({ name: undefined })],
    ["a blank name", () => parseGroup({ name: "\t" })],
    ["no room for a session to run", () => parseGroup({ config: { maxConcurrent: 0 } })],
    ["a threshold above 1", () => parseGroup({ config: { budget: { maxUsd: 1, warningThreshold: 80 } } })],
    ["commands that are no list", () => parseQueue({ commands: {} })],
  ];
  for (const [what, parse] of nonsense) {
    it(`refuse ${what}`, () => assert.throws(parse, DocumentFormatError));
  }

  it("name the place that is wrong, in words", () =>
    assert.throws(() => parseCommand({ run: { kind: "shell" } }), /commands\.0\.run\.command: .*expected string/));
});
