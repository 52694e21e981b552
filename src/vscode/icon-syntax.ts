import type * as vscode from "vscode";

// In quick picks, prompts and the status bar VS Code makes icons of `$(name)`, also where a document says so. Its own `\$(name)`
// is no help: the box that filters a quick pick leaves out the name all the same, the icon is back as soon as the
// backslash matches what is typed, screen readers read it out, and above a group of entries it shows.

/** The same to read and to search, but for an invisible space: no icon. */
export function withoutIcons(text: string): string {
  return text.replaceAll("$(", "$\u200B(");
}

/** An entry of a quick pick that says what its texts say. An icon of its own is its `iconPath`. */
export function plainItem<Item extends vscode.QuickPickItem>(item: Item): Item {
  const { label, description, detail } = item;
  return {
    ...item,
    label: withoutIcons(label),
    ...(description === undefined ? {} : { description: withoutIcons(description) }),
    ...(detail === undefined ? {} : { detail: withoutIcons(detail) }),
  };
}
