import assert from "node:assert/strict";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as vscode from "vscode";
import { eventually } from "../../helpers/eventually";
import { answering, asking, offering } from "../answers";
import { findRow, lockstep, openAt, run, runOn, state, workspaceFolder } from "../running-extension";
import type { CommandTests } from "./command-tests";

type Tested = `lockstep.queue.${"addSelection" | "addTest" | "addTerminalCommand" | "createFromTasks"}`;

async function commandsOf(queue: string) {
  const { commands } = await (await state()).queues.find(queue);
  return commands.map(({ run: { kind, ...rest }, cwd, label }) => ({
    command: "command" in rest ? rest.command : kind,
    ...(cwd === undefined ? {} : { cwd }),
    ...(label === undefined ? {} : { label }),
  }));
}

/** Files of the workspace that are there while `work` runs, in a folder of their own. */
async function withFiles(files: Readonly<Record<string, string>>, work: () => Promise<void>): Promise<void> {
  const folder = join(workspaceFolder(), "extra");
  mkdirSync(folder, { recursive: true });
  try {
    for (const [name, text] of Object.entries(files)) {
      writeFileSync(join(folder, name), text);
    }
    await work();
  } finally {
    await vscode.commands.executeCommand("workbench.action.closeAllEditors");
    rmSync(folder, { recursive: true, force: true });
  }
}

/** VS Code may still have an earlier selection to tell of: it is told of this one last. */
async function select(editor: vscode.TextEditor, selection: vscode.Selection): Promise<void> {
  let told = false;
  const listening = vscode.window.onDidChangeTextEditorSelection(({ textEditor, selections }) => {
    told ||= textEditor === editor && selections[0]?.isEqual(selection) === true;
  });
  editor.selection = selection;
  await eventually("it is selected", () => told);
  listening.dispose();
}

export const addingTests: CommandTests<Tested> = {
  "lockstep.queue.addSelection": [
    "adds the lines that are selected, each or as one, and the cursor's line where none is",
    () =>
      withFiles({ "deploy.sh": "make clean\n\n  make all\necho done\n" }, async () => {
        await (await state()).queues.create({ name: "Build" });
        const editor = await openAt("extra/deploy.sh", 4);
        await run("lockstep.queue.addSelection", { queue: "Build" });
        await select(editor, new vscode.Selection(0, 0, 2, 10));
        await answering({ picks: ["A Command for Each Line", "Build"] }, () =>
          run("lockstep.queue.addSelection", editor.document.uri),
        );
        await answering({ picks: ["One Command"] }, async () =>
          runOn("lockstep.queue.addSelection", await findRow((await lockstep()).trees.queues, "Build")),
        );
        assert.deepEqual(
          (await commandsOf("Build")).map(({ command }) => command),
          ["echo done", "make clean", "make all", "make clean\n\n  make all"],
        );
        await select(editor, new vscode.Selection(1, 0, 1, 0));
        const [message] = await answering({}, () => run("lockstep.queue.addSelection"));
        assert.match(message?.text ?? "", /Nothing is selected/);
      }),
  ],
  "lockstep.queue.addTest": [
    "adds what tests the file, by its project or by the settings, and admits where it knows nothing",
    () => {
      const manifest = JSON.stringify({ devDependencies: { vitest: "1" } });
      const files = { "package.json": manifest, "sum.ts": "", "sum.test.ts": "", "notes.txt": "" };
      return withFiles(files, async () => {
        await (await state()).queues.create({ name: "Build" });
        await openAt("extra/sum.ts", 1);
        const [question] = await asking(() => run("lockstep.queue.addTest", { queue: "Build" }));
        assert.equal(question?.value, "npx vitest run sum.test.ts");
        await answering({ picks: ["Build"], texts: ["npx vitest run sum.test.ts --silent"] }, () =>
          run("lockstep.queue.addTest"),
        );
        assert.deepEqual(await commandsOf("Build"), [{ command: "npx vitest run sum.test.ts --silent", cwd: "extra" }]);
        await openAt("extra/notes.txt", 1);
        const [message] = await answering({}, () => run("lockstep.queue.addTest"));
        assert.match(message?.text ?? "", /does not know what tests extra\/notes\.txt/);
        await withTemplates({ "**/*.txt": `spell \${relativeFile}` }, async () => {
          const [asked] = await asking(() => run("lockstep.queue.addTest", { queue: "Build" }));
          assert.equal(asked?.value, "spell extra/notes.txt");
        });
      });
    },
  ],
  "lockstep.queue.addTerminalCommand": [
    "adds what ran in a terminal, where it ran, the last one first",
    async () => {
      const terminalCommands = (await lockstep()).display.terminals;
      await (await state()).queues.create({ name: "Build" });
      const root = vscode.Uri.file(workspaceFolder());
      terminalCommands.remember({ command: "make", cwd: vscode.Uri.joinPath(root, "src", "lib") });
      terminalCommands.remember({ command: "make install", cwd: vscode.Uri.file("/tmp/else where") });
      terminalCommands.remember({ command: "make", cwd: vscode.Uri.joinPath(root, "src", "lib") });
      const offered = await offering(() => run("lockstep.queue.addTerminalCommand", { queue: "Build" }));
      assert.deepEqual(
        offered.slice(0, 2).map(({ label }) => label),
        ["make", "make install"],
      );
      await answering({ picks: ["make"] }, () => run("lockstep.queue.addTerminalCommand", { queue: "Build" }));
      await answering({ picks: ["make install", "Build"] }, () => run("lockstep.queue.addTerminalCommand"));
      assert.deepEqual(await commandsOf("Build"), [
        { command: "make", cwd: "src/lib" },
        { command: "cd '/tmp/else where' && make install" },
      ]);
    },
  ],
  "lockstep.queue.createFromTasks": [
    "makes a queue of scripts and tasks in one step, and Undo takes it away",
    () =>
      withFiles({ "package.json": JSON.stringify({ scripts: { "say it": "echo it" } }) }, async () => {
        const provided = provideTasks();
        try {
          const offered = await offering(() => run("lockstep.queue.createFromTasks"));
          const seen = offered.map(({ label, detail }) => `${label}: ${detail}`);
          for (const expected of [
            "start: npm run start",
            "test: npm run test",
            "say it: npm run 'say it'",
            "lint: make lint 'a b'",
            "tool: /bin/tool -x 'y z'",
          ]) {
            assert.ok(seen.includes(expected), `${expected} in ${seen.join("; ")}`);
          }
          await run("lockstep.queue.createFromTasks", { name: "All", tasks: ["test", "say it", "lint"] });
          assert.deepEqual(await commandsOf("All"), [
            { command: "npm run test", label: "test" },
            { command: "npm run 'say it'", cwd: "extra", label: "say it" },
            { command: "make lint 'a b'", cwd: "src", label: "lint" },
          ]);
          await answering({ texts: ["More"], buttons: ["Undo"] }, () =>
            run("lockstep.queue.createFromTasks", { tasks: ["test"] }),
          );
          await (await lockstep()).models.refresh();
          assert.equal((await (await state()).queues.list()).length, 1);
          const [none] = await answering({}, () => run("lockstep.queue.createFromTasks", { tasks: [] }));
          assert.match(none?.text ?? "", /Nothing was chosen/);
        } finally {
          provided.dispose();
        }
      }),
  ],
};

async function withTemplates(templates: Readonly<Record<string, string>>, work: () => Promise<void>): Promise<void> {
  const set = (value: unknown) =>
    vscode.workspace.getConfiguration("lockstep.tests").update("commands", value, vscode.ConfigurationTarget.Global);
  await set(templates);
  try {
    await work();
  } finally {
    await set(undefined);
  }
}

function provideTasks(): vscode.Disposable {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  assert.ok(folder);
  const type = "lockstepTest";
  const shell = new vscode.ShellExecution("make", ["lint", "a b"], { cwd: `\${workspaceFolder}/src` });
  const tool = new vscode.ProcessExecution("/bin/tool", ["-x", "y z"]);
  const odd = new vscode.CustomExecution(async () => Promise.reject(new Error("never")));
  const tasks = Object.entries({ lint: shell, tool, odd }).map(
    ([name, execution]) => new vscode.Task({ type }, folder, name, type, execution),
  );
  return vscode.tasks.registerTaskProvider(type, { provideTasks: () => tasks, resolveTask: () => undefined });
}
