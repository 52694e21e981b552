import assert from "node:assert/strict";
import { existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import * as vscode from "vscode";
import type { JobContent } from "../../src/core/jobs/job-content";
import { eventually } from "../helpers/eventually";
import { answering } from "./answers";
import { forgetEverything, lockstep, readDocument, run, state, stateFile, workspaceFolder } from "./running-extension";

const id = "hostile";
const files = ["pwned", "other", "mine"];

/** What a repository may bring along: nobody wrote it on this machine. */
function bring(command: string, more: object = {}): void {
  const now = new Date().toISOString();
  const queue = {
    version: 1,
    id,
    name: "Set up",
    status: "running",
    commands: [{ id: "c1", run: { kind: "shell", command }, status: "pending", addedAt: now, ...more }],
    config: { env: { LD_PRELOAD: "./evil.so" } },
    createdAt: now,
    updatedAt: now,
  };
  mkdirSync(stateFile("queues"), { recursive: true });
  writeFileSync(stateFile("queues", `${id}.json`), JSON.stringify(queue));
}

async function runInThisWindow(value: "auto" | "off" | undefined): Promise<void> {
  const configuration = vscode.workspace.getConfiguration("lockstep.run");
  await configuration.update("inThisWindow", value, vscode.ConfigurationTarget.Global);
}

const exists = (name: string) => existsSync(join(workspaceFolder(), name));
const status = () => readDocument("queues", `${id}.json`)["status"];
/** The queue was looked at, and waits for a word: with what it says now. */
const waits = async () => {
  const { commands } = readDocument("queues", `${id}.json`) as { readonly commands: readonly JobContent[] };
  const { all } = (await lockstep()).running.requests;
  return all.some(
    ({ jobs: [job] }) =>
      isDeepStrictEqual(job?.run, commands[0]?.run) &&
      (commands[0]?.cwd === undefined || isDeepStrictEqual(job?.cwd.at(-1), commands[0].cwd)) &&
      (commands[0]?.env === undefined || isDeepStrictEqual(job?.env.at(-1), commands[0].env)),
  );
};

describe("What came with a folder", () => {
  const clean = async () => {
    await forgetEverything();
    for (const name of files) {
      rmSync(join(workspaceFolder(), name), { force: true });
    }
  };
  beforeEach(clean);
  after(async () => {
    await runInThisWindow(undefined);
    await clean();
  });

  it("runs nothing unasked, and asks once", async () => {
    const messages = await answering({}, async () => {
      bring("touch pwned # once");
      await eventually("it waits", waits);
      await (await state()).queues.rename(id, "Set up 1");
      await (await state()).queues.rename(id, "Set up");
      await run("lockstep.queue.create", { name: "Another one" });
    });
    assert.deepEqual(
      messages.map(({ text }) => text),
      ["The queue “Set up” came with this folder and wants to run a command."],
    );
    assert.deepEqual(messages[0]?.buttons, ["Show What Would Run", "Allow", "Not Now"]);
    assert.equal(exists("pwned"), false);
    assert.equal(status(), "running");
  });

  it("runs when it is allowed, and does not ask for the same again", async () => {
    await answering({ buttons: ["Allow"] }, async () => {
      bring("touch pwned");
      await eventually("it has run", () => status() === "completed");
    });
    assert.ok(exists("pwned"));
    rmSync(join(workspaceFolder(), "pwned"));
    const messages = await answering({}, async () => {
      bring("touch pwned");
      await eventually("it has run again", () => exists("pwned") && status() === "completed");
    });
    assert.deepEqual(messages, []);
  });

  it("asks again when what was allowed is forgotten, and what runs goes on", async () => {
    await answering({ buttons: ["Allow"] }, async () => {
      bring("while [ ! -e other ]; do sleep 0.05; done; touch pwned");
      await eventually("it runs", async () => {
        const [queue] = await (await state()).queues.list();
        return queue?.commands[0]?.status === "running";
      });
    });
    await answering({ buttons: ["Forget"] }, () => run("lockstep.approval.forget"));
    writeFileSync(join(workspaceFolder(), "other"), "");
    await eventually("it has run", () => status() === "completed" && exists("pwned"));
    rmSync(join(workspaceFolder(), "pwned"));
    const messages = await answering({ buttons: ["Not Now"] }, async () => {
      bring("while [ ! -e other ]; do sleep 0.05; done; touch pwned");
      await eventually("it waits", waits);
    });
    assert.equal(messages.length, 1);
    assert.equal(exists("pwned"), false);
  });

  it("asks again when it says something else, or is said to run elsewhere", async () => {
    for (const [command, more] of [
      ["touch other", {}],
      ["touch pwned", { cwd: "src" }],
      ["touch pwned", { env: { HOME: "/elsewhere" } }],
    ] as const) {
      const messages = await answering({ buttons: ["Not Now"] }, async () => {
        rmSync(stateFile(), { recursive: true, force: true });
        bring(command, more);
        await eventually("it waits", waits);
      });
      assert.equal(messages.length, 1);
    }
    assert.equal(exists("other") || exists("pwned"), false);
  });

  it("shows exactly what would run", async () => {
    const messages = await answering({ buttons: ["Show What Would Run"] }, async () => {
      bring("touch pwned\nrm -rf ~", { cwd: "src", env: { TOKEN: `\${secret:TOKEN}` } });
      await eventually(
        "what would run",
        () => vscode.window.activeTextEditor?.document.uri.scheme === "lockstep-approval",
      );
    });
    const text = vscode.window.activeTextEditor?.document.getText() ?? "";
    for (const line of [
      `Workspace folder: ${workspaceFolder()}`,
      "    touch pwned",
      "    rm -rf ~",
      "   In the folder: src",
      '       LD_PRELOAD="./evil.so"',
      `       TOKEN="\${secret:TOKEN}"`,
    ]) {
      assert.ok(text.split("\n").includes(line), `${line} in\n${text}`);
    }
    assert.deepEqual(messages[1]?.buttons, ["Allow", "Not Now"]);
    assert.equal(exists("pwned"), false);
  });

  it("is reviewed later, when the answer was no", async () => {
    await answering({ buttons: ["Not Now"] }, async () => {
      bring("touch other");
      await eventually("it waits", waits);
    });
    await answering({ buttons: ["Allow"] }, async () => {
      await run("lockstep.approval.review");
      await eventually("it has run", () => exists("other"));
    });
    await eventually("nothing waits", async () => !(await waits()));
  });

  it("runs nothing in a window that is told to run nothing, nor asks, until it is told to run again", async () => {
    await runInThisWindow("off");
    const { queues, queueControl } = await state();
    const queue = await queues.create({ name: "Mine" });
    await queues.addCommand(queue.id, { run: { kind: "shell", command: "touch mine" } });
    await answering({}, async () => {
      await queueControl.start(queue.id);
      await (await lockstep()).running.startNotices.looked;
    });
    const messages = await answering({}, async () => {
      bring("touch pwned # off");
      await (await lockstep()).models.refresh();
    });
    assert.deepEqual([messages, exists("mine")], [[], false]);
    const asked = await answering({}, async () => {
      await runInThisWindow("auto");
      await eventually("it has run", async () => (await queues.find(queue.id)).status === "completed");
      await eventually("it waits", waits);
    });
    assert.equal(asked.length, 1);
  });

  it("does not keep what a person adds here from running", async () => {
    const messages = await answering({}, async () => {
      const { queues, queueControl } = await state();
      const queue = await queues.create({ name: "Mine" });
      await queues.addCommand(queue.id, { run: { kind: "shell", command: "touch mine" } });
      await queueControl.start(queue.id);
      await eventually("it has run", async () => (await queues.find(queue.id)).status === "completed");
    });
    assert.ok(exists("mine"));
    assert.deepEqual(messages, []);
  });
});
