import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { exitCodeFor, reportLines } from "../../../src/cli/doctor-command";
import { progressText } from "../../../src/cli/progress-text";
import { statusLines } from "../../../src/cli/status-lines";
import { plainStyle } from "../../../src/cli/terminal-text";
import type { OwnerRecord } from "../../../src/core/locking/owner-record";
import { progressOf } from "../../../src/core/records/progress";
import type { Problem } from "../../../src/core/storage/doctor";
import type { Status } from "../../../src/core/storage/status";

const owner: OwnerRecord = {
  v: 1,
  token: "t",
  pid: 7,
  host: "elsewhere",
  domain: "d",
  writer: "w",
  app: "window main",
  processStartedAt: "2026-01-01T00:00:00Z",
  since: "2026-01-01T12:00:00Z",
};
const nobody: Status = { writers: [], locks: [], leases: [] };
const free = { type: "exclusive", owner, alive: true, waiting: [] } as const;

/** What is said of the locks, one line for each and for each writer who waits. */
function lockLines(locks: Status["locks"], now = new Date("2026-01-01T12:00:05Z")): readonly string[] {
  const lines = statusLines("/w", { ...nobody, locks }, plainStyle, { now });
  return lines.slice(lines.indexOf("Locks") + 1, lines.indexOf("No lease is held."));
}

function problem(kind: Problem["kind"], fixed: boolean): Problem {
  return { kind, document: "queues/q.json", message: "Why.", fixed };
}

describe("the status", () => {
  it("says where, who, and what they hold", () => {
    const lines = statusLines(
      "/w",
      {
        writers: [owner],
        locks: [
          { ...free, document: "bookmarks.json" },
          { document: "queues/q.json", type: "shared", owner: undefined, alive: false, waiting: [] },
        ],
        leases: [{ name: "queues/q/c", owner }],
      },
      plainStyle,
    ).join("\n");
    assert.match(lines, /^Workspace folder \/w\nAttached\n {2}window main \(pid 7 on elsewhere\) {2}since 202/);
    assert.match(lines, /bookmarks\.json +exclusive +by window main/);
    assert.match(lines, /queues\/q\.json +shared +by an unknown writer +\(that process is gone\)/);
    assert.match(lines, /Leases\n {2}queues\/q\/c +by window main/);
  });

  it("is short where nothing is held", () => {
    assert.deepEqual(statusLines("/w", nobody, plainStyle), [
      "Workspace folder /w",
      "Nobody is attached.",
      "No lock is held.",
      "No lease is held.",
    ]);
  });

  it("names the writers who wait for a lock, the next one first", () => {
    const waiting = [
      { ...owner, app: "cli lockstep queue add", pid: 8, since: "2026-01-01T12:00:02Z" },
      { ...owner, app: "window other", pid: 10, since: "2026-01-01T12:00:04.500Z" },
    ];
    const [lock = "", ...others] = lockLines([
      { ...free, document: "bookmarks.json" },
      { ...free, document: "queues/q.json", waiting },
    ]).slice(1);
    assert.match(lock, /^ {2}queues\/q\.json .*by window main .* {2}2 writers waiting:$/);
    assert.equal(others.length, 2);
    assert.match(others[0] ?? "", /^ {4}1\. cli lockstep queue add \(pid 8 on elsewhere\) {2}since .+ \(3 seconds\)$/);
    assert.match(others[1] ?? "", /^ {4}2\. window other \(pid 10 on elsewhere\) +since .+ \(less than a second\)$/);
    assert.match(lockLines([{ ...free, document: "a.json", waiting: [owner] }])[0] ?? "", / 1 writer waiting:$/);
  });

  it("says how often in a row a lock was taken over", () => {
    const line = (takeovers: number) =>
      lockLines([{ ...free, document: "a.json", owner: { ...owner, takeovers } }])[0] ?? "";
    assert.match(line(1), / {2}taken over from a dead writer$/);
    assert.match(line(3), / {2}taken over 3 times in a row$/);
    assert.doesNotMatch(line(0), /taken over/);
    assert.doesNotMatch(line(Number.NaN), /taken over/);
  });

  for (const [now, lasting] of [
    ["2026-01-01T12:00:01Z", " (1 second)"],
    ["2026-01-01T12:01:59Z", " (119 seconds)"],
    ["2026-01-01T12:02:00Z", " (2 minutes)"],
    ["2026-01-01T14:30:00Z", " (2 hours)"],
    ["2026-01-09T12:00:00Z", " (8 days)"],
    ["2026-01-01T11:00:00Z", ""],
  ] as const) {
    it(`says since when and how long a lock is held: at ${now}${lasting}`, () => {
      const [line = ""] = lockLines([{ ...free, document: "a.json" }], new Date(now));
      assert.match(line, /since 202\d-\d\d-\d\d \d\d:\d\d:\d\d( \(|$)/);
      assert.ok(line.endsWith(`:00${lasting}`), line);
    });
  }
});

describe("the doctor's report", () => {
  it("is good when there is nothing or everything is mended", () => {
    assert.equal(exitCodeFor([]), 0);
    assert.equal(exitCodeFor([problem("corrupt", true), problem("stale-lock", true)]), 0);
    assert.deepEqual(reportLines({ documents: 1, problems: [] }, plainStyle), ["Looked at 1 document: all is well."]);
  });

  it("tells corrupt documents from other problems", () => {
    assert.equal(exitCodeFor([problem("newer-version", false)]), 1);
    assert.equal(exitCodeFor([problem("newer-version", false), problem("corrupt", false)]), 6);
  });

  it("offers --fix where that helps", () => {
    const lines = (kind: Problem["kind"]) =>
      reportLines({ documents: 1, problems: [problem(kind, false)] }, plainStyle);
    assert.match(lines("corrupt").join("\n"), /1 problem\.\ncorrupt {2}queues\/q\.json {2}Why\.\n.*doctor --fix/);
    assert.doesNotMatch(lines("symlink").join("\n"), /--fix/);
  });
});

describe("progress", () => {
  it("counts what is done and what went wrong", () => {
    const jobs = (["pending", "completed", "completed", "failed", "interrupted", "skipped"] as const).map((status) => ({
      status,
    }));
    assert.equal(progressText(progressOf(jobs), "command"), "6 commands, 2 done, 1 failed, 1 interrupted, 1 skipped");
    assert.equal(progressText(progressOf([]), "command"), "0 commands");
  });
});
