import * as vscode from "vscode";
import { eventually } from "../helpers/eventually";

export type ShownList = vscode.QuickPick<vscode.QuickPickItem>;

type Pressed = vscode.QuickPickItemButtonEvent<vscode.QuickPickItem>;

/** Presses the button with this tooltip in the row with this description. */
type Press = (description: string, tooltip: string) => void;

/** Runs `work`, which shows a list, and hands the list to `use` while it is open. */
export async function withList(
  work: () => PromiseLike<unknown>,
  use: (list: ShownList, press: Press) => PromiseLike<unknown>,
): Promise<void> {
  const { window } = vscode;
  const { createQuickPick } = window;
  const shown: ShownList[] = [];
  const buttons = new vscode.EventEmitter<Pressed>();
  Object.assign(window, {
    createQuickPick: () => {
      const list = createQuickPick.call(window);
      Object.defineProperty(list, "onDidTriggerItemButton", { value: buttons.event });
      shown.push(list);
      return list;
    },
  });
  try {
    const done = work();
    const list = await eventually("the list", () => shown[0]);
    await use(list, (description, tooltip) => buttons.fire(pressed(list, description, tooltip)));
    await done;
  } finally {
    Object.assign(window, { createQuickPick });
    buttons.dispose();
  }
}

function pressed({ items }: ShownList, description: string, tooltip: string): Pressed {
  const item = items.find((candidate) => candidate.description === description);
  const button = item?.buttons?.find((candidate) => candidate.tooltip === tooltip);
  if (item === undefined || button === undefined) {
    throw new Error(`There is no button "${tooltip}" in a row "${description}".`);
  }
  return { item, button };
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
