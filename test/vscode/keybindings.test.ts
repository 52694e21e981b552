import assert from "node:assert/strict";
import * as vscode from "vscode";

interface Keybinding {
  readonly command: string;
  readonly key: string;
  readonly mac?: string;
  readonly when?: string;
}

const packageJson: { readonly contributes?: { readonly keybindings?: readonly Keybinding[] } } =
  vscode.extensions.getExtension("lockstep.lockstep")?.packageJSON ?? {};
const keybindings = packageJson.contributes?.keybindings ?? [];
const setting = "config.lockstep.bookmarks.keybindings";

/** The keys of VB 14, which hands know. */
const known = [
  ["lockstep.bookmark.toggle", "ctrl+alt+k", "cmd+alt+k"],
  ["lockstep.bookmark.previous", "ctrl+alt+j", "cmd+alt+j"],
  ["lockstep.bookmark.next", "ctrl+alt+l", "cmd+alt+l"],
  ["lockstep.bookmark.expandSelectionToPrevious", "shift+alt+j", "shift+alt+j"],
  ["lockstep.bookmark.expandSelectionToNext", "shift+alt+l", "shift+alt+l"],
  ["lockstep.bookmark.shrinkSelection", "shift+alt+k", "shift+alt+k"],
] as const;

describe("The keys", () => {
  it("are those that people know", () => {
    for (const [command, key, mac] of known) {
      const found = keybindings.find((keybinding) => keybinding.command === command);
      assert.deepEqual([command, found?.key, found?.mac ?? found?.key], [command, key, mac]);
    }
  });

  it("are all turned off by one setting", () => {
    assert.notEqual(keybindings.length, 0);
    const on = new RegExp(`(^|&& )${setting.replaceAll(".", "\\.")} (!= none|== bookmarksAndNumbers)( &&|$)`);
    assert.deepEqual(
      keybindings.filter(({ when }) => !on.test(when ?? "") || when?.includes("||")),
      [],
    );
  });

  it("leave those of the numbers to VS Code until somebody asks for them", () => {
    const numbers = keybindings.filter(({ command }) => /Mnemonic\d$/.test(command));
    assert.equal(numbers.length, 20);
    assert.ok(numbers.every(({ when }) => when?.includes(`${setting} == bookmarksAndNumbers`)));
    assert.equal(vscode.workspace.getConfiguration("lockstep.bookmarks").get("keybindings"), "bookmarks");
  });

  it("are each for one command", () => {
    const keys = keybindings.map(({ key }) => key);
    assert.equal(new Set(keys).size, keys.length);
  });
});
