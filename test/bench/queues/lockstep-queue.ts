import { setTimeout as delay } from "node:timers/promises";
import type { StateFolder } from "../../../src/core/state-folder";

/** A queue of these command lines. Resolves with its id. */
export async function queueOf(state: StateFolder, name: string, lines: readonly string[]): Promise<string> {
  const { id } = await state.queues.create({ name });
  await Promise.all(lines.map((command) => state.queues.addCommand(id, { run: { kind: "shell", command } })));
  return id;
}

/** Waits for its end. @throws unless every command was completed in a run of its own */
export async function checkQueue(state: StateFolder, id: string): Promise<void> {
  let queue = await state.queues.find(id);
  while (queue.status === "running") {
    await delay(10);
    queue = await state.queues.find(id);
  }
  const runs = new Set(queue.commands.map(({ runId }) => runId));
  if (queue.status !== "completed" || runs.size !== queue.commands.length || runs.has(undefined)) {
    throw new Error(`The queue is ${queue.status}; its ${queue.commands.length} commands had ${runs.size} runs.`);
  }
}
