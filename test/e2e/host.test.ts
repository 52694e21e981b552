import assert from "node:assert/strict";
import { isRunning } from "../host/process";
import { oldest } from "../host/versions";
import { useTwoWindows, useWindowHost } from "./helpers";

describe("Two windows on one folder", () => {
  const windows = useTwoWindows();

  it("both show the same file in the Explorer", async () => {
    for (const window of [windows.left, windows.right]) {
      await window.openFile("src/app.ts");
      await window.view("Explorer").waitForLabels("app.ts", (labels) => labels.includes("app.ts"));
    }
  });

  it("have extension hosts of their own", async () => {
    const pids = [await windows.left.extensionHostPid(), await windows.right.extensionHostPid()];
    assert.notEqual(pids[0], pids[1]);
    assert.deepEqual(pids.map(isRunning), [true, true]);
  });

  it("take their extension host with them when they close", async () => {
    const third = await windows.host.open();
    const pid = await third.extensionHostPid();
    await third.close();
    assert.equal(isRunning(pid), false);
  });
});

describe("A window of the oldest VS Code, with workspace trust", () => {
  const windows = useWindowHost({ version: oldest, workspaceTrust: true });

  it("opens in Restricted Mode", async () => {
    const window = await windows.host.open();
    await window.statusBarItem("Restricted Mode").waitFor();
  });
});
