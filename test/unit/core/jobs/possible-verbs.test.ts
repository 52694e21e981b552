import assert from "node:assert/strict";
import * as groupRules from "../../../../src/core/groups/control-rules";
import type { Group } from "../../../../src/core/groups/group";
import { possibleForGroup, possibleForSession } from "../../../../src/core/groups/possible-verbs";
import { type ControlVerb, controlVerbs } from "../../../../src/core/jobs/control-verbs";
import { jobVerbs, possibleForJob } from "../../../../src/core/jobs/possible-verbs";
import * as queueRules from "../../../../src/core/queues/control-rules";
import { possibleForQueue } from "../../../../src/core/queues/possible-verbs";
import type { Queue, QueueCommand } from "../../../../src/core/queues/queue";

const now = "2026-01-31T12:00:00.000Z";
const run = { kind: "shell" as const, command: "make" };
const ended = ["completed", "failed", "skipped", "interrupted"] as const;
const jobs = ["pending", "running", ...ended] as const;
const pairs = jobs.flatMap((left) => jobs.map((right) => [left, right] as const));

function queueOf(status: Queue["status"], ...statuses: readonly QueueCommand["status"][]): Queue {
  const commands = statuses.map((one, index) => ({ id: `c${index}`, run, status: one, addedAt: now }));
  const config = { stopOnError: true, onInterrupted: "fail" as const };
  return { version: 1, id: "q", name: "build", cwd: ".", status, commands, config, createdAt: now, updatedAt: now };
}

function groupOf(status: Group["status"], ...statuses: readonly QueueCommand["status"][]): Group {
  const sessions = statuses.map((one, index) => ({
    id: `s${index}`,
    name: `s${index}`,
    cwd: ".",
    run,
    dependsOn: [],
    status: one,
  }));
  const config = { maxConcurrent: 3, respectDependencies: true, errorThreshold: 2 };
  const times = { createdAt: now, updatedAt: now, startedAt: now };
  return { version: 1, id: "g", name: "night", status, sessions, config, ...times };
}

/** Whether a rule agrees and changes something. */
function does<T>(document: T, rule: (document: T) => T): boolean {
  try {
    return rule(document) !== document;
  } catch {
    return false;
  }
}

describe("What can be done", () => {
  const queueVerbs: Readonly<Record<ControlVerb, (queue: Queue) => Queue>> = {
    start: queueRules.started,
    pause: queueRules.paused,
    resume: queueRules.resumed,
    stop: (queue) => queueRules.stopped(queue, now),
    retry: (queue) => queueRules.retried(queue).document,
  };
  const groupVerbs: Readonly<Record<ControlVerb, (group: Group) => Group>> = {
    start: (group) => groupRules.started(group, now),
    pause: groupRules.paused,
    resume: groupRules.resumed,
    stop: (group) => groupRules.stopped(group, now),
    retry: (group) => groupRules.retried(group).document,
  };

  it("with a queue is what the rules allow, but what is paused is resumed, not started", () => {
    for (const status of ["idle", "running", "paused", "stopped", "completed", "failed"] as const) {
      for (const pair of pairs) {
        const queue = queueOf(status, ...pair);
        const allowed = controlVerbs.filter((verb) => does(queue, queueVerbs[verb]));
        const expected = allowed.filter((verb) => !(verb === "start" && status === "paused"));
        assert.deepEqual(possibleForQueue(queue), expected, `${status}: ${pair}`);
      }
    }
  });

  it("with a group is what the rules allow, and nothing with one that is archived", () => {
    for (const status of ["created", "running", "paused", "completed", "failed"] as const) {
      for (const pair of pairs) {
        const group = groupOf(status, ...pair);
        const allowed = controlVerbs.filter((verb) => does(group, groupVerbs[verb]));
        const expected = allowed.filter((verb) => !(verb === "start" && status === "paused"));
        assert.deepEqual(possibleForGroup(group), expected, `${status}: ${pair}`);
      }
    }
    const archived = groupOf("archived", "pending", "failed");
    const [session] = archived.sessions;
    assert.ok(session);
    assert.deepEqual([possibleForGroup(archived), possibleForSession(archived, session)], [[], []]);
  });

  it("with a command is what the rules allow", () => {
    for (const status of jobs) {
      for (const wish of [{}, { startNow: true }, { stopRequested: true }]) {
        const plain = queueOf("running", status);
        const queue: Queue = { ...plain, commands: plain.commands.map((command) => ({ ...command, ...wish })) };
        const [command] = queue.commands;
        assert.ok(command);
        const verbs = {
          cancel: (one: Queue) => queueRules.cancelled(one, "c0", now).document,
          skip: (one: Queue) => queueRules.skippedByUser(one, "c0", now).document,
          restart: (one: Queue) => queueRules.restarted(one, "c0", { now }).document,
          startNow: (one: Queue) => queueRules.startedNow(one, "c0").document,
        };
        const isAsked = (verb: keyof typeof verbs) =>
          (verb === "cancel" && status === "running" && command.stopRequested === true) ||
          (verb === "startNow" && command.startNow === true);
        const allowed = jobVerbs.filter((verb) => does(queue, verbs[verb]) && !isAsked(verb));
        const possible = possibleForJob({ ...command, ...(status === "running" ? {} : { stopRequested: undefined }) });
        assert.deepEqual(possible, allowed, `${status} ${JSON.stringify(wish)}`);
      }
    }
  });
});
