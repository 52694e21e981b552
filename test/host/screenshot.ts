// `npm run screenshot`: the picture in the README, two windows on one workspace, taken in the real thing.
import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { goToLine, lockstep, showLockstep } from "../e2e/steps";
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

const labels = [
  ["src/app.ts:10", "Entry point", "review"],
  ["src/app.ts:16", "Columns", "todo"],
  ["src/lib/math.ts:6", "Mean", "review"],
] as const;

/** Brings both windows into the state the picture shows: what was made here and there stands in both. */
async function stage(workspace: string, left: VSCodeWindow, right: VSCodeWindow): Promise<void> {
  for (const [place, label, tag] of labels) {
    await lockstep(workspace, "bookmark", "add", place, "--label", label, "--tag", tag);
  }
  await lockstep(workspace, "group", "create", "Release");
  await lockstep(workspace, "group", "session", "add", "Release", "docs", "--", "npm", "run", "docs");
  await lockstep(workspace, "queue", "create", "Build");
  for (const command of ["npm ci", "npm run check", "npm test"]) {
    await lockstep(workspace, "queue", "add", "Build", "--", command);
  }
  await showLockstep(left, right);
  await goToLine(right, "src/lib/math.ts", 1);
  await goToLine(left, "src/app.ts", 4);
  await left.press("Control+Alt+K");
  for (const window of [left, right]) {
    await window.view("Bookmarks").waitForLabels("all bookmarks", (shown) => shown.length === 6);
    await window.view("Queues").waitForLabels("all commands", (shown) => shown.includes("npm test"));
    await window.view("Windows").waitForLabels("two windows", (shown) => shown.length >= 2);
    await window.notifications.dismissAll();
  }
}

async function main(): Promise<void> {
  const host = await WindowHost.start({ settings });
  onStopSignal(() => host.stop());
  try {
    const [left, right] = await host.openTwo({ size });
    await stage(host.workspace, left, right);
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
