import assert from "node:assert/strict";
import type * as vscode from "vscode";
import { Emitter } from "../../src/core/events";
import type { Group } from "../../src/core/groups/group";
import { warnOfBudgets } from "../../src/vscode/running/budget-warnings";
import { type RunEnded, tellOfEnd } from "../../src/vscode/running/run-notices";
import { RunSettings } from "../../src/vscode/running/run-settings";
import { answering } from "./answers";
import { lockstep, state } from "./running-extension";
import { withSettings } from "./with-setting";

const work: RunEnded["work"] = {
  runId: "r",
  title: "npm test",
  origin: { kind: "queue", id: "q", name: "Build" },
  program: { kind: "line", line: "npm test" },
  cwd: "/",
  env: {},
  onOutput: () => {},
};

describe("What people are told of runs", () => {
  const settings = new RunSettings();

  const told = async (run: Omit<RunEnded, "work">, isFocused = false) => {
    const messages = await answering({}, async () => tellOfEnd({ work, ...run }, settings, isFocused));
    return messages.map(({ text }) => text);
  };
  const minutes = 60_000;

  it("is the end of a long one, while they are in another window", async () => {
    assert.deepEqual(await told({ ending: { exitCode: 0 }, duration: 61.5 * minutes }), [
      "Build: npm test has ended after 1 h 1 min.",
    ]);
    assert.deepEqual(await told({ ending: { exitCode: 2 }, duration: 1.5 * minutes }), [
      "Build: npm test has failed after 1 min 30 s, with exit code 2.",
    ]);
    assert.deepEqual(await told({ ending: { signal: "SIGKILL" }, duration: 2 * minutes }), [
      "Build: npm test has failed after 2 min 0 s.",
    ]);
  });

  it("is nothing of a short one, of one that they stopped, or where they look", async () => {
    assert.deepEqual(await told({ ending: { exitCode: 0 }, duration: minutes - 1 }), []);
    assert.deepEqual(await told({ ending: { signal: "SIGTERM", isStopped: true }, duration: 2 * minutes }), []);
    assert.deepEqual(await told({ ending: { exitCode: 0 }, duration: 2 * minutes }, true), []);
  });

  it("is as much as they want to hear", async () => {
    const run = { ending: { exitCode: 0 }, duration: 5_000 };
    await withSettings("lockstep.run", { "notification.when": "always", "notification.after": 5 }, async () => {
      assert.deepEqual(await told(run, true), ["Build: npm test has ended after 5 s."]);
    });
    await withSettings("lockstep.run", { "notification.when": "never", "notification.after": 0 }, async () => {
      assert.deepEqual(await told(run), []);
    });
  });

  it("is, once, that a group that runs has spent most of its budget", async () => {
    await lockstep();
    const { groups } = await state();
    const created = await groups.create({ name: "Release" });
    await groups.delete(created.id);
    const spending = (costUsd: number, maxUsd = 10, status: Group["status"] = "running"): Group => ({
      ...created,
      status,
      config: { ...created.config, budget: { maxUsd, warningThreshold: 0.8, onExceeded: "pause" } },
      sessions: [
        {
          id: "s",
          name: "s",
          cwd: ".",
          run: { kind: "shell", command: "true" },
          dependsOn: [],
          status: "completed",
          costUsd,
        },
      ],
    });
    const shown = { latest: [{ value: { items: [spending(1)] } }] };
    const changed = new Emitter<void>();
    const memory = new Map<string, unknown>();
    const memento = {
      keys: () => [],
      get: (key: string) => memory.get(key),
      update: async (key: string, value: unknown) => void memory.set(key, value),
    } as vscode.Memento;
    const warning = warnOfBudgets(
      {
        ...shown,
        onDidChange: changed.event,
        get latest() {
          return shown.latest;
        },
      },
      memento,
    );
    const warnings = async (group: Group) => {
      shown.latest = [{ value: { items: [group] } }];
      return (await answering({}, async () => changed.fire())).map(({ text }) => text);
    };
    assert.deepEqual(await warnings(spending(7.9)), []);
    assert.deepEqual(await warnings(spending(9, 10, "completed")), []);
    assert.deepEqual(await warnings(spending(8)), ["The group “Release” has spent $8.00 of its budget of $10.00."]);
    assert.deepEqual(await warnings(spending(9)), []);
    assert.equal((await warnings(spending(17, 20))).length, 1);
    warning.dispose();
  });
});
