import * as vscode from "vscode";
import { eventually } from "../../helpers/eventually";
import { run } from "../running-extension";
import type { CommandTests } from "./command-tests";

type Tested = "lockstep.settings.open" | "lockstep.walkthrough.open";

export const helpTests: CommandTests<Tested> = {
  "lockstep.settings.open": [
    "shows the settings",
    async () => {
      await run("lockstep.settings.open");
      await eventually("the settings", () => activeTab() === "Settings");
    },
  ],
  "lockstep.walkthrough.open": [
    "shows the page that walkthroughs are on",
    async () => {
      await run("lockstep.walkthrough.open");
      await eventually("the page", () => /^(Welcome|Walkthrough)/.test(activeTab() ?? ""));
    },
  ],
};

function activeTab(): string | undefined {
  return vscode.window.tabGroups.activeTabGroup.activeTab?.label;
}
