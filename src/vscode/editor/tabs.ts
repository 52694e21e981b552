import * as vscode from "vscode";

/** Whether a tab shows the text of a file, and not two of them side by side. */
export function showsText(tab: vscode.Tab | undefined, uri: vscode.Uri): boolean {
  return tab?.input instanceof vscode.TabInputText && tab.input.uri.toString() === uri.toString();
}

/** The group in which a file is open: the active one, else one that shows it, else one that has it behind other tabs. */
export function groupWith(uri: vscode.Uri): vscode.TabGroup | undefined {
  const { activeTabGroup, all } = vscode.window.tabGroups;
  const holds = ({ tabs }: vscode.TabGroup) => tabs.some((tab) => showsText(tab, uri));
  if (holds(activeTabGroup)) {
    return activeTabGroup;
  }
  return all.find(({ activeTab }) => showsText(activeTab, uri)) ?? all.find(holds);
}

/** Whoever marks a line of a preview means to come back: its tab stays. */
export async function keepTab(uri: vscode.Uri): Promise<void> {
  const { activeTab } = vscode.window.tabGroups.activeTabGroup;
  if (activeTab?.isPreview === true && showsText(activeTab, uri)) {
    await vscode.commands.executeCommand("workbench.action.keepEditor");
  }
}

/** What the active tab shows, text or not. */
export function activeFile(): vscode.Uri | undefined {
  const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
  return input instanceof vscode.TabInputText || input instanceof vscode.TabInputCustom ? input.uri : undefined;
}

export function allTabs(): readonly vscode.Tab[] {
  return vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs);
}

/** The same for the same tab: VS Code makes new objects of it at times. */
export function keyOf({ group, input, label }: vscode.Tab): string {
  return `${group.viewColumn} ${input instanceof vscode.TabInputText ? input.uri.toString() : label}`;
}
