import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { LivenessJudge } from "../../../../src/core/locking/liveness";
import type { OwnerSnapshot } from "../../../../src/core/locking/owner-file";
import { currentProcess } from "../../../../src/core/locking/process-identity";
import { createTestContainer } from "../../../helpers/test-container";

const gone = { pid: 2 ** 22 - 7, start: "1" };

/** A clock that only the test moves. */
function handClock() {
  let time = 0;
  return { clock: { now: () => new Date(0), monotonic: () => time }, pass: (ms: number) => (time += ms) };
}

function setUp() {
  const { clock, pass } = handClock();
  const limits = { stale: 10_000, unwritten: 500, longestGap: 1_500 };
  return { judge: new LivenessJudge(currentProcess(), clock, limits), pass };
}

function snapshot(self: Parameters<typeof createTestContainer>[0]["self"], beat = 0): OwnerSnapshot {
  const record = { ...createTestContainer({ root: "/nowhere", self: self ?? {} }).makeRecord(), token: "t" };
  return { record, id: "t", fingerprint: `t H ${beat}`, hidden: false, temps: [], wanted: false, bornAt: 0 };
}

/** Created, and not signed yet. */
const nameless: OwnerSnapshot = {
  record: undefined,
  id: "empty-1",
  fingerprint: "empty-1",
  hidden: false,
  temps: [],
  wanted: false,
  bornAt: 0,
};

describe("LivenessJudge", () => {
  it("finds a process of this host dead at once when it is gone", () => {
    assert.equal(setUp().judge.isDead("x", snapshot(gone)), true);
  });

  it("finds a process alive while it is there", () => {
    assert.equal(setUp().judge.isDead("x", snapshot({})), false);
  });

  it("takes a pid that started at another time for a reused one", () => {
    assert.equal(setUp().judge.isDead("x", snapshot({ start: "1" })), process.platform === "linux");
  });

  for (const [what, owner] of [
    ["is of another domain, whose pids mean nothing here", snapshot({ ...gone, domain: "container" })],
    ["may not be read", { ...snapshot({}), record: undefined, hidden: true }],
  ] as const) {
    it(`judges an owner that ${what} by its heartbeat alone`, () => {
      const { judge, pass } = setUp();
      assert.equal(judge.isDead("x", owner), false);
      for (let waited = 0; waited < 9_000; waited += 1_000) {
        pass(1_000);
        assert.equal(judge.isDead("x", owner), false);
      }
      pass(1_000);
      assert.equal(judge.isDead("x", owner), true);
    });
  }

  it("starts again with every heartbeat", () => {
    const { judge, pass } = setUp();
    for (let beat = 0; beat < 30; beat++) {
      assert.equal(judge.isDead("x", snapshot({ ...gone, domain: "container" }, beat)), false);
      pass(1_000);
    }
  });

  it("starts again after a sleep of our own, when everybody's heartbeat stood still", () => {
    const { judge, pass } = setUp();
    const foreign = snapshot({ ...gone, domain: "container" });
    assert.equal(judge.isDead("x", foreign), false);
    pass(3_600_000);
    assert.equal(judge.isDead("x", foreign), false);
    pass(1_000);
    assert.equal(judge.isDead("x", foreign), false);
  });

  it("gives an owner without a name half a second", () => {
    const { judge, pass } = setUp();
    assert.equal(judge.isDead("x", nameless), false);
    pass(499);
    assert.equal(judge.isDead("x", nameless), false);
    pass(1);
    assert.equal(judge.isDead("x", nameless), true);
  });

  it("keeps paths apart and forgets on request", () => {
    const { judge, pass } = setUp();
    judge.isDead("x", nameless);
    pass(400);
    judge.isDead("y", nameless);
    judge.forget("x");
    pass(400);
    assert.equal(judge.isDead("x", nameless), false);
    assert.equal(judge.isDead("y", nameless), false);
  });
});
