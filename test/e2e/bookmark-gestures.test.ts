import assert from "node:assert/strict";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { until } from "../host/poll";
import type { VSCodeWindow } from "../host/window";
import { useWindowHost } from "./helpers";
import { showLockstep } from "./steps";

const artifacts = join(__dirname, "../../test-artifacts");

function linesIn(folder: string): readonly string[] {
  const file = join(folder, ".lockstep", "bookmarks.json");
  const document: { readonly bookmarks?: readonly { readonly path: string; readonly line: number }[] } = existsSync(
    file,
  )
    ? JSON.parse(readFileSync(file, "utf8"))
    : {};
  return (document.bookmarks ?? []).map(({ path, line }) => `${path}:${line}`);
}

async function waitForLines(folder: string, expected: readonly string[]): Promise<void> {
  await until(`${expected.join() || "nothing"} on the disk`, () => linesIn(folder).join() === expected.join());
}

/** Clicks into the gutter with the right button, and takes an entry of the menu. */
async function chooseInGutter(window: VSCodeWindow, line: number, title: string): Promise<void> {
  const numbers = window.page.locator(".editor-instance .line-numbers");
  await numbers.getByText(String(line), { exact: true }).first().click({ button: "right" });
  const entry = window.page.locator(".monaco-menu .action-label").getByText(title, { exact: true });
  await entry.waitFor();
  await window.screenshot(join(artifacts, "gutter-menu.png"));
  await entry.click();
}

/** Takes an entry of the menu Bookmarks behind the dots in the title of the editor. */
async function chooseInTitle(window: VSCodeWindow, title: string): Promise<void> {
  await window.page.locator(".editor-actions").getByRole("button", { name: "More Actions..." }).first().click();
  const entries = window.page.locator(".monaco-menu .action-label");
  await entries.getByText("Bookmarks", { exact: true }).hover();
  await entries.getByText(title, { exact: true }).hover();
  await window.page.locator(".monaco-menu .action-item.focused").getByText(title, { exact: true }).waitFor();
  await window.press("Enter"); // a click right after the menu came counts as the end of the one that brought it
}

describe("Bookmarks by mouse in a multi-root workspace", () => {
  const using = useWindowHost();

  it("belong to the folder of the clicked file, whatever is active (VB asks its active controller)", async () => {
    const [one = "", two = ""] = ["one", "two"].map((name) => join(using.host.workspace, name));
    for (const [folder, file] of [
      [one, "first.txt"],
      [two, "second.txt"],
    ] as const) {
      mkdirSync(folder);
      writeFileSync(join(folder, file), "a\nb\nc\n");
    }
    const codeWorkspace = join(using.host.workspace, "both.code-workspace");
    writeFileSync(codeWorkspace, JSON.stringify({ folders: [{ path: "one" }, { path: "two" }] }));
    const window = await using.host.open({ codeWorkspace });
    await showLockstep(window);

    await window.openFile("second.txt");
    await chooseInGutter(window, 2, "Add Bookmark");
    await waitForLines(two, ["second.txt:2"]);
    await chooseInGutter(window, 3, "Add Bookmark");
    await waitForLines(two, ["second.txt:2", "second.txt:3"]);
    await chooseInGutter(window, 3, "Remove Bookmark");
    await waitForLines(two, ["second.txt:2"]);
    assert.equal(existsSync(join(one, ".lockstep")), false);
    await chooseInTitle(window, "Select Bookmarked Lines");
    await window.statusBarItem("Ln 2, Col 2 (1 selected)").waitFor();

    await window.openFile("first.txt");
    await window.view("Bookmarks").clickRowAction("b", "Remove Bookmark");
    await waitForLines(two, []);
    await window.close();
  });
});
