import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { LivenessJudge } from "../../../../src/core/locking/liveness";
import type { OwnerSnapshot } from "../../../../src/core/locking/owner-snapshot";
import { currentProcess } from "../../../../src/core/locking/process-identity";
import { gone, handClock } from "../../../helpers/lock-actors";
import { createTestContainer } from "../../../helpers/test-container";

function setUp() {
  const { clock, pass } = handClock();
  return { judge: new LivenessJudge(currentProcess(), clock), pass };
}

function snapshot(self: Parameters<typeof createTestContainer>[0]["self"], beat = 0): OwnerSnapshot {
  const record = { ...createTestContainer({ root: "/nowhere", self: self ?? {} }).makeRecord(), token: "t" };
  return { record, id: "t", fingerprint: `t H ${beat}`, hidden: false, untaken: false, waiting: [], lastWrittenAt: 0 };
}

/** Created, and not signed yet. */
const nameless: OwnerSnapshot = {
  record: undefined,
  id: "empty-1",
  fingerprint: "empty-1",
  hidden: false,
  untaken: false,
  waiting: [],
  lastWrittenAt: 0,
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

  it("gives an owner without a name a tenth of a second", () => {
    const { judge, pass } = setUp();
    assert.equal(judge.isDead("x", nameless), false);
    pass(99);
    assert.equal(judge.isDead("x", nameless), false);
    pass(1);
    assert.equal(judge.isDead("x", nameless), true);
  });

  it("gives an owner that is writing its name more time with every part", () => {
    const { judge, pass } = setUp();
    for (let part = 0; part < 5; part++) {
      assert.equal(judge.isDead("x", { ...nameless, fingerprint: `empty-1 ${part}` }), false);
      pass(99);
    }
  });

  it("keeps paths apart and forgets on request", () => {
    const { judge, pass } = setUp();
    judge.isDead("x", nameless);
    pass(80);
    judge.isDead("y", nameless);
    judge.forget("x");
    pass(80);
    assert.equal(judge.isDead("x", nameless), false);
    assert.equal(judge.isDead("y", nameless), false);
  });
});

describe("of a lock that was given to somebody who waited, LivenessJudge", () => {
  it("expects well within a second that its owner takes it up", () => {
    const { judge, pass } = setUp();
    const given: OwnerSnapshot = { ...snapshot({}), untaken: true };
    assert.equal(judge.isDead("x", given), false);
    pass(699);
    assert.equal(judge.isDead("x", given), false);
    pass(1);
    assert.equal(judge.isDead("x", given), true);
  });
});

describe("of somebody who waits, LivenessJudge", () => {
  const hour = 3_600_000;

  function readinessOf(owner: OwnerSnapshot, silence: number) {
    return setUp().judge.readiness({ ...owner, lastWrittenAt: hour }, () => hour + silence);
  }

  it("asks the process of this host whether it is there, and its heartbeat whether it is awake", () => {
    assert.equal(readinessOf(snapshot({}), 2_999), "ready");
    assert.equal(readinessOf(snapshot({}), 3_000), "asleep");
    assert.equal(readinessOf(snapshot({}), hour), "asleep");
    assert.equal(readinessOf(snapshot(gone), 0), "dead");
  });

  it("asks the heartbeat of everybody else, by the file system's clock", () => {
    const foreign = snapshot({ ...gone, domain: "container" });
    assert.equal(readinessOf(foreign, 2_999), "ready");
    assert.equal(readinessOf(foreign, 3_000), "asleep");
    assert.equal(readinessOf(foreign, 59_999), "asleep");
    assert.equal(readinessOf(foreign, 60_000), "dead");
  });

  it("takes one that did not sign for dead, and one that it may not read for asleep", () => {
    assert.equal(readinessOf(nameless, 0), "dead");
    assert.equal(readinessOf({ ...nameless, hidden: true }, 0), "asleep");
  });
});
