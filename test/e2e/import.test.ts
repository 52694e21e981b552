import { cpSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { VSCodeWindow } from "../host/window";
import { useWindowHost } from "./helpers";
import { goToLine, showLockstep, waitForGutterIcons } from "./steps";

const artifacts = join(__dirname, "../../test-artifacts");

const marked = (path: string, ...lines: readonly (readonly [line: number, label: string])[]) => ({
  files: [{ path, bookmarks: lines.map(([line, label]) => ({ line, column: 0, label })) }],
});

describe("Somebody who comes from the extension Bookmarks", () => {
  const using = useWindowHost();
  const file = (folder: string, text: object) => {
    mkdirSync(join(folder, ".vscode"), { recursive: true });
    writeFileSync(join(folder, ".vscode", "bookmarks.json"), JSON.stringify(text));
  };

  describe("in two windows", () => {
    let windows: readonly VSCodeWindow[] = [];
    before(async function () {
      this.timeout(180_000);
      file(using.host.workspace, marked("src/app.ts", [2, "First"], [9, "Second"]));
      windows = await using.host.openTwo();
    });

    it("imports everything with one click in one of them, and sees it in both", async () => {
      const [left] = windows;
      await left?.notifications.waitFor("Import them into Lockstep?");
      await left?.screenshot(join(artifacts, "import-offer.png"));
      await left?.notifications.click("Import them into Lockstep?", "Import");
      for (const window of windows) {
        await showLockstep(window);
        await window.view("Bookmarks").waitForLabels("both bookmarks", (labels) => labels.includes("Second"));
        await goToLine(window, "src/app.ts", 1);
        await waitForGutterIcons(window, 2);
      }
      await left?.screenshot(join(artifacts, "imported.png"));
    });

    after(() => Promise.all(windows.map((window) => window.close())));
  });

  it("has each folder's own file imported into that folder, where VB has everything under the first", async () => {
    const folders = ["one", "two"].map((name) => join(using.host.workspace, name));
    for (const [index, folder] of folders.entries()) {
      file(folder, marked("README.md", [1, `Of ${index + 1}`]));
      cpSync(join(using.host.workspace, "README.md"), join(folder, "README.md"));
    }
    const codeWorkspace = join(using.host.workspace, "both.code-workspace");
    writeFileSync(codeWorkspace, JSON.stringify({ folders: [{ path: "one" }, { path: "two" }] }));
    const window = await using.host.open({ codeWorkspace });
    await showLockstep(window);
    await window.notifications.waitFor("Import them into Lockstep?");
    await window.runCommand("Lockstep: Import Bookmarks...");
    await window.quickInput.pick("All of These");
    await window
      .view("Bookmarks")
      .waitForLabels("each under its folder", (labels) => labels.join() === "one,README.md,Of 1,two,README.md,Of 2");
    await window.close();
  });
});
