import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import * as vscode from "vscode";
import { lockstep } from "./running-extension";

interface Contributed {
  readonly command: string;
  readonly title: string;
  readonly category: string;
  readonly icon?: string;
}

interface MenuEntry {
  readonly command?: string;
  readonly submenu?: string;
  readonly when?: string;
  readonly group?: string;
}

interface Step {
  readonly id: string;
  readonly description: string;
  readonly media: { readonly svg: string; readonly altText: string };
  readonly completionEvents: readonly string[];
}

const extension = vscode.extensions.getExtension("lockstep.lockstep");
const packageJson: Record<string, unknown> = extension?.packageJSON ?? {};
const contributes = packageJson["contributes"] as {
  readonly commands: readonly Contributed[];
  readonly menus: Readonly<Record<string, readonly MenuEntry[]>>;
  readonly submenus: readonly { readonly id: string }[];
  readonly keybindings: readonly { readonly command: string }[];
  readonly jsonValidation: readonly { readonly url: string }[];
  readonly viewsWelcome: readonly { readonly view: string; readonly contents: string }[];
  readonly walkthroughs: readonly { readonly id: string; readonly steps: readonly Step[] }[];
  readonly configuration: { readonly properties: Readonly<Record<string, { readonly scope: string }>> };
  readonly views: { readonly lockstep: readonly { readonly id: string }[] };
};
const ids = contributes.commands.map(({ command }) => command).sort();
const entries = Object.values(contributes.menus).flat();

describe("package.json", () => {
  it("has the commands of the table and no others", async () => {
    assert.deepEqual([...(await lockstep()).commandIds].sort(), ids);
  });

  it("has no command that VS Code does not know", async () => {
    const known = new Set(await vscode.commands.getCommands(true));
    assert.deepEqual(
      ids.filter((id) => !known.has(id)),
      [],
    );
  });

  it("puts every command into the category Lockstep, in Title Case", () => {
    for (const { category, title } of contributes.commands) {
      assert.equal(category, "Lockstep");
      const words = title.split(" ").filter((word) => !/^(as|by|from|in|of|on|or|to|with|for)$/.test(word));
      assert.deepEqual(
        words.filter((word) => !/^[A-Z0-9]/.test(word)),
        [],
        title,
      );
      assert.doesNotMatch(title, /%/, "the title comes from package.nls.json");
    }
  });

  it("gives every command an icon that stands on a view", () => {
    const onViews = entries
      .filter(({ group }) => /^(inline|navigation)/.test(group ?? ""))
      .map(({ command }) => command);
    const without = contributes.commands.filter(({ command, icon }) => onViews.includes(command) && icon === undefined);
    assert.deepEqual(without, []);
  });

  it("names only its own commands in menus and keybindings", () => {
    const named = [...entries, ...contributes.keybindings].flatMap(({ command }) => command ?? []);
    assert.deepEqual(
      named.filter((command) => !ids.includes(command)),
      [],
    );
  });

  it("has something in every submenu, and every submenu in a menu", () => {
    const submenus = contributes.submenus.map(({ id }) => id).sort();
    const shown = new Set(entries.flatMap(({ submenu }) => submenu ?? []));
    assert.deepEqual([...shown].sort(), submenus);
    for (const id of submenus) {
      assert.ok((contributes.menus[id] ?? []).length > 0, id);
    }
  });

  it("teaches a first action in every view", () => {
    for (const { id } of contributes.views.lockstep) {
      const welcome = contributes.viewsWelcome.find(({ view }) => view === id);
      const command = /\(command:([\w.]+)\)/.exec(welcome?.contents ?? "")?.[1];
      assert.ok(command !== undefined && ids.includes(command), `${id} has a button`);
    }
  });

  it("has a walkthrough of steps that have a picture, and lead to commands that there are", async () => {
    const known = new Set(await vscode.commands.getCommands(true));
    const steps = contributes.walkthroughs.flatMap((walkthrough) => walkthrough.steps);
    assert.ok(steps.length >= 5);
    for (const { id, description, media, completionEvents } of steps) {
      assert.ok(existsSync(join(extension?.extensionPath ?? "", media.svg)), id);
      const linked = [...description.matchAll(/\(command:([\w.]+)/g)].map(([, command]) => command ?? "");
      const completing = completionEvents.flatMap((event) => /^onCommand:(.+)/.exec(event)?.[1] ?? []);
      assert.ok(linked.length > 0 && completing.length > 0, id);
      assert.deepEqual(
        [...linked, ...completing].filter((command) => !known.has(command)),
        [],
      );
    }
  });

  it("names schemas that the build makes", () => {
    for (const { url } of contributes.jsonValidation) {
      assert.ok(existsSync(join(extension?.extensionPath ?? "", url)), url);
    }
  });

  it("has a text for every key, and no text that nothing uses", () => {
    const path = (name: string) => join(extension?.extensionPath ?? "", name);
    const raw = readFileSync(path("package.json"), "utf8");
    const used = new Set([...raw.matchAll(/"%([^%"]+)%"/g)].map(([, key]) => key));
    const texts = Object.keys(JSON.parse(readFileSync(path("package.nls.json"), "utf8")));
    assert.deepEqual([...used].sort(), texts.sort());
  });

  it("promises the VS Code that its types are of", () => {
    const { vscode: engine } = packageJson["engines"] as { readonly vscode: string };
    const types = (packageJson["devDependencies"] as Readonly<Record<string, string>>)["@types/vscode"];
    assert.equal(engine, `^${types}`);
  });

  it("works in Restricted Mode and runs where the files are", () => {
    const capabilities = packageJson["capabilities"] as {
      readonly untrustedWorkspaces: { readonly supported: unknown };
    };
    assert.equal(capabilities.untrustedWorkspaces.supported, "limited");
    assert.deepEqual(packageJson["extensionKind"], ["workspace"]);
  });

  it("lets no workspace name programs, nor say what reads their output before it is trusted", () => {
    const { properties } = contributes.configuration;
    assert.equal(properties["lockstep.agents"]?.scope, "machine");
    const capabilities = packageJson["capabilities"] as {
      readonly untrustedWorkspaces: { readonly restrictedConfigurations: readonly string[] };
    };
    const { restrictedConfigurations } = capabilities.untrustedWorkspaces;
    for (const key of ["lockstep.agents", "lockstep.run.problemMatchers"]) {
      assert.ok(restrictedConfigurations.includes(key), key);
    }
    assert.deepEqual(
      restrictedConfigurations.filter((key) => properties[key] === undefined),
      [],
    );
  });
});
