// `npm start`: two VS Code windows with Lockstep on one sample workspace, to try it by hand.
// `--headless --seconds N` opens both out of sight and ends after N seconds, which is how this script itself is tested.
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { parseArgs } from "node:util";
import { chooseBuild } from "./desktop-build";
import { repositoryRoot } from "./paths";
import { run } from "./process";
import { startDesktop } from "./start-desktop";
import { startServed } from "./start-served";
import { WindowHost } from "./window-host";

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { headless: { type: "boolean", default: false }, seconds: { type: "string", default: "10" } },
  });
  await buildExtension();
  if (values.headless) {
    await openOutOfSight(Number(values.seconds));
  } else if ((await chooseBuild()) === "desktop") {
    await startDesktop();
  } else {
    await startServed();
  }
}

async function buildExtension(): Promise<void> {
  const built = await run(process.execPath, [join(repositoryRoot, "esbuild.js")], { cwd: repositoryRoot });
  if (built.code !== 0) {
    throw new Error(`Lockstep could not be built:\n${built.output}`);
  }
}

async function openOutOfSight(seconds: number): Promise<void> {
  const host = await WindowHost.start();
  try {
    const windows = await host.openTwo();
    for (const [index, window] of windows.entries()) {
      const labels = await window.view("Explorer").waitForLabels("src", (found) => found.includes("src"));
      console.log(`Window ${index + 1} (extension host ${await window.extensionHostPid()}): ${labels.join(", ")}`);
    }
    await delay(seconds * 1_000);
  } finally {
    await host.stop();
  }
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
