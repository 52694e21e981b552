import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { afterEach, beforeEach, describe, it } from "mocha";
import type { Queue } from "../../src/core/queues/queue";
import { Child, useWorkers } from "../helpers/child";
import { eventually } from "../helpers/eventually";
import { removeTempFoldersAfterEach, tempFolder } from "../helpers/temp-folder";
import { isOver, Workplace } from "../helpers/workplace";

const range = (length: number) => Array.from({ length }, (_, index) => index);

describe("queues that worker processes run", () => {
  let place: Workplace;
  useWorkers();
  removeTempFoldersAfterEach();
  beforeEach(() => {
    place = new Workplace(tempFolder());
  });
  afterEach(() => place.close());

  const worker = () => Child.atWork("works", place.state.root);

  /** A queue whose commands are a line of `commandOf` each, added at once. */
  async function queueOf(count: number, commandOf: (nth: number) => string, config: object = {}): Promise<string> {
    const { id } = await place.state.queues.create({ name: `many ${randomUUID()}` });
    const path = join(place.folder, ".lockstep", "queues", `${id}.json`);
    const queue = JSON.parse(readFileSync(path, "utf8"));
    const addedAt = new Date().toISOString();
    queue.commands = range(count).map((nth) => ({
      id: `c${nth}`,
      run: { kind: "shell", command: commandOf(nth) },
      addedAt,
    }));
    Object.assign(queue.config, config);
    writeFileSync(path, JSON.stringify(queue));
    return id;
  }

  const numbers = () => place.linesOf("out").map(Number);
  const withStatus = ({ commands }: Queue, status: string) =>
    commands.flatMap((command, nth) => (command.status === status ? [nth] : []));

  it("run each of 500 commands once and in order, however many workers there are", async function () {
    this.timeout(120_000);
    const id = await queueOf(500, (nth) => `echo ${nth} >> out`);
    await Promise.all(range(4).map(worker));
    await place.state.queueControl.start(id);
    await place.ended(id, 100_000);
    assert.deepEqual(numbers(), range(500));
    assert.equal((await place.state.queues.find(id)).status, "completed");
  });

  it("run no command twice when a worker is killed every 300 ms, and say which were interrupted", async function () {
    this.timeout(180_000);
    const id = await queueOf(500, (nth) => `echo ${nth} >> out`, { onInterrupted: "continue" });
    const workers = await Promise.all(range(4).map(worker));
    await place.state.queueControl.start(id);
    let kills = 0;
    while (!isOver(await place.state.queues.find(id))) {
      await delay(300); // the interval is what is tested
      const victim = await driver(workers, id);
      if (victim !== undefined) {
        await victim.killed();
        workers[workers.indexOf(victim)] = await worker();
        kills++;
      }
    }
    const queue = await place.state.queues.find(id);
    const ran = numbers();
    assert.ok(kills > 3, `${kills} kills`);
    assert.deepEqual(
      ran,
      [...new Set(ran)].sort((a, b) => a - b),
      "each at most once, and in order",
    );
    const [completed, interrupted] = [withStatus(queue, "completed"), withStatus(queue, "interrupted")];
    assert.equal(completed.length + interrupted.length, 500);
    assert.deepEqual(
      completed.filter((nth) => !ran.includes(nth)),
      [],
      "what is completed ran",
    );
    assert.deepEqual(
      ran.filter((nth) => !completed.includes(nth) && !interrupted.includes(nth)),
      [],
    );
  });

  it("run on elsewhere, not by a worker that was suspended for longer than its lease lasts", async function () {
    this.timeout(60_000);
    const id = await queueOf(2, (nth) => (nth === 0 ? "echo $$ >> pids; exec sleep 50" : "echo b >> out"), {
      onInterrupted: "continue",
    });
    const first = await worker();
    await place.state.queueControl.start(id);
    await eventually("it runs", () => place.linesOf("pids").length === 1);
    await first.stopped();
    await worker();
    await place.ended(id, 30_000);
    assert.equal(await place.statuses(id), "failed: interrupted completed");
    first.signal("SIGCONT");
    const again = await queueOf(1, () => "echo c >> out");
    await place.state.queueControl.start(again);
    await place.ended(again, 10_000);
    assert.equal(await place.statuses(id), "failed: interrupted completed");
    assert.deepEqual([place.linesOf("out"), place.linesOf("pids").length], [["b", "c"], 1]);
  });

  async function driver(workers: readonly Child[], id: string): Promise<Child | undefined> {
    const { leases } = await place.state.status();
    const pid = leases.find(({ name }) => name === `queues/${id}`)?.owner.pid;
    return workers.find((child) => child.pid === pid);
  }
});
