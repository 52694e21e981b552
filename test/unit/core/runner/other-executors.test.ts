import assert from "node:assert/strict";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { setImmediate as turn } from "node:timers/promises";
import { ChildExecutor } from "../../../../src/core/runner/child-executor";
import type { Ending, Execution, Executor, Work } from "../../../../src/core/runner/execution";
import { eventually } from "../../../helpers/eventually";
import { removeTempFoldersAfterEach, tempFolder } from "../../../helpers/temp-folder";
import { Workplace } from "../../../helpers/workplace";

/** As a terminal that takes a while to open: it starts what it is given later. */
class LateExecutor implements Executor {
  readonly works: Work[] = [];
  private readonly children = new ChildExecutor({ grace: 500 });

  start(work: Work): Execution {
    this.works.push(work);
    const child = turn().then(() => this.children.start(work));
    return {
      started: child.then(({ process }) => process),
      ended: child.then(({ ended }) => ended),
      stop: async () => (await child).stop(),
    };
  }
}

function endingWith(ending: Ending): Executor {
  return { start: () => ({ ended: Promise.resolve(ending), stop: async () => {} }) };
}

describe("a worker and how it runs things", () => {
  let place: Workplace;
  removeTempFoldersAfterEach();
  beforeEach(() => {
    place = new Workplace(tempFolder());
  });
  afterEach(() => place.close());

  const notes = () => {
    const folder = join(place.state.root, "local", "runs");
    return existsSync(folder) ? readdirSync(folder) : [];
  };

  it("keep a note of a process that starts later than asked for, as long as it lives", async () => {
    const id = await place.started("while [ ! -e go ]; do sleep 0.02; done");
    const executor = new LateExecutor();
    place.work({ executor });
    await eventually("the note", () => notes().length === 1);
    assert.deepEqual(executor.works[0]?.origin, { kind: "queue", id, name: "build" });
    await place.state.queueControl.stop(id);
    await place.queueIs(id, "stopped: interrupted");
    assert.deepEqual(notes(), []);
  });

  it("go on after what somebody stopped where it ran: that is no failure", async () => {
    const id = await place.started("a", "b");
    place.work({ executor: endingWith({ signal: "SIGTERM", isStopped: true }) });
    await place.queueIs(id, "failed: interrupted interrupted");
    const [first] = (await place.state.queues.find(id)).commands;
    assert.equal(first?.error, "It was stopped.");
  });

  it("end, and write it down, before their folder is closed", async () => {
    const id = await place.started("sleep 60", "echo b >> out");
    place.work();
    await place.queueIs(id, "running: running pending");
    await place.state.dispose();
    const after = new Workplace(place.folder);
    try {
      assert.equal(await after.statuses(id), "paused: interrupted pending");
    } finally {
      await after.close();
    }
  });
});
