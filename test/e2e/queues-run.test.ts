import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { repositoryRoot } from "../host/paths";
import { until } from "../host/poll";
import type { VSCodeWindow } from "../host/window";
import { useTwoWindows, useWindowHost } from "./helpers";
import { addCommand, createQueue, dragRow, lockstep, showLockstep } from "./steps";

/** Waits until a row of the view Queues says something like this behind its name. */
async function says(window: VSCodeWindow, label: string, description: RegExp): Promise<void> {
  let last: string | undefined;
  await until(`${label} to say ${description}`, async () => {
    last = (await window.view("Queues").rows()).find((row) => row.label === label)?.description;
    return last !== undefined && description.test(last.replaceAll("\u00A0", " "));
  }).catch((error: unknown) => {
    throw new Error(`It says: ${last}`, { cause: error });
  });
}

describe("A queue that runs", () => {
  const using = useTwoWindows();

  it("is started with its button, seen with its time in both windows, and stopped from the status bar of the other", async () => {
    const { left, right, host } = using;
    await showLockstep(left, right);
    await createQueue(left, "Build");
    writeFileSync(join(host.workspace, "wait.sh"), "echo begun; until [ -e go ]; do sleep 0.1; done; echo over\n");
    for (const command of ["sh wait.sh", "exit 3"]) {
      await addCommand(left, "Build", command);
    }
    await left.view("Queues").waitForLabels("both commands", (labels) => labels.includes("exit 3"));

    await left.view("Queues").clickRowAction("Build", "Start Queue");
    for (const window of [left, right]) {
      await says(window, "Build", /^0\/2 · running$/);
      await says(window, "sh wait.sh", /^\d+ s · ./);
      await window.statusBarItem("Build 0/2").waitFor();
    }
    await says(left, "sh wait.sh", /^[3-9] s · this window$/);
    const picture = join(repositoryRoot, "test-artifacts", "queue-that-runs.png");
    await left.view("Queues").row("sh wait.sh").hover();
    await left.screenshot(picture);

    await right.statusBarItem("Build 0/2").click();
    await right.quickInput.pick("Stop Build");
    await says(left, "Build", /^2\/2 · stopped$/);
    await says(right, "sh wait.sh", /^interrupted · \d/);
    await right.statusBarItem("Build 0/2").waitFor({ state: "detached" });
  });

  it("goes on from the keyboard, says how it ended, and shows what it wrote", async () => {
    const { left, host } = using;
    writeFileSync(join(host.workspace, "go"), "");
    await left.runCommand("Lockstep: Restart Queued Command");
    await left.quickInput.pick("Build");
    await left.quickInput.pick("exit 3");
    await left.notifications.waitFor("Waiting to run: “exit 3”.");
    await left.notifications.dismissAll();
    await left.runCommand("Lockstep: Retry Failed Commands of Queue");
    await left.quickInput.pick("Build");
    await says(left, "Build", /^2\/2 · failed$/);
    await says(left, "exit 3", /^failed · exit code 3 · /);
    await says(left, "sh wait.sh", /^[\d.]+ s$/);
    await left.view("Queues").clickRowAction("sh wait.sh", "Show Log of Run...");
    await left.page.locator(".tab.active", { hasText: "sh wait.sh.log" }).waitFor();
    await left.page.locator(".view-lines", { hasText: "over" }).waitFor();
    await left.press("Control+Home");
    await left.screenshot(join(repositoryRoot, "test-artifacts", "log-of-a-run.png"));
  });

  it("gives a command to another queue that it is dropped on", async () => {
    const { left, right, host } = using;
    await lockstep(host.workspace, "queue", "create", "Ship");
    await left.view("Queues").waitForLabels("the other queue", (labels) => labels.includes("Ship"));
    await dragRow(left, "Queues", "exit 3", "Ship");
    for (const window of [left, right]) {
      const after = (labels: readonly string[]) => labels.join() === "Build,sh wait.sh,Ship,exit 3";
      await window.view("Queues").waitForLabels("it in the other queue", after);
    }
  });
});

describe("The usage view", () => {
  const using = useWindowHost();

  it("plots the cost of each day, and follows what is reported", async () => {
    const { host } = using;
    const report = (cost: string) => {
      const words = ["--provider", "anthropic", "--operation", "prompt", "--cost-usd", cost];
      return lockstep(host.workspace, "usage", "add", ...words, "--input-tokens", "1200");
    };
    await report("0.75");
    const window = await host.open();
    await window.runCommand("Lockstep: Show Usage");
    const page = window.page.frameLocator("iframe.webview").frameLocator("#active-frame"); // a new one is made beside it
    await page.getByText("Last 30 days: $0.75").waitFor();
    await page.locator("svg[role=img]").nth(1).waitFor();
    await report("1.50");
    await page.getByText("Last 30 days: $2.25").waitFor();
    await window.screenshot(join(repositoryRoot, "test-artifacts", "usage.png"));
    await window.close();
  });
});

describe("A queue in Restricted Mode", () => {
  const using = useTwoWindows({ workspaceTrust: true });

  it("is not started: the view says why, and so does the button", async () => {
    const { left, host } = using;
    await lockstep(host.workspace, "queue", "create", "Build");
    await lockstep(host.workspace, "queue", "add", "Build", "--", "touch ran");
    await showLockstep(left);
    await left.view("Queues").waitForLabels("the queue", (labels) => labels.includes("Build"));
    await left.view("Queues").waitForText("Restricted Mode: nothing runs until you trust the workspace.");
    await left.view("Queues").clickRowAction("Build", "Start Queue");
    await left.notifications.waitFor("Trust the workspace first: until then Lockstep runs nothing");
    const { status } = JSON.parse(await lockstep(host.workspace, "queue", "show", "Build", "--json"));
    assert.equal(status, "idle");
  });
});
