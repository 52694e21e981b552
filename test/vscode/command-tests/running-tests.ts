import assert from "node:assert/strict";
import { answering, offering } from "../answers";
import { run } from "../running-extension";
import { makeQueue, queueIs } from "../runs";
import type { CommandTests } from "./command-tests";

export const runningTests: CommandTests<"lockstep.running.show"> = {
  "lockstep.running.show": [
    "lists what runs with what can be done, and does it",
    async () => {
      await run("lockstep.running.show");
      await makeQueue([{ status: "completed" }, {}], { status: "running" });
      const offered = await offering(() => run("lockstep.running.show"));
      assert.deepEqual(
        offered.map(({ label }) => label),
        ["Show Build", "Pause Build", "Stop Build"],
      );
      await answering({ picks: ["Show Build"] }, () => run("lockstep.running.show"));
      await answering({ picks: ["Pause Build"] }, () => run("lockstep.running.show"));
      await queueIs("paused: completed pending");
    },
  ],
};
