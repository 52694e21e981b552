import assert from "node:assert/strict";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { stateOfProcess } from "../../src/core/locking/process-identity";
import type { QueueCommand } from "../../src/core/queues/queue";
import { statusesOf } from "../helpers/statuses";
import { until } from "../host/poll";
import type { VSCodeWindow } from "../host/window";
import type { WindowHost } from "../host/window-host";
import { useTwoWindows, useWindowHost } from "./helpers";
import { lockstep, showLockstep } from "./steps";

const artifacts = join(__dirname, "../../test-artifacts");
const settings = { "lockstep.run.terminal.reveal": "always", "terminal.integrated.gpuAcceleration": "off" };

/** Writes the pids of itself and of what it starts, and goes on until there is a file `go`. */
const longCommand = (name: string) =>
  `echo $$ > ${name}.pid; (while [ ! -e go ]; do sleep 0.05; done) & echo $! >> ${name}.pid; wait; echo done >> ${name}.out`;

/** A zombie, which nobody may ever collect in a container, does not run. */
const isRunning = (pid: number) => stateOfProcess(pid, undefined) !== "gone";

interface QueueOnDisk {
  readonly id: string;
  readonly name: string;
  readonly status: string;
  readonly commands: readonly QueueCommand[];
}

/** The workspace that windows have open. */
class Place {
  constructor(private readonly host: WindowHost) {}

  path(...names: readonly string[]): string {
    return join(this.host.workspace, ...names);
  }

  cli(...args: readonly string[]): Promise<string> {
    return lockstep(this.host.workspace, ...args);
  }

  async queue(name: string, ...lines: readonly string[]): Promise<void> {
    await this.cli("queue", "create", name);
    for (const line of lines) {
      await this.cli("queue", "add", name, "--", line);
    }
  }

  read(name: string): QueueOnDisk {
    const files = readdirSync(this.path(".lockstep/queues")).filter((file) => file.endsWith(".json"));
    const queues = files.map((file) => JSON.parse(readFileSync(this.path(".lockstep/queues", file), "utf8")));
    return queues.find((queue) => queue.name === name);
  }

  statuses(name: string): string {
    return statusesOf(this.read(name));
  }

  async queueIs(name: string, statuses: string): Promise<void> {
    await until(`${name} to be ${statuses}`, () => this.statuses(name) === statuses).catch((error: unknown) => {
      throw new Error(`It is ${this.statuses(name)}`, { cause: error });
    });
  }

  /** The lines of a file that a command wrote. */
  lines(name: string): readonly string[] {
    return existsSync(this.path(name)) ? readFileSync(this.path(name), "utf8").split("\n").slice(0, -1) : [];
  }

  /** The processes of {@link longCommand}, once they run. */
  async pidsOf(name: string): Promise<readonly number[]> {
    const lines = await until(`${name} to run`, () => {
      const found = this.lines(`${name}.pid`);
      return found.length === 2 && found;
    });
    return lines.map(Number);
  }
}

/** A row that changes under the pointer loses its buttons for a moment. */
async function clickAction(window: VSCodeWindow, queue: string, action: string): Promise<void> {
  const row = window.view("Queues").row(queue);
  await until(`${action} on ${queue}`, async () => {
    await row.hover();
    return await row
      .getByRole("button", { name: action })
      .click({ timeout: 1_000 })
      .then(
        () => true,
        () => false,
      );
  });
}

describe("Two windows that run queues", () => {
  const windows = useTwoWindows({ settings });
  let place: Place;
  before(async () => {
    place = new Place(windows.host);
    await showLockstep(windows.left, windows.right);
  });

  /** The window that runs the queue's command, and the other one. */
  async function runnerOf(queue: string): Promise<{ readonly runner: VSCodeWindow; readonly other: VSCodeWindow }> {
    const owner = place.read(queue).commands.find(({ status }) => status === "running")?.owner;
    const isLeft = owner?.pid === (await windows.left.extensionHostPid());
    assert.equal(owner?.pid, await (isLeft ? windows.left : windows.right).extensionHostPid());
    return isLeft ? { runner: windows.left, other: windows.right } : { runner: windows.right, other: windows.left };
  }

  const described = async (window: VSCodeWindow, queue: string) =>
    (await window.view("Queues").rows()).find(({ label }) => label === queue)?.description ?? "";

  it("run what one of them starts once, in the terminal of one, and both show how it goes", async () => {
    await place.queue("Build", "echo $PPID >> hosts; echo hello from a run", longCommand("build"));
    await clickAction(windows.right, "Build", "Start Queue");
    await place.queueIs("Build", "running: completed running");
    const { runner, other } = await runnerOf("Build");
    for (const window of [runner, other]) {
      await until("the progress", async () => (await described(window, "Build")).startsWith("1/2"));
    }
    await runner.page.locator(".terminal .xterm-rows").getByText("hello from a run").first().waitFor();
    assert.equal(await other.page.locator(".terminal .xterm-rows").count(), 0);
    assert.deepEqual(place.lines("hosts"), [String(await runner.extensionHostPid())]);
    writeFileSync(place.path("go"), "");
    await place.queueIs("Build", "completed: completed completed");
    assert.deepEqual(place.lines("build.out"), ["done"]);
    for (const window of [runner, other]) {
      await until("the end", async () => (await described(window, "Build")).startsWith("2/2"));
    }
  });

  it("end what runs in one when the other one says so", async () => {
    rmSync(place.path("go"), { force: true });
    await place.queue("Stopped", longCommand("stopped"), "echo never >> never");
    await place.cli("queue", "start", "Stopped");
    const pids = await place.pidsOf("stopped");
    const { other } = await runnerOf("Stopped");
    await clickAction(other, "Stopped", "Stop Queue");
    await place.queueIs("Stopped", "stopped: interrupted skipped");
    assert.deepEqual(pids.filter(isRunning), []);
    assert.deepEqual([place.lines("stopped.out"), place.lines("never")], [[], []]);
  });

  it("go on in the other when the one that runs it is killed, as the queue is set", async () => {
    await place.queue("Continued", longCommand("continued"), "echo $PPID >> heir");
    await place.cli("queue", "config", "Continued", "--on-interrupted", "continue");
    const killed = await killRunner("Continued", "continued");
    await place.queueIs("Continued", "failed: interrupted completed");
    const [heir] = place.lines("heir");
    assert.ok(heir !== undefined && Number(heir) !== killed);
    assert.deepEqual(place.lines("continued.out"), []);
  });

  it("pause when the one that runs it is killed, unless the queue is set otherwise", async () => {
    await place.queue("Paused", longCommand("paused"), "echo never >> never");
    await killRunner("Paused", "paused");
    await place.queueIs("Paused", "paused: interrupted pending");
    assert.deepEqual([place.lines("paused.out"), place.lines("never")], [[], []]);
  });

  it("say that it was interrupted, not stopped, when the one that runs it is closed", async () => {
    await place.queue("Closed", longCommand("closed"), "echo never >> never");
    await place.cli("queue", "start", "Closed");
    const pids = await place.pidsOf("closed");
    await (await runnerOf("Closed")).runner.close();
    await place.queueIs("Closed", "paused: interrupted pending");
    assert.equal(place.read("Closed").commands[0]?.error, "The window or worker that ran it ended.");
    assert.deepEqual(pids.filter(isRunning), []);
  });

  /** Kills the extension host that runs the queue; resolves with its pid when nothing of the command is left. */
  async function killRunner(queue: string, name: string): Promise<number> {
    await place.cli("queue", "start", queue);
    const pids = await place.pidsOf(name);
    const pid = await (await runnerOf(queue)).runner.extensionHostPid();
    process.kill(pid, "SIGKILL");
    await until("what it left running to be ended", () => !pids.some(isRunning));
    return pid;
  }
});

describe("A window in Restricted Mode with a queue that is to run", () => {
  const windows = useWindowHost({ workspaceTrust: true, settings });

  it("runs nothing until the workspace is trusted", async () => {
    const place = new Place(windows.host);
    await place.queue("Build", "touch ran");
    await place.cli("queue", "start", "Build");
    const window = await windows.host.open();
    await window.statusBarItem("Restricted Mode").waitFor();
    await showLockstep(window);
    await window.view("Queues").waitForLabels("the queue", (labels) => labels.includes("Build"));
    await place.cli("queue", "add", "Build", "--", "touch ran-too"); // a change is what a worker looks at
    await window.view("Queues").waitForLabels("the command", (labels) => labels.includes("touch ran-too"));
    assert.equal(place.statuses("Build"), "running: pending pending");
    await window.runCommand("Workspaces: Manage Workspace Trust");
    await window.page.getByRole("button", { name: "Trust", exact: true }).first().click();
    await place.queueIs("Build", "completed: completed completed");
    assert.ok(existsSync(place.path("ran")) && existsSync(place.path("ran-too")));
  });
});

describe("A repository that brings along a queue that runs", () => {
  const windows = useWindowHost({ settings });

  it("asks, shows what it wants, and runs nothing before it is allowed", async () => {
    const place = new Place(windows.host);
    const now = new Date().toISOString();
    const command = { id: "c1", run: { kind: "shell", command: "touch pwned" }, status: "pending", addedAt: now };
    const times = { createdAt: now, updatedAt: now };
    const queue = { version: 1, id: "setup", name: "Set up", status: "running", commands: [command], ...times };
    mkdirSync(place.path(".lockstep/queues"), { recursive: true });
    writeFileSync(place.path(".lockstep/queues/setup.json"), JSON.stringify(queue));
    const [left, right] = await windows.host.openTwo();
    const question = "The queue “Set up” came with this folder and wants to run a command.";
    await right.notifications.waitFor(question);
    await left.notifications.waitFor(question);
    assert.equal(place.statuses("Set up"), "running: pending");
    await left.notifications.click(question, "Show What Would Run");
    await left.page.locator(".tab.active", { hasText: "Set up" }).waitFor();
    await left.page.locator(".view-lines").getByText("touch pwned").first().waitFor();
    await left.screenshot(join(artifacts, "approval.png"));
    assert.equal(existsSync(place.path("pwned")), false);
    await left.notifications.click(question, "Allow");
    await place.queueIs("Set up", "completed: completed");
    assert.ok(existsSync(place.path("pwned")));
  });
});
