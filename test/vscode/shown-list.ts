import * as vscode from "vscode";
import { eventually } from "../helpers/eventually";

/** The rows of a list as a person reads them; the headings without description. */
export type ShownList = vscode.QuickPick<vscode.QuickPickItem>;

/** Runs `work`, which shows a list, and hands the list to `use` while it is open. */
export async function withList(work: () => PromiseLike<unknown>, use: (list: ShownList) => PromiseLike<unknown>) {
  const { window } = vscode;
  const { createQuickPick } = window;
  const shown: ShownList[] = [];
  Object.assign(window, {
    createQuickPick: () => {
      const list = createQuickPick.call(window);
      shown.push(list);
      return list;
    },
  });
  try {
    const done = work();
    await use(await eventually("the list", () => shown[0]));
    await done;
  } finally {
    Object.assign(window, { createQuickPick });
  }
}

/** Moves to the row with this label, as the arrow keys do. */
export async function lookAt(list: ShownList, label: string): Promise<void> {
  const row = list.items.find((item) => item.label === label && item.kind !== vscode.QuickPickItemKind.Separator);
  if (row === undefined) {
    throw new Error(`There is no row "${label}" among ${list.items.map((item) => item.label).join(", ")}.`);
  }
  await eventually(`the row ${label}`, async () => {
    list.activeItems = [row];
    return list.activeItems[0] === row;
  });
}

export async function leave(): Promise<void> {
  await vscode.commands.executeCommand("workbench.action.closeQuickOpen");
}

export async function accept(): Promise<void> {
  await vscode.commands.executeCommand("workbench.action.acceptSelectedQuickOpenItem");
}
