import assert from "node:assert/strict";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { until } from "../host/poll";
import { useWindowHost } from "./helpers";
import { dragRow, goToLine, lockstep, showLockstep } from "./steps";

const artifacts = join(__dirname, "../../test-artifacts");

interface GroupOnDisk {
  readonly name: string;
  readonly sessions: readonly { readonly name: string }[];
}

function groupsIn(folder: string): Readonly<Record<string, readonly string[]>> {
  const groups = join(folder, ".lockstep", "groups");
  const files = readdirSync(groups).filter((name) => name.endsWith(".json"));
  const documents = files.map((file): GroupOnDisk => JSON.parse(readFileSync(join(groups, file), "utf8")));
  return Object.fromEntries(documents.map(({ name, sessions }) => [name, sessions.map((session) => session.name)]));
}

describe("A window", () => {
  const using = useWindowHost();

  it("moves sessions between groups by drag and drop", async () => {
    const folder = using.host.workspace;
    for (const name of ["Night", "Day"]) {
      await lockstep(folder, "group", "create", name);
    }
    for (const name of ["lint", "docs"]) {
      await lockstep(folder, "group", "session", "add", "Night", name, "--", "npm", "run", name);
    }
    const window = await using.host.open();
    await showLockstep(window);
    await window.view("Groups").waitForLabels("the sessions", (labels) => labels.includes("docs"));
    await dragRow(window, "Groups", "docs", "Day");
    await until("the session on the disk in its new group and in no other", () =>
      isDeepStrictEqual(groupsIn(folder), { Night: ["lint"], Day: ["docs"] }),
    );
    await window.close();
  });

  it("keeps the state of each folder of a multi-root workspace in that folder, and shows each as a node", async () => {
    const folders = ["one", "two"].map((name) => join(using.host.workspace, name));
    for (const folder of folders) {
      mkdirSync(folder);
      writeFileSync(join(folder, "only-here.txt"), "a\nb\n");
    }
    const codeWorkspace = join(using.host.workspace, "both.code-workspace");
    writeFileSync(codeWorkspace, JSON.stringify({ folders: [{ path: "one" }, { path: "two" }] }));
    await lockstep(folders[0] ?? "", "queue", "create", "First");
    const window = await using.host.open({ codeWorkspace });
    await showLockstep(window);
    await window.view("Queues").waitForLabels("the queue under its folder", (labels) => labels.includes("First"));
    await lockstep(folders[1] ?? "", "queue", "create", "Second");
    const both = ["one", "First", "two", "Second"];
    await window.view("Queues").waitForLabels("both queues", (labels) => isDeepStrictEqual(labels, both));
    await window.screenshot(join(artifacts, "multi-root.png"));
    assert.equal(existsSync(join(using.host.workspace, "both.code-workspace.lockstep")), false);
    await window.close();
  });

  it("makes no state folder where nobody uses Lockstep", async () => {
    const folder = join(using.host.workspace, "untouched");
    mkdirSync(folder);
    writeFileSync(join(folder, "a.txt"), "a\nb\n");
    const window = await using.host.open({ folder });
    await showLockstep(window);
    await window.view("Bookmarks").waitForText("Toggle Bookmark");
    assert.deepEqual(readdirSync(folder), ["a.txt"]);
    await goToLine(window, "a.txt", 2);
    await window.press("Control+Alt+K");
    await window.view("Bookmarks").waitForLabels("the file", (labels) => labels.includes("a.txt"));
    await window.view("Windows").waitForLabels("this window", (labels) => labels.length > 0);
    assert.equal(
      readFileSync(join(folder, ".lockstep", ".gitignore"), "utf8")
        .split("\n")
        .includes("*"),
      true,
    );
    await window.close();
  });
});
