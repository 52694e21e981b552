import assert from "node:assert/strict";
import { readdirSync, unlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "mocha";
import { OwnerFile } from "../../../../src/core/locking/owner-file";
import { eventually } from "../../../helpers/eventually";
import { gone, leaveOwnerFile } from "../../../helpers/lock-actors";
import { removeTempFoldersAfterEach, tempFolder } from "../../../helpers/temp-folder";
import { createTestContainer } from "../../../helpers/test-container";

const limits = { stale: 300, unsigned: 50, longestGap: 1_000 };
const elsewhere = { ...gone, host: "elsewhere", domain: "elsewhere" };

function setUp() {
  const root = tempFolder();
  const mine = createTestContainer({ root, limits });
  const others = createTestContainer({ root, limits });
  const remote = createTestContainer({ root, limits, self: elsewhere });
  return { root, mine: mine.leases, others: others.leases, remote: remote.leases };
}

async function leased(leases: ReturnType<typeof setUp>["mine"], name: string) {
  const result = await leases.acquire(name);
  assert.ok(result.success);
  return result.lease;
}

describe("leases", () => {
  removeTempFoldersAfterEach();

  it("belong to one writer, and everybody can see to whom", async () => {
    const { mine, others } = setUp();
    const lease = await leased(mine, "queues/q1/c1");
    const refused = await others.acquire("queues/q1/c1");
    assert.ok(!refused.success);
    assert.equal(refused.holder?.token, lease.owner.token);
    assert.equal(others.holder("queues/q1/c1")?.token, lease.owner.token);
    assert.deepEqual(
      others.list().map(({ name }) => name),
      ["queues/q1/c1"],
    );
    await lease.release();
    assert.equal(lease.isHeld(), false);
    assert.equal(others.holder("queues/q1/c1"), undefined);
    await (await leased(others, "queues/q1/c1")).release();
  });

  it("on different records do not get in each other's way", async () => {
    const { mine, others } = setUp();
    const leases = [await leased(mine, "queues/q1/c1"), await leased(others, "queues/q1/c2")];
    assert.deepEqual(
      mine.list().map(({ name }) => name),
      ["queues/q1/c1", "queues/q1/c2"],
    );
    await Promise.all(leases.map((lease) => lease.release()));
  });

  it("are renewed while they are held: a foreign host does not lose its lease", async () => {
    const { remote, others } = setUp();
    const lease = await leased(remote, "queues/q1/c1");
    const refused = await others.acquire("queues/q1/c1", { timeout: 900 });
    assert.ok(!refused.success);
    assert.ok(lease.isHeld());
    await lease.release();
  });

  it("of a foreign host end when its heartbeat stops", async () => {
    const { root, others } = setUp();
    const silent = createTestContainer({ root, self: elsewhere }).makeRecord();
    OwnerFile.create(join(root, "local", "leases", "queues~q1~c1.lease"), silent).close();
    const result = await others.acquire("queues/q1/c1", { timeout: 5_000 });
    assert.ok(result.success);
    assert.notEqual(result.lease.owner.token, silent.token);
    await result.lease.release();
  });

  it("tell their holder when they are lost", async () => {
    const { mine, root } = setUp();
    const lease = await leased(mine, "queues/q1/c1");
    let lost = 0;
    lease.onDidLose(() => lost++);
    unlinkSync(join(root, "local", "leases", "queues~q1~c1.lease"));
    assert.equal(lease.isHeld(), false);
    await eventually("the holder is told", () => lost === 1);
    await lease.release();
    assert.deepEqual(readdirSync(join(root, "local", "leases")), []);
  });

  it("of the dead are removed when asked to", async () => {
    const { root, mine } = setUp();
    const dead = createTestContainer({ root, self: { pid: elsewhere.pid, start: "1" } });
    OwnerFile.create(join(root, "local", "leases", "a.lease"), dead.makeRecord()).close();
    assert.deepEqual(mine.dead(), ["a"]);
    assert.deepEqual(mine.list({ removeDead: true }), []);
    assert.deepEqual(readdirSync(join(root, "local", "leases")), []);
  });

  it("of the dead leave no claims beside them: the next owner removes those on owners before it, and no other lease's", async () => {
    const { root, mine } = setUp();
    const folder = join(root, "local", "leases");
    leaveOwnerFile(join(folder, "a.lease"), gone).file.close();
    leaveOwnerFile(join(folder, "a.lease.0123456789abcdef"), gone).file.close();
    const late = leaveOwnerFile(join(folder, "a.lease.fedcba9876543210"), {}).file; // alive, and come too late
    leaveOwnerFile(join(folder, "ab.lease.0123456789abcdef"), gone).file.close();
    const lease = await leased(mine, "a");
    assert.deepEqual(readdirSync(folder).sort(), ["a.lease", "ab.lease.0123456789abcdef"]);
    late.remove();
    await lease.release();
  });

  it("end the waiting on abort", async () => {
    const { mine, others } = setUp();
    const lease = await leased(mine, "a");
    const controller = new AbortController();
    const waiting = others.acquire("a", { timeout: 60_000, signal: controller.signal });
    controller.abort();
    await assert.rejects(waiting, { code: "ABORTED" });
    await lease.release();
  });

  for (const name of ["../a", "a//b", "", "a b", "a/.."]) {
    it(`refuse the name ${JSON.stringify(name)}`, async () => {
      await assert.rejects(setUp().mine.acquire(name), { code: "INVALID" });
    });
  }
});
