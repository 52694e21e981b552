// `npm run screenshot`: the pictures in the README, taken in the real thing.
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { goToLine, lockstep } from "../e2e/steps";
import { repositoryRoot } from "./paths";
import { onStopSignal } from "./process";
import { sampleLabels, writeSampleBookmarks } from "./sample-bookmarks";
import { type Size, sideBySide } from "./side-by-side";
import type { VSCodeWindow } from "./window";
import { WindowHost } from "./window-host";

const pictures = join(repositoryRoot, "media");
// What only distracts in a still picture.
const settings = {
  "editor.minimap.enabled": false,
  "editor.scrollbar.horizontal": "hidden",
  "editor.scrollbar.vertical": "hidden",
  "editor.occurrencesHighlight": "off",
  "workbench.layoutControl.enabled": false,
};

/** Bookmarks with most of the room, then these views and no others. */
async function showViews(window: VSCodeWindow, ...views: readonly string[]): Promise<void> {
  await window.openViewContainer("Lockstep");
  for (const view of ["Groups", "Queues", "Windows"]) {
    await window.view(view).collapse();
  }
  for (const view of views) {
    await window.view(view).expand();
  }
  await window.runCommand("Lockstep: Show Bookmarks by List");
}

async function waitForSample(window: VSCodeWindow): Promise<void> {
  await window
    .view("Bookmarks")
    .waitForLabels("all bookmarks", (shown) => sampleLabels.every((label) => shown.includes(label)));
  await window.notifications.dismissAll();
}

async function keepTo(name: string, picture: Buffer): Promise<void> {
  await mkdir(pictures, { recursive: true });
  await writeFile(join(pictures, name), picture);
  console.log(`Wrote media/${name}, ${Math.round(picture.length / 1024)} KB`);
}

/** Lists, numbers, colours, labels behind their lines, and a note in the hover. */
async function pictureBookmarks(host: WindowHost): Promise<void> {
  const window = await host.open({ size: { width: 1000, height: 560 } });
  await showViews(window);
  await goToLine(window, "src/app.ts", 10);
  await waitForSample(window);
  await window.press("Control+k", "Control+i");
  await window.page.locator(".monaco-hover").getByRole("link", { name: "sensor sends" }).waitFor();
  await keepTo("bookmarks.png", await window.page.screenshot());
  await window.close();
}

/** What was made here and there stands in both windows. */
async function pictureTwoWindows(host: WindowHost): Promise<void> {
  const size: Size = { width: 940, height: 600 };
  const [left, right] = await host.openTwo({ size });
  await lockstep(host.workspace, "queue", "create", "Build");
  for (const command of ["npm ci", "npm run check", "npm test"]) {
    await lockstep(host.workspace, "queue", "add", "Build", "--", command);
  }
  await showViews(left, "Queues");
  await showViews(right, "Queues");
  await goToLine(right, "src/lib/math.ts", 9);
  await goToLine(left, "src/app.ts", 4);
  await left.press("Control+Alt+K");
  for (const window of [left, right]) {
    await waitForSample(window);
    await window
      .view("Bookmarks")
      .waitForLabels("the new one", (shown) => shown.some((label) => label.startsWith("export interface")));
    await window.page.locator(".part.activitybar .badge:visible").first().waitFor({ state: "hidden" });
    await window.view("Queues").waitForLabels("all commands", (shown) => shown.includes("npm test"));
  }
  const both = [await left.page.screenshot(), await right.page.screenshot()];
  await keepTo("two-windows.png", await sideBySide(host.browser, both, size));
}

async function main(): Promise<void> {
  const host = await WindowHost.start({ settings });
  onStopSignal(() => host.stop());
  try {
    await writeSampleBookmarks(host.workspace);
    await pictureBookmarks(host);
    await pictureTwoWindows(host);
  } finally {
    await host.stop();
  }
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
