import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { exitCodeFor, reportLines } from "../../../src/cli/doctor-command";
import { progressText } from "../../../src/cli/progress-text";
import { statusLines } from "../../../src/cli/status-command";
import { plainStyle } from "../../../src/cli/terminal-text";
import type { OwnerRecord } from "../../../src/core/locking/owner-record";
import { progressOf } from "../../../src/core/records/progress";
import type { Problem } from "../../../src/core/storage/doctor";

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
  from: 0,
};

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
          { document: "bookmarks.json", type: "exclusive", owner, alive: true },
          { document: "queues/q.json", type: "shared", owner: undefined, alive: false },
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
