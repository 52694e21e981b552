import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Gate } from "../../../../src/core/runner/job-runner";
import { eventually } from "../../../helpers/eventually";
import { removeTempFoldersAfterEach, tempFolder } from "../../../helpers/temp-folder";
import { Workplace } from "../../../helpers/workplace";

describe("what a queue runs at its end", () => {
  let place: Workplace;
  removeTempFoldersAfterEach();
  beforeEach(() => {
    place = new Workplace(tempFolder());
  });
  afterEach(() => place.close());

  it("is asked about again: it may be another one than when the queue began to run", async () => {
    const gate: Gate = {
      unapproved: async (jobs) => jobs.filter(({ run }) => run.kind === "shell" && run.command.includes("evil")),
    };
    const id = await place.started("while [ ! -e go ]; do sleep 0.02; done");
    const worker = place.work({ gate });
    await place.queueIs(id, "running: running");
    await place.state.queues.configure(id, { onFinish: "echo evil >> out" });
    writeFileSync(join(place.folder, "go"), "");
    await place.queueIs(id, "completed: completed");
    await eventually("the worker is idle", () => !worker.isBusy);
    assert.deepEqual(place.linesOf("out"), []);
  });

  it("keeps the worker busy until it has ended", async () => {
    const { id } = await place.queue("true");
    await place.state.queues.configure(id, { onFinish: "while [ ! -e go ]; do sleep 0.02; done; echo done >> out" });
    await place.state.queueControl.start(id);
    const worker = place.work();
    const idle = new Promise<void>((resolve) => worker.onDidBecomeIdle(resolve));
    await place.queueIs(id, "completed: completed");
    assert.ok(worker.isBusy);
    writeFileSync(join(place.folder, "go"), "");
    await idle;
    assert.deepEqual(place.linesOf("out"), ["done"]);
  });
});
