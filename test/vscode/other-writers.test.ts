import assert from "node:assert/strict";
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import * as vscode from "vscode";
import { eventually } from "../helpers/eventually";
import {
  forgetEverything,
  lockstep,
  lockstepCommand,
  openAt,
  outline,
  readDocument,
  run,
  shows,
  state,
  stateFile,
} from "./running-extension";

const shell = (command: string) => ({ kind: "shell" as const, command });

describe("What others change", () => {
  beforeEach(forgetEverything);
  after(forgetEverything);

  it("shows when the command line sets a bookmark", async () => {
    const { trees } = await lockstep();
    await lockstepCommand("bookmark", "add", "src/app.ts:4", "--label", "From the shell");
    await shows(trees.bookmarks, "app.ts\n  From the shell");
  });

  it("shows when the command line creates groups and queues", async () => {
    const { trees } = await lockstep();
    await lockstepCommand("queue", "create", "Build");
    await lockstepCommand("queue", "add", "Build", "--", "npm", "test");
    await lockstepCommand("group", "create", "Night");
    await shows(trees.queues, "Build\n  npm test");
    await shows(trees.groups, "Night");
  });

  it("shows when a person edits a document by hand", async () => {
    const { trees } = await lockstep();
    await run("lockstep.queue.create", { name: "Build" });
    const [file = ""] = readdirSync(stateFile("queues")).filter((name) => name.endsWith(".json"));
    const text = readFileSync(stateFile("queues", file), "utf8");
    writeFileSync(stateFile("queues", file), text.replace('"Build"', '"Ship"'));
    await shows(trees.queues, "Ship");
  });

  it("shows when a document comes by git, that is by rename", async () => {
    const { trees } = await lockstep();
    const bookmark = {
      id: "b1",
      path: "src/app.ts",
      line: 2,
      label: "Came by git",
      createdAt: "2026-01-01T00:00:00Z",
      updatedAt: "2026-01-01T00:00:00Z",
    };
    mkdirSync(stateFile(), { recursive: true });
    writeFileSync(stateFile("incoming"), JSON.stringify({ version: 1, bookmarks: [bookmark] }));
    renameSync(stateFile("incoming"), stateFile("bookmarks.json"));
    await shows(trees.bookmarks, "app.ts\n  Came by git");
  });

  it("shows when the state folder goes and comes back", async () => {
    const { trees } = await lockstep();
    await run("lockstep.queue.create", { name: "Build" });
    await shows(trees.queues, "Build");
    rmSync(stateFile(), { recursive: true });
    await shows(trees.queues, "");
    await lockstepCommand("queue", "create", "Again", "--root", ".");
    await shows(trees.queues, "Again");
  });

  it("is never overwritten by this window", async () => {
    await run("lockstep.queue.create", { name: "Build" });
    const mine = Array.from({ length: 10 }, (_, index) =>
      run("lockstep.queue.addCommand", { queue: "Build", run: shell(`mine ${index}`) }),
    );
    const theirs = Array.from({ length: 4 }, (_, index) =>
      lockstepCommand("queue", "add", "Build", "--", `theirs${index}`),
    );
    await Promise.all([...mine, ...theirs]);
    const [queue] = await (await state()).queues.list();
    assert.equal(queue?.commands.length, 14);
    await eventually("all of them in the tree", async () => {
      const text = await outline((await lockstep()).trees.queues);
      return text.split("\n").length === 15;
    });
  });

  it("keeps what a newer Lockstep wrote", async () => {
    await run("lockstep.queue.create", { name: "Build" });
    const [file = ""] = readdirSync(stateFile("queues")).filter((name) => name.endsWith(".json"));
    const document = readDocument("queues", file);
    writeFileSync(stateFile("queues", file), JSON.stringify({ ...document, colour: "green" }));
    await run("lockstep.queue.addCommand", { queue: "Build", run: shell("make") });
    assert.equal(readDocument("queues", file)["colour"], "green");
  });

  it("reaches what when clauses ask", async () => {
    await openAt("src/app.ts", 1);
    await lockstepCommand("bookmark", "add", "src/app.ts:4");
    const { models } = await lockstep();
    await eventually("this window knows", () => models.bookmarks.latest.some(({ value }) => value.items.length === 1));
    await vscode.commands.executeCommand("lockstep.bookmark.next");
    await eventually("line 4", () => vscode.window.activeTextEditor?.selection.active.line === 3);
  });
});
