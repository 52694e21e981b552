// Queues and groups as runs leave them, written as another Lockstep would.
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import type { Group, Session } from "../../src/core/groups/group";
import type { Queue, QueueCommand } from "../../src/core/queues/queue";
import { becomes } from "../helpers/eventually";
import { statusesOf } from "../helpers/statuses";
import { lockstep, state, stateFile } from "./running-extension";

/** So that nothing of it runs by itself, in whichever window. */
export const farAway = "2100-01-01T00:00:00.000Z";

/** The queue “Build” of commands a, b, c …, changed like this. What waits does so until far away. */
export async function makeQueue(
  commands: readonly Partial<QueueCommand>[],
  changes: Partial<Queue> = {},
): Promise<Queue> {
  const { queues } = await state();
  const { id } = await queues.create({ name: "Build" });
  for (const [index] of commands.entries()) {
    await queues.addCommand(id, { run: { kind: "shell", command: "true" }, label: "abcdefgh"[index] ?? "z" });
  }
  await rewrite(`queues/${id}.json`, (queue: Queue) => ({
    ...queue,
    ...changes,
    commands: queue.commands.map((command, index) => ({
      ...command,
      ...((commands[index]?.status ?? "pending") === "pending" ? { notBefore: farAway } : {}),
      ...commands[index],
    })),
  }));
  return await queues.find(id);
}

/** The group “Night” of sessions a, b, c …, changed like this. */
export async function makeGroup(sessions: readonly Partial<Session>[], changes: Partial<Group> = {}): Promise<Group> {
  const { groups } = await state();
  const { id } = await groups.create({ name: "Night" });
  for (const [index] of sessions.entries()) {
    await groups.addSession(id, { run: { kind: "shell", command: "true" }, name: "abcdefgh"[index] ?? "z" });
  }
  await rewrite(`groups/${id}.json`, (group: Group) => ({
    ...group,
    ...changes,
    sessions: group.sessions.map((session, index) => ({ ...session, ...sessions[index] })),
  }));
  return await groups.find(id);
}

async function rewrite<T extends { readonly id: string }>(path: string, change: (document: T) => T): Promise<void> {
  const file = stateFile(path);
  writeFileSync(file, `${JSON.stringify(change(JSON.parse(readFileSync(file, "utf8"))), undefined, 2)}\n`);
  const { models } = await lockstep();
  await models.refresh();
}

/** The only queue: its status and those of its commands, such as `running: completed pending`. */
export async function queueStatuses(): Promise<string> {
  const [queue] = await (await state()).queues.list();
  assert.ok(queue);
  return statusesOf(queue);
}

/** The only group: its status and those of its sessions. */
export async function groupStatuses(): Promise<string> {
  const [group] = await (await state()).groups.list();
  assert.ok(group);
  return statusesOf(group);
}

export async function queueIs(statuses: string): Promise<void> {
  await becomes(statuses, queueStatuses);
}

export async function groupIs(statuses: string): Promise<void> {
  await becomes(statuses, groupStatuses);
}
