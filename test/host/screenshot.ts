// `npm run screenshot`: the picture in the README, two windows on one workspace, taken in the real thing.
import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { repositoryRoot } from "./paths";
import { onStopSignal } from "./process";
import { type Size, sideBySide } from "./side-by-side";
import type { VSCodeWindow } from "./window";
import { WindowHost } from "./window-host";

const size: Size = { width: 1280, height: 800 };
const picture = join(repositoryRoot, "media", "two-windows.png");
// What only distracts in a still picture.
const settings = {
  "editor.minimap.enabled": false,
  "editor.scrollbar.horizontal": "hidden",
  "editor.scrollbar.vertical": "hidden",
  "editor.occurrencesHighlight": "off",
};

/** Brings both windows into the state the picture shows. */
async function stage(left: VSCodeWindow, right: VSCodeWindow): Promise<void> {
  for (const window of [left, right]) {
    await window.openFile("src/app.ts");
    await window.openViewContainer("Lockstep");
  }
}

async function main(): Promise<void> {
  const host = await WindowHost.start({ settings });
  onStopSignal(() => host.stop());
  try {
    const [left, right] = await host.openTwo({ size });
    await stage(left, right);
    await mkdir(dirname(picture), { recursive: true });
    const pictures = [await left.page.screenshot(), await right.page.screenshot()];
    await writeFile(picture, await sideBySide(host.browser, pictures, size));
    console.log(`Wrote ${picture}`);
  } finally {
    await host.stop();
  }
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
