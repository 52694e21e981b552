import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { connect } from "node:net";
import { join } from "node:path";
import { launchBrowser } from "../host/browser";
import { repositoryRoot } from "../host/paths";
import { until } from "../host/poll";

describe("npm start", () => {
  it("opens two windows with Lockstep on one sample workspace, and ends with Ctrl+C", async function () {
    this.timeout(300_000);
    const { DISPLAY: _display, WAYLAND_DISPLAY: _wayland, ...env } = process.env;
    const script = join(repositoryRoot, "test/host/start.ts");
    const child = spawn(process.execPath, ["--import", "tsx", script], {
      cwd: repositoryRoot,
      env: { ...env, LOCKSTEP_TEST_BUILD: "server" },
      stdio: ["ignore", "pipe", "inherit"],
    });
    const exit = once(child, "exit");
    let output = "";
    child.stdout.on("data", (data) => {
      output += data;
    });
    try {
      const urls = await until(
        "two addresses",
        () => {
          const found = output.match(/http:\/\/127\.0\.0\.1:\d+\/\S+/g) ?? [];
          return found.length === 2 && found;
        },
        240_000,
      );
      const browser = await launchBrowser();
      for (const url of urls) {
        const page = await (await browser.newContext()).newPage();
        await page.goto(url);
        await page.locator(".part.activitybar").getByLabel("Lockstep", { exact: true }).first().waitFor();
      }
      await browser.close();
      child.kill("SIGINT");
      await exit;
      const port = Number(new URL(urls[0] ?? "").port);
      await until("the server gone", () => isRefused(port));
    } finally {
      child.kill("SIGTERM");
    }
    assert.match(output, /Two VS Code windows on .*readings/);
  });
});

async function isRefused(port: number): Promise<boolean> {
  const socket = connect(port, "127.0.0.1");
  try {
    await once(socket, "connect");
    return false;
  } catch {
    return true;
  } finally {
    socket.destroy();
  }
}
