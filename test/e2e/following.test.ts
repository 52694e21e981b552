import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { until } from "../host/poll";
import type { VSCodeWindow } from "../host/window";
import { useTwoWindows } from "./helpers";
import { goToLine, lockstep } from "./steps";

const artifacts = join(__dirname, "../../test-artifacts");
const file = "src/app.ts";

const linesWithIcons = `(() => {
  const top = (element) => Math.round(element.getBoundingClientRect().top);
  const numbers = [...document.querySelectorAll(".monaco-editor .line-numbers")];
  const icons = [...document.querySelectorAll(".monaco-editor .cgmr[class*='ced-']")];
  return icons.map((icon) => Number(numbers.find((number) => top(number) === top(icon))?.textContent));
})()`;

/** The line numbers beside which the gutter shows a bookmark. */
async function markedLines(window: VSCodeWindow): Promise<readonly number[]> {
  return (await window.page.evaluate<number[]>(linesWithIcons)).sort((left, right) => left - right);
}

describe("Bookmarks in two windows", () => {
  const windows = useTwoWindows();
  const both = () => [windows.left, windows.right];
  const path = () => join(windows.host.workspace, file);
  const git = (...args: readonly string[]) =>
    execFileSync("git", ["-c", "user.name=t", "-c", "user.email=t@t", ...args], {
      cwd: windows.host.workspace,
      stdio: "pipe",
    });

  async function show(window: VSCodeWindow, ...lines: readonly number[]): Promise<void> {
    await until(`bookmarks on ${lines}`, async () => isDeepStrictEqual(await markedLines(window), lines));
  }

  function recorded(): readonly string[] {
    const { bookmarks } = JSON.parse(readFileSync(join(windows.host.workspace, ".lockstep/bookmarks.json"), "utf8"));
    return bookmarks.map(({ line, state }: { line: number; state: string }) => `${line} ${state}`);
  }

  async function picture(name: string): Promise<void> {
    await windows.left.screenshot(join(artifacts, `following-${name}-left.png`));
    await windows.right.screenshot(join(artifacts, `following-${name}-right.png`));
  }

  it("move in one when somebody types above them in the other, and stay there when that is saved", async () => {
    const before = readFileSync(path(), "utf8");
    await lockstep(windows.host.workspace, "bookmark", "add", `${file}:4`, "--label", "Here");
    for (const window of both()) {
      await goToLine(window, file, 1);
      await show(window, 4);
    }
    await windows.left.press("Enter");
    await show(windows.left, 5);
    await show(windows.right, 5);
    await picture("typed");
    await windows.left.press("Control+s");
    await until("the file is saved", () => readFileSync(path(), "utf8") === `\n${before}`); // it is empty for a moment
    await show(windows.left, 5);
    await show(windows.right, 5);
    await until("the document says so", () => isDeepStrictEqual(recorded(), ["5 anchored"]));
    await windows.left.press("Control+z");
    await show(windows.left, 4);
    await show(windows.right, 4);
    await windows.left.press("Control+s");
    await until("the file is as before", () => readFileSync(path(), "utf8") === before);
    await show(windows.right, 4);
  });

  it("follow when another branch is checked out, and are back where they were when it is left", async () => {
    const lines = readFileSync(path(), "utf8").split("\n");
    await lockstep(windows.host.workspace, "bookmark", "add", `${file}:16`, "--label", "To be done");
    git("init", "-q", "-b", "main");
    git("add", "src");
    git("commit", "-qm", "first");
    git("checkout", "-qb", "feature");
    const changed = ["// one", "// two", ...lines.slice(0, 15), ...lines.slice(16)];
    writeFileSync(path(), changed.join("\n"));
    for (const window of both()) {
      await show(window, 6);
    }
    git("commit", "-qam", "second");
    git("checkout", "-q", "main");
    for (const window of both()) {
      await show(window, 4, 16);
    }
    git("checkout", "-q", "feature");
    for (const window of both()) {
      await show(window, 6);
    }
    await picture("feature");
    git("checkout", "-q", "main");
    for (const window of both()) {
      await show(window, 4, 16);
    }
    await until("nothing is lost", () => recorded().length === 2);
  });
});
