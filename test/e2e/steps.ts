// What people do in a window, as steps of the e2e tests.
import { execFile } from "node:child_process";
import { join } from "node:path";
import { isDeepStrictEqual, promisify } from "node:util";
import type { Locator } from "playwright-core";
import { repositoryRoot } from "../host/paths";
import { until } from "../host/poll";
import type { VSCodeWindow } from "../host/window";

const run = promisify(execFile);

interface Point {
  readonly x: number;
  readonly y: number;
}

export async function showLockstep(...windows: readonly VSCodeWindow[]): Promise<void> {
  for (const window of windows) {
    await window.openViewContainer("Lockstep");
    for (const view of ["Bookmarks", "Groups", "Queues", "Windows"]) {
      await window.view(view).expand();
    }
  }
}

/** Opens a file and puts the cursor on a line, by keyboard. */
export async function goToLine(window: VSCodeWindow, file: string, line: number): Promise<void> {
  await window.openFile(file);
  await window.press("Control+g");
  const box = window.page.locator(".quick-input-widget:visible");
  await box.locator("input").first().fill(`:${line}`);
  await box.getByText("Press 'Enter' to go to line").first().waitFor();
  await window.press("Enter");
  await quickInputClosed(window);
  await window.page.locator(`.monaco-editor .line-numbers.active-line-number`, { hasText: String(line) }).waitFor();
}

export async function createQueue(window: VSCodeWindow, name: string): Promise<void> {
  await window.runCommand("Lockstep: Create Queue...");
  await window.quickInput.enter(name);
  await quickInputClosed(window);
}

export async function addCommand(window: VSCodeWindow, queue: string, command: string): Promise<void> {
  await window.runCommand("Lockstep: Add Command to Queue...");
  await window.quickInput.pick(queue);
  await window.quickInput.pick("Shell Command");
  await window.quickInput.enter(command);
  await quickInputClosed(window);
}

/** Drags a row onto another one, as slowly as a hand does. */
export async function dragRow(window: VSCodeWindow, view: string, from: string, to: string): Promise<void> {
  const { mouse } = window.page;
  const source = await resting(window.view(view).row(from));
  await mouse.move(source.x, source.y);
  await mouse.down();
  await mouse.move(source.x + 5, source.y + 3, { steps: 3 });
  const target = await resting(window.view(view).row(to));
  await mouse.move(target.x, target.y, { steps: 10 });
  await window.page.locator(".monaco-list-row.drop-target", { hasText: to }).first().waitFor();
  await mouse.up();
}

/** Where a row is when the views around it, which may just have got their content, have come to rest. */
async function resting(row: Locator): Promise<Point> {
  let last: Point | undefined;
  return await until("the row to rest", async () => {
    const before = last;
    last = await centre(row);
    return isDeepStrictEqual(last, before) ? last : undefined;
  });
}

async function centre(row: Locator): Promise<Point> {
  await row.scrollIntoViewIfNeeded();
  const box = await row.boundingBox();
  if (box === null) {
    throw new Error("The row is not on the screen.");
  }
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

async function quickInputClosed(window: VSCodeWindow): Promise<void> {
  await window.page.locator(".quick-input-widget:visible").waitFor({ state: "hidden" });
}

/** The `lockstep` command as it was built, in the windows' workspace. */
export async function lockstep(workspace: string, ...args: readonly string[]): Promise<string> {
  const command = [join(repositoryRoot, "dist/cli.js"), "--root", workspace, ...args];
  const { stdout } = await run(process.execPath, command, { cwd: workspace });
  return stdout;
}

/** How many bookmark icons the gutter of the window's editor shows. */
export async function gutterIcons(window: VSCodeWindow): Promise<number> {
  return window.page
    .locator(".monaco-editor .glyph-margin-widgets .cgmr[class*='ced-'], .monaco-editor .margin .cgmr[class*='ced-']")
    .count();
}

export async function waitForGutterIcons(window: VSCodeWindow, count: number): Promise<void> {
  await until(`${count} bookmark icons in the gutter`, async () => (await gutterIcons(window)) === count);
}
