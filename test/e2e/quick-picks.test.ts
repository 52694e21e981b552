import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { until } from "../host/poll";
import type { VSCodeWindow } from "../host/window";
import { useWindowHost } from "./helpers";
import { lockstep, showLockstep } from "./steps";

/** What people write in shell scripts, and an icon of VS Code. */
const name = "$(bug)";

function rowsIn({ page }: VSCodeWindow) {
  return page.locator(".quick-input-widget:visible .quick-input-list .monaco-list-row");
}

/** The rows of the quick pick as a person reads them. */
async function textsIn(window: VSCodeWindow): Promise<string> {
  return (await rowsIn(window).allInnerTexts()).join("\n").replaceAll("\u200B", "").replaceAll("\u00A0", " ");
}

describe("What a quick pick shows of documents", () => {
  const using = useWindowHost();

  it("is text where it has the form of an icon, and is found by the name in it", async () => {
    const { workspace } = using.host;
    mkdirSync(join(workspace, name));
    writeFileSync(join(workspace, name, "run.sh"), `a=${name}\nb=${name}\n`);
    const texts = ["--label", `label ${name}`, "--list", `list ${name}`, "--note", `note ${name}`];
    await lockstep(workspace, "bookmark", "add", `${name}/run.sh:1`, ...texts);
    await lockstep(workspace, "bookmark", "add", `${name}/run.sh:2`);
    const window = await using.host.open();
    await showLockstep(window);
    await window.view("Bookmarks").waitForLabels("two", (labels) => labels.includes(`label ${name}`));

    await window.runCommand("Lockstep: List Bookmarks...");
    const all = [`label ${name}`, `${name}/run.sh:1 · list ${name}`, `note ${name}`, `b=${name}`, `${name}/run.sh`];
    await until("both rows", async () => (await rowsIn(window).count()) === 2);
    const shown = await textsIn(window);
    for (const text of all) {
      assert.ok(shown.includes(text), `${text} in ${shown}`);
    }
    assert.equal(await rowsIn(window).locator(".codicon-bug").count(), 0);
    const input = window.page.locator(".quick-input-widget:visible .quick-input-box input");
    await input.fill("nothing of that kind");
    await until("no row", async () => !(await textsIn(window)).includes("bug"));
    await input.fill("bug");
    await until("both rows", async () => (await rowsIn(window).count()) === 2);
    assert.equal(await rowsIn(window).locator(".codicon-bug").count(), 0);
    await window.press("Escape");
    await window.close();
  });
});
