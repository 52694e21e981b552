import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setImmediate as nextTurn } from "node:timers/promises";
import { buildWorker, Child } from "../helpers/child";
import { GitRepository } from "../helpers/git-repository";
import { until } from "../host/poll";
import type { VSCodeWindow } from "../host/window";
import { useTwoWindows } from "./helpers";
import { addCommand, createQueue, dragRow, goToLine, lockstep, showLockstep, waitForGutterIcons } from "./steps";

const artifacts = join(__dirname, "../../test-artifacts");

describe("Two windows, one state", () => {
  const windows = useTwoWindows();
  before(buildWorker);
  const state = (...path: string[]) => join(windows.host.workspace, ".lockstep", ...path);

  async function picture(name: string): Promise<void> {
    await windows.left.screenshot(join(artifacts, `${name}-left.png`));
    await windows.right.screenshot(join(artifacts, `${name}-right.png`));
  }

  async function bothShow(
    view: string,
    what: string,
    condition: (labels: readonly string[]) => boolean,
  ): Promise<void> {
    await Promise.all([windows.left, windows.right].map((window) => window.view(view).waitForLabels(what, condition)));
  }

  /** The labels of the commands of the only queue, as the file has them. */
  function commandsOnDisk(): readonly string[] {
    const [file = ""] = readdirSync(state("queues")).filter((name) => name.endsWith(".json"));
    const { commands } = JSON.parse(readFileSync(state("queues", file), "utf8"));
    return commands.map(({ run }: { run: { command: string } }) => run.command);
  }

  it("teach the first action where there is nothing yet", async () => {
    await showLockstep(windows.left, windows.right);
    await windows.left.view("Bookmarks").waitForText("Toggle Bookmark");
    await windows.left.view("Groups").waitForText("Create Group");
    await windows.left.view("Queues").waitForText("Create Queue");
    await picture("empty");
  });

  it("show a bookmark that one of them toggles by keyboard, in the tree and in the gutter of the other", async () => {
    await goToLine(windows.right, "src/app.ts", 1);
    await goToLine(windows.left, "src/app.ts", 3);
    await windows.left.press("Control+Alt+K");
    await bothShow("Bookmarks", "the file", (labels) => labels.includes("app.ts"));
    await waitForGutterIcons(windows.left, 1);
    await waitForGutterIcons(windows.right, 1);
    await picture("bookmark");
    await windows.left.press("Control+Alt+K");
    await bothShow("Bookmarks", "no file", (labels) => !labels.includes("app.ts"));
    await waitForGutterIcons(windows.right, 0);
    await windows.left.press("Control+Alt+K");
    await waitForGutterIcons(windows.right, 1);
  });

  it("show who is here", async () => {
    const pids = [await windows.left.extensionHostPid(), await windows.right.extensionHostPid()];
    for (const [window, other] of [
      [windows.left, pids[1]],
      [windows.right, pids[0]],
    ] as const) {
      const described = async () => (await window.view("Windows").rows()).map(({ description }) => description);
      await until("this window first, and the other", async () => {
        const [first = "", ...others] = await described();
        return first.startsWith("this window") && others.some((text) => text.startsWith(`pid ${other} `));
      });
    }
  });

  it("show a group that one of them creates", async () => {
    await windows.right.runCommand("Lockstep: Create Group...");
    await windows.right.quickInput.enter("Release");
    await bothShow("Groups", "the group", (labels) => labels.includes("Release"));
  });

  it("both add commands to one queue at once, and none is lost", async () => {
    await createQueue(windows.left, "Build");
    await bothShow("Queues", "the queue", (labels) => labels.includes("Build"));
    const add = async (window: VSCodeWindow, name: string) => {
      for (const number of [1, 2, 3]) {
        await addCommand(window, "Build", `echo ${name}${number}`);
      }
    };
    await Promise.all([add(windows.left, "left"), add(windows.right, "right")]);
    const expected = ["left1", "left2", "left3", "right1", "right2", "right3"].map((name) => `echo ${name}`);
    await until("all commands on the disk", () => commandsOnDisk().length === 6);
    assert.deepEqual([...commandsOnDisk()].sort(), expected);
    await bothShow("Queues", "all commands", (labels) => expected.every((command) => labels.includes(command)));
    await picture("commands");
  });

  it("show what the command line adds", async () => {
    await lockstep(windows.host.workspace, "queue", "add", "Build", "--", "echo", "from-cli");
    await bothShow("Queues", "the command", (labels) => labels.includes("echo from-cli"));
  });

  it("reorder commands by drag and drop, in both", async () => {
    const before = commandsOnDisk();
    const [first = "", second = ""] = before;
    await dragRow(windows.left, "Queues", second, first);
    await until("the new order on the disk", () => commandsOnDisk()[0] === second);
    assert.deepEqual([...commandsOnDisk()].sort(), [...before].sort());
    await bothShow("Queues", "the new order", (labels) => labels.indexOf(second) < labels.indexOf(first));
  });

  it("tell that a document was corrupted by hand, and bring its last good version back", async () => {
    const [file = ""] = readdirSync(state("queues")).filter((name) => name.endsWith(".json"));
    const { commands } = JSON.parse(readFileSync(state("queues", `${file}.bak`), "utf8"));
    const good: string[] = commands.map(({ run }: { run: { command: string } }) => run.command);
    writeFileSync(state("queues", file), "{ oh no");
    const told = await Promise.race(
      [windows.left, windows.right].map((window) => window.notifications.waitFor("not a valid document")),
    );
    assert.match(told, new RegExp(`queues/${file.replace(".json", "")}`));
    await picture("corrupt");
    assert.deepEqual([...commandsOnDisk()].sort(), [...good].sort());
    const kept = readdirSync(state("queues")).find((name) => name.includes(".corrupt-")) ?? "";
    assert.equal(readFileSync(state("queues", kept), "utf8"), "{ oh no");
    await bothShow("Queues", "the commands", (labels) => good.every((command) => labels.includes(command)));
    await Promise.all([windows.left, windows.right].map((window) => window.notifications.dismissAll()));
  });

  it("say that they wait for another writer, and can be told to stop waiting", async () => {
    const holder = Child.start("hold", state(), "bookmarks");
    await holder.ready();
    const before = readFileSync(state("bookmarks.json"), "utf8");
    await goToLine(windows.left, "src/app.ts", 5);
    await windows.left.press("Control+Alt+K");
    await windows.left.notifications.waitFor("waiting for another window or command");
    await picture("waiting");
    await windows.left.notifications.click("waiting for another window or command", "Cancel");
    await until("the message gone", async () => (await windows.left.notifications.texts()).length === 0);
    await windows.left.press("Control+Alt+K");
    await windows.left.notifications.waitFor("waiting for another window or command");
    assert.equal(readFileSync(state("bookmarks.json"), "utf8"), before);
    holder.go();
    await holder.done();
    await until("the change made after all", () => readFileSync(state("bookmarks.json"), "utf8") !== before);
    await windows.left.press("Control+Alt+K");
    await windows.left.view("Bookmarks").waitForLabels("the state before", (labels) => labels.length === 2);
  });

  it("go on when one's extension host is killed in the middle of a change", async () => {
    const pid = await windows.left.extensionHostPid();
    await goToLine(windows.left, "src/app.ts", 1);
    await killWhileItHolds(pid, state("bookmarks.json.lock"), () => windows.left.press("Control+Alt+K"));
    assert.ok(existsSync(state("bookmarks.json.lock")), "it was killed with the lock in hand");
    await goToLine(windows.right, "src/lib/math.ts", 1);
    await windows.right.press("Control+Alt+K");
    await windows.right.view("Bookmarks").waitForLabels("the new bookmark", (labels) => labels.includes("math.ts"));
    const { bookmarks } = JSON.parse(readFileSync(state("bookmarks.json"), "utf8"));
    assert.ok(bookmarks.some(({ path }: { path: string }) => path === "src/lib/math.ts"));
    const strays = readdirSync(state()).filter((name) => /\.lock|\.\d+$/.test(name));
    assert.deepEqual(strays, []);
    // VS Code may have started another extension host for the left window by now; the killed one is gone from the list.
    const pids = async () => (await windows.right.view("Windows").rows()).map(({ description }) => description);
    await until("the killed window gone", async () => (await pids()).every((text) => !text.includes(`pid ${pid} `)));
    assert.ok((await pids()).length > 0);
    await picture("killed");
  });
});

/** Stops the process when it holds the lock, makes sure that it still does, and only then kills it. */
async function killWhileItHolds(pid: number, lock: string, change: () => Promise<void>): Promise<void> {
  let held = false;
  const changing = (async () => {
    while (!held) {
      await change();
    }
  })();
  const deadline = performance.now() + 30_000;
  while (!held && performance.now() < deadline) {
    await nextTurn();
    if (existsSync(lock)) {
      process.kill(pid, "SIGSTOP");
      held = existsSync(lock);
      process.kill(pid, held ? "SIGKILL" : "SIGCONT");
    }
  }
  held = true;
  await changing;
}

/** Whoever has git compare the files of the repository leaves a file behind. */
function layTrap(repository: GitRepository): string {
  const trap = join(repository.root, ".git", "git-was-run");
  repository.git("config", "filter.trap.clean", `touch '${trap}'; cat`);
  writeFileSync(join(repository.root, ".git", "info", "attributes"), "* filter=trap\n");
  writeFileSync(join(repository.root, "README.md"), "Changed\n");
  repository.git("diff", "HEAD");
  assert.ok(existsSync(trap), "the trap works");
  rmSync(trap);
  return trap;
}

describe("A window in Restricted Mode", () => {
  const windows = useTwoWindows({ workspaceTrust: true });

  it("keeps bookmarks and shows all views, and says that nothing runs", async () => {
    await showLockstep(windows.left);
    await windows.left.statusBarItem("Restricted Mode").waitFor();
    await goToLine(windows.left, "src/app.ts", 2);
    await windows.left.press("Control+Alt+K");
    await windows.left.view("Bookmarks").waitForLabels("the file", (labels) => labels.includes("app.ts"));
    await createQueue(windows.left, "Build");
    await windows.left.view("Queues").waitForLabels("the queue", (labels) => labels.includes("Build"));
    await windows.left.screenshot(join(artifacts, "restricted.png"));
  });

  it("follows a file that got another name, and never asks git, whose configuration may name programs", async () => {
    const { host, left } = windows;
    const repository = new GitRepository(host.workspace);
    repository.commit("Sample");
    const trap = layTrap(repository);
    await lockstep(host.workspace, "bookmark", "add", "src/lib/readings.ts:2");
    await left.view("Bookmarks").waitForLabels("the file", (labels) => labels.includes("readings.ts"));
    renameSync(join(host.workspace, "src/lib/readings.ts"), join(host.workspace, "src/lib/values.ts"));
    await left.view("Bookmarks").waitForLabels("its new name", (labels) => labels.includes("values.ts"));
    await left.runCommand("Lockstep: Share State with Git");
    await left.notifications.waitFor("Commit the folder .lockstep to share them");
    await left.runCommand("Lockstep: Install Merge Driver for State Files");
    await left.notifications.waitFor("Trust the workspace first: this runs git in it.");
    assert.equal(existsSync(trap), false, "git was run");
  });
});
