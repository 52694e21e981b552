import assert from "node:assert/strict";
import { existsSync, readdirSync } from "node:fs";
import * as vscode from "vscode";
import type { Bookmark } from "../../src/core/bookmarks/bookmark";
import type { Group } from "../../src/core/groups/group";
import type { Queue } from "../../src/core/queues/queue";
import type { DoctorReport } from "../../src/core/storage/doctor";
import { eventually } from "../helpers/eventually";
import { answering } from "./answers";
import { addingTests } from "./command-tests/adding-tests";
import { appearanceTests } from "./command-tests/appearance-tests";
import { bookmark, bookmarks, type CommandTests, places, position, visible } from "./command-tests/command-tests";
import { exchangeTests } from "./command-tests/exchange-tests";
import { fileListTests } from "./command-tests/file-list-tests";
import { groupControlTests } from "./command-tests/group-control-tests";
import { helpTests } from "./command-tests/help-tests";
import { historyTests } from "./command-tests/history-tests";
import { listTests } from "./command-tests/list-tests";
import { mnemonicTests } from "./command-tests/mnemonic-tests";
import { orderingTests } from "./command-tests/ordering-tests";
import { queueControlTests } from "./command-tests/queue-control-tests";
import { resourceTests } from "./command-tests/resource-tests";
import { runTests } from "./command-tests/run-tests";
import { runningTests } from "./command-tests/running-tests";
import { scopeTests } from "./command-tests/scope-tests";
import { selectionTests } from "./command-tests/selection-tests";
import { sharingTests } from "./command-tests/sharing-tests";
import { tourTests } from "./command-tests/tour-tests";
import { viewTests } from "./command-tests/view-tests";
import { forgetEverything, lockstep, openAt, readDocument, run, shows, state, stateFile } from "./running-extension";
import { withSetting } from "./with-setting";

const shell = (command: string) => ({ kind: "shell" as const, command });

async function group(): Promise<Group> {
  const [only] = await (await state()).groups.list();
  assert.ok(only);
  return only;
}

async function queue(): Promise<Queue> {
  const [only] = await (await state()).queues.list();
  assert.ok(only);
  return only;
}

async function withGroup(...sessions: readonly string[]): Promise<void> {
  await run("lockstep.group.create", { name: "Night" });
  for (const name of sessions) {
    await run("lockstep.group.addSession", { group: "Night", name, run: shell(`echo ${name}`) });
  }
}

async function withQueue(...commands: readonly string[]): Promise<void> {
  await run("lockstep.queue.create", { name: "Build" });
  for (const command of commands) {
    await run("lockstep.queue.addCommand", { queue: "Build", run: shell(command) });
  }
}

async function commandTexts(): Promise<readonly string[]> {
  return (await queue()).commands.map(({ run: { kind, ...rest } }) =>
    "command" in rest ? String(rest.command) : kind,
  );
}

const commands: CommandTests = {
  ...selectionTests,
  ...mnemonicTests,
  ...fileListTests,
  ...appearanceTests,
  ...historyTests,
  ...listTests,
  ...orderingTests,
  ...viewTests,
  ...resourceTests,
  ...scopeTests,
  ...runTests,
  ...exchangeTests,
  ...tourTests,
  ...sharingTests,
  ...helpTests,
  ...queueControlTests,
  ...groupControlTests,
  ...runningTests,
  ...addingTests,
  "lockstep.bookmark.toggle": [
    "sets bookmarks on the lines of all cursors, writes them down, and takes them away again",
    async () => {
      await openAt("src/lib/math.ts", 2, 5);
      await run("lockstep.bookmark.toggle");
      assert.deepEqual(await places(), ["src/lib/math.ts:2", "src/lib/math.ts:5"]);
      const [first] = readDocument("bookmarks.json")["bookmarks"] as readonly Bookmark[];
      assert.equal(first?.anchor.text, vscode.window.activeTextEditor?.document.lineAt(1).text);
      await shows((await lockstep()).trees.bookmarks, await expectedTree("src/lib/math.ts", [2, 5]));
      await run("lockstep.bookmark.toggle");
      assert.deepEqual(await places(), []);
    },
  ],
  "lockstep.bookmark.toggleWithLabel": [
    "labels the line, and labels it anew when it has a bookmark",
    async () => {
      await openAt("src/app.ts", 3);
      await run("lockstep.bookmark.toggleWithLabel", { label: "Start" });
      await answering({ texts: ["Entry point"] }, () => run("lockstep.bookmark.toggleWithLabel"));
      assert.deepEqual(
        (await bookmarks()).map(({ label }) => label),
        ["Entry point"],
      );
    },
  ],
  "lockstep.bookmark.add": [
    "sets one on the line that was clicked in the gutter, and leaves one that is there",
    async () => {
      const { document } = await openAt("src/app.ts", 1);
      const clicked = { uri: document.uri, lineNumber: 3 };
      await run("lockstep.bookmark.add", clicked);
      await run("lockstep.bookmark.add", clicked);
      assert.deepEqual(await places(), ["src/app.ts:3"]);
    },
  ],
  "lockstep.bookmark.addWithLabel": [
    "sets one with a label on the line that was clicked in the gutter",
    async () => {
      const { document } = await openAt("src/app.ts", 1);
      const clicked = { uri: document.uri, lineNumber: 3 };
      await answering({ texts: ["Entry point"] }, () => run("lockstep.bookmark.addWithLabel", clicked));
      assert.deepEqual(
        (await bookmarks()).map(({ line, label }) => [line, label]),
        [[3, "Entry point"]],
      );
    },
  ],
  "lockstep.bookmark.next": [
    "goes through all files and round again",
    async () => {
      await bookmark("src/app.ts", 2, 4);
      await bookmark("src/lib/math.ts", 3);
      await openAt("src/app.ts", 1);
      const visited: string[] = [];
      for (let step = 0; step < 4; step++) {
        await run("lockstep.bookmark.next");
        visited.push(await position());
      }
      assert.deepEqual(visited, ["src/app.ts:2", "src/app.ts:4", "src/lib/math.ts:3", "src/app.ts:2"]);
    },
  ],
  "lockstep.bookmark.previous": [
    "goes the other way, past a file that is gone",
    async () => {
      await bookmark("src/app.ts", 2);
      await (await state()).bookmarks.add({ path: "src/gone.ts", line: 1 });
      await bookmark("src/lib/math.ts", 3);
      await openAt("src/lib/math.ts", 3);
      await (await lockstep()).models.refresh();
      await run("lockstep.bookmark.previous");
      assert.equal(await position(), "src/app.ts:2");
    },
  ],
  "lockstep.bookmark.list": [
    "shows the bookmark that is looked at, and goes back on Escape",
    async () => {
      await bookmark("src/lib/math.ts", 3);
      await openAt("src/app.ts", 5);
      const done = run("lockstep.bookmark.list");
      await eventually("the preview", () => visible("src/lib/math.ts"));
      await vscode.commands.executeCommand("workbench.action.closeQuickOpen");
      await done;
      assert.equal(await position(), "src/app.ts:5");
      assert.equal(visible("src/lib/math.ts"), false);
    },
  ],
  "lockstep.bookmark.editLabel": [
    "changes the label, and takes it away when it is empty",
    async () => {
      await bookmark("src/app.ts", 2);
      await run("lockstep.bookmark.editLabel", { label: "Here" });
      assert.equal((await bookmarks())[0]?.label, "Here");
      await run("lockstep.bookmark.editLabel", { label: "" });
      assert.equal((await bookmarks())[0]?.label, undefined);
    },
  ],
  "lockstep.bookmark.editNote": [
    "keeps the lines of a note",
    async () => {
      await bookmark("src/app.ts", 2);
      await answering({ texts: ["one ⏎ two"] }, () => run("lockstep.bookmark.editNote"));
      assert.equal((await bookmarks())[0]?.note, "one\ntwo");
    },
  ],
  "lockstep.bookmark.editTags": [
    "takes tags with commas between them",
    async () => {
      await bookmark("src/app.ts", 2);
      await answering({ texts: ["todo, slow ,,todo"] }, () => run("lockstep.bookmark.editTags"));
      assert.deepEqual((await bookmarks())[0]?.tags, ["todo", "slow"]);
    },
  ],
  "lockstep.bookmark.remove": [
    "removes the one of the gutter's line, and Undo brings it back under its id",
    async () => {
      await bookmark("src/app.ts", 2, 4);
      const before = await bookmarks();
      await answering({ buttons: ["Undo"] }, () => run("lockstep.bookmark.remove", { lineNumber: 4 }));
      await eventually("it is back", async () => (await bookmarks()).length === 2);
      assert.deepEqual(await bookmarks(), before);
      await run("lockstep.bookmark.remove", { lineNumber: 4 });
      assert.deepEqual(await places(), ["src/app.ts:2"]);
    },
  ],
  "lockstep.bookmark.clearFile": [
    "removes those of the file in the editor, after a yes",
    async () => {
      await bookmark("src/lib/math.ts", 3);
      await bookmark("src/app.ts", 2, 4);
      await answering({}, () => run("lockstep.bookmark.clearFile"));
      assert.equal((await bookmarks()).length, 3, "Escape leaves them");
      await answering({ buttons: ["Remove All"] }, () => run("lockstep.bookmark.clearFile"));
      assert.deepEqual(await places(), ["src/lib/math.ts:3"]);
      const uri = vscode.Uri.joinPath(vscode.Uri.file(stateFile()), "..", "src/lib/math.ts");
      await answering({ buttons: ["Remove All"] }, () => run("lockstep.bookmark.clearFile", uri));
      assert.deepEqual(await places(), [], "also of a file that the title of its editor hands over");
    },
  ],
  "lockstep.bookmark.clearAll": [
    "asks first, removes all, and Undo brings them back",
    async () => {
      await bookmark("src/app.ts", 2, 4);
      const before = await bookmarks();
      await answering({}, () => run("lockstep.bookmark.clearAll"));
      assert.deepEqual(await bookmarks(), before, "Escape leaves them");
      await answering({ buttons: ["Remove All"] }, () => run("lockstep.bookmark.clearAll"));
      assert.deepEqual(await bookmarks(), []);
      await bookmark("src/app.ts", 2, 4);
      await answering({ buttons: ["Remove All", "Undo"] }, () => run("lockstep.bookmark.clearAll"));
      await eventually("they are back", async () => (await bookmarks()).length === 2);
    },
  ],
  "lockstep.bookmarks.clearAll": [
    "is what the side bar's menu does, and asks when that is to be asked",
    async () => {
      await bookmark("src/app.ts", 2, 4);
      await withSetting("confirmClear", "commandPalette", () => run("lockstep.bookmarks.clearAll"));
      assert.deepEqual(await bookmarks(), []);
      await bookmark("src/app.ts", 2, 4);
      await withSetting("confirmClear", "sideBar", () => answering({}, () => run("lockstep.bookmarks.clearAll")));
      assert.equal((await bookmarks()).length, 2);
    },
  ],
  "lockstep.group.create": [
    "asks for a name when none is given, writes the group, and resolves with it",
    async () => {
      await answering({ texts: ["Refactoring"] }, () => run("lockstep.group.create"));
      const [file = ""] = readdirSync(stateFile("groups")).filter((name) => name.endsWith(".json"));
      assert.equal(readDocument("groups", file)["name"], "Refactoring");
      await shows((await lockstep()).trees.groups, "Refactoring");
    },
  ],
  "lockstep.group.rename": [
    "gives it another name",
    async () => {
      await withGroup();
      await run("lockstep.group.rename", { group: "Night", name: "Day" });
      assert.equal((await group()).name, "Day");
    },
  ],
  "lockstep.group.describe": [
    "says what it is for",
    async () => {
      await withGroup();
      await run("lockstep.group.describe", { group: "Night", description: "While we sleep" });
      assert.equal((await group()).description, "While we sleep");
    },
  ],
  "lockstep.group.archive": [
    "puts it away",
    async () => {
      await withGroup();
      await run("lockstep.group.archive", { group: "Night" });
      assert.equal((await group()).status, "archived");
    },
  ],
  "lockstep.group.unarchive": [
    "takes it out again",
    async () => {
      await withGroup();
      await run("lockstep.group.archive", { group: "Night" });
      await run("lockstep.group.unarchive", { group: "Night" });
      assert.equal((await group()).status, "created");
    },
  ],
  "lockstep.group.delete": [
    "deletes it, and Undo brings it back",
    async () => {
      await withGroup("one");
      const before = await group();
      await run("lockstep.group.delete", { group: "Night" });
      assert.equal(existsSync(stateFile("groups", `${before.id}.json`)), false);
      await withGroup();
      await answering({ buttons: ["Undo"] }, () => run("lockstep.group.delete", { group: "Night" }));
      await eventually("it is back", async () => (await (await state()).groups.list()).length === 1);
    },
  ],
  "lockstep.group.addSession": [
    "adds one at the end, asking for what it needs",
    async () => {
      await withGroup("one");
      const answers = { picks: ["Night", "Agent Prompt", "New"], texts: ["two", "Tidy up", "claude"] };
      await answering(answers, () => run("lockstep.group.addSession"));
      const [, second] = (await group()).sessions;
      assert.equal(second?.name, "two");
      assert.deepEqual(second?.run, { kind: "prompt", prompt: "Tidy up", agent: "claude", sessionMode: "new" });
    },
  ],
  "lockstep.group.updateSession": [
    "changes what is said and nothing else",
    async () => {
      await withGroup("one");
      await run("lockstep.group.updateSession", { group: "Night", session: "one", cwd: "src" });
      const [session] = (await group()).sessions;
      assert.deepEqual([session?.name, session?.cwd], ["one", "src"]);
    },
  ],
  "lockstep.group.setDependencies": [
    "makes one session wait for another, and refuses a cycle in words",
    async () => {
      await withGroup("one", "two");
      const [one, two] = (await group()).sessions;
      await run("lockstep.group.setDependencies", { group: "Night", session: "two", dependsOn: [one?.id ?? ""] });
      assert.deepEqual((await group()).sessions[1]?.dependsOn, [one?.id]);
      const [message] = await answering({}, () =>
        run("lockstep.group.setDependencies", { group: "Night", session: "one", dependsOn: [two?.id ?? ""] }),
      );
      assert.match(message?.text ?? "", /would wait for itself/);
      assert.deepEqual(message?.buttons, ["Show Log"]);
    },
  ],
  "lockstep.group.moveSession": [
    "moves it to another group",
    async () => {
      await withGroup("one");
      await run("lockstep.group.create", { name: "Day" });
      await run("lockstep.group.moveSession", { group: "Night", session: "one", to: "Day" });
      await shows((await lockstep()).trees.groups, "Night\nDay\n  one");
    },
  ],
  "lockstep.group.removeSession": [
    "removes it, and Undo brings it back where it was",
    async () => {
      await withGroup("one", "two");
      await answering({ buttons: ["Undo"] }, () =>
        run("lockstep.group.removeSession", { group: "Night", session: "one" }),
      );
      await shows((await lockstep()).trees.groups, "Night\n  one\n  two");
      await run("lockstep.group.removeSession", { group: "Night", session: "one" });
      await shows((await lockstep()).trees.groups, "Night\n  two");
    },
  ],
  "lockstep.queue.create": [
    "resolves with the queue, and refuses a second one of the name",
    async () => {
      const created = (await run("lockstep.queue.create", { name: "Build" })) as Queue;
      assert.equal(readDocument("queues", `${created.id}.json`)["name"], "Build");
      const [message] = await answering({}, () => run("lockstep.queue.create", { name: "build" }));
      assert.match(message?.text ?? "", /name “build” already/);
    },
  ],
  "lockstep.queue.rename": [
    "gives it another name",
    async () => {
      await withQueue();
      await answering({ picks: ["Build"], texts: ["Ship"] }, () => run("lockstep.queue.rename"));
      assert.equal((await queue()).name, "Ship");
    },
  ],
  "lockstep.queue.delete": [
    "deletes it, and Undo brings it back with its commands",
    async () => {
      await withQueue("make");
      const before = await queue();
      await answering({ buttons: ["Undo"] }, () => run("lockstep.queue.delete", { queue: "Build" }));
      await eventually("it is back", async () => (await (await state()).queues.list()).length === 1);
      assert.deepEqual(await queue(), before);
    },
  ],
  "lockstep.queue.addCommand": [
    "creates the queue on the way where there is none, and shows the command",
    async () => {
      const answers = { picks: ["Create Queue...", "Shell Command"], texts: ["Build", "npm test"] };
      await answering(answers, () => run("lockstep.queue.addCommand"));
      await shows((await lockstep()).trees.queues, "Build\n  npm test");
    },
  ],
  "lockstep.queue.updateCommand": [
    "changes what it runs or what it is called",
    async () => {
      await withQueue("make");
      const [command] = (await queue()).commands;
      const words = { queue: "Build", command: command?.id ?? "" };
      await run("lockstep.queue.updateCommand", { ...words, run: shell("make all") });
      await answering({ picks: ["Label"], texts: ["All"] }, () => run("lockstep.queue.updateCommand", words));
      const [changed] = (await queue()).commands;
      assert.deepEqual([changed?.label, changed?.run], ["All", shell("make all")]);
    },
  ],
  "lockstep.queue.moveCommandUp": [
    "swaps it with the one above; the first stays",
    async () => {
      await withQueue("a", "b", "c");
      const [, , third] = (await queue()).commands;
      for (let times = 0; times < 3; times++) {
        await run("lockstep.queue.moveCommandUp", { queue: "Build", command: third?.id ?? "" });
      }
      assert.deepEqual(await commandTexts(), ["c", "a", "b"]);
    },
  ],
  "lockstep.queue.moveCommandDown": [
    "swaps it with the one below",
    async () => {
      await withQueue("a", "b", "c");
      const [first] = (await queue()).commands;
      await run("lockstep.queue.moveCommandDown", { queue: "Build", command: first?.id ?? "" });
      assert.deepEqual(await commandTexts(), ["b", "a", "c"]);
    },
  ],
  "lockstep.queue.removeCommand": [
    "removes it, and Undo puts it back where it was",
    async () => {
      await withQueue("a", "b", "c");
      const [, second] = (await queue()).commands;
      const words = { queue: "Build", command: second?.id ?? "" };
      await answering({ buttons: ["Undo"] }, () => run("lockstep.queue.removeCommand", words));
      await eventually("it is back", async () => (await commandTexts()).length === 3);
      assert.deepEqual(await commandTexts(), ["a", "b", "c"]);
    },
  ],
  "lockstep.status.refresh": ["reads everything again", () => run("lockstep.status.refresh")],
  "lockstep.status.revealLock": [
    "says so when nothing is locked",
    async () => {
      const [message] = await answering({}, () => run("lockstep.status.revealLock"));
      assert.match(message?.text ?? "", /No document is locked/);
    },
  ],
  "lockstep.doctor": [
    "looks at every document",
    async () => {
      await withQueue("make");
      const report = (await run("lockstep.doctor")) as DoctorReport;
      assert.deepEqual([report.documents, report.problems], [1, []]);
    },
  ],
  "lockstep.document.open": [
    "opens the file behind a view",
    async () => {
      await bookmark("src/app.ts", 2);
      await run("lockstep.document.open", { document: "bookmarks" });
      assert.equal(vscode.window.activeTextEditor?.document.uri.fsPath, stateFile("bookmarks.json"));
    },
  ],
  "lockstep.document.startAfresh": [
    "does nothing to a valid document",
    async () => {
      await bookmark("src/app.ts", 2);
      const words = { document: "bookmarks" };
      const messages = await answering({ buttons: ["Start Afresh"] }, () =>
        run("lockstep.document.startAfresh", words),
      );
      assert.match(messages.at(-1)?.text ?? "", /nothing was done/);
      assert.deepEqual(await places(), ["src/app.ts:2"]);
    },
  ],
  "lockstep.log.show": ["shows the output channel", () => run("lockstep.log.show")],
  "lockstep.log.diagnostics": [
    "tells of this window, its counters and who is here",
    async () => {
      await bookmark("src/app.ts", 2);
      const text = await eventually("it is done with its change", async () => {
        const lines = (await run("lockstep.log.diagnostics")) as readonly string[];
        return lines.includes("  No lock is held.") && lines.join("\n");
      });
      assert.match(text, new RegExp(`^Lockstep .+ pid ${process.pid}, writer window-`));
      assert.match(text, /: acquired \d+, waited \d+, handedOver \d+, takeovers \d+, changes [1-9]\d*, writes [1-9]/);
      assert.match(
        text,
        /\nState folder .+\.lockstep\n {2}.+ttached.+\n {2}No lock is held\.\n {2}No lease is held\.$/,
      );
    },
  ],
};

async function expectedTree(path: string, lines: readonly number[]): Promise<string> {
  const document = vscode.window.activeTextEditor?.document;
  const texts = lines.map((line) => `  ${document?.lineAt(line - 1).text.trim() || `Line ${line}`}`);
  return [path.split("/").at(-1), ...texts].join("\n");
}

describe("The command", () => {
  beforeEach(forgetEverything);
  after(forgetEverything);

  for (const [id, [does, test]] of Object.entries(commands)) {
    it(`${id} ${does}`, test);
  }
});
