import * as vscode from "vscode";

type Answer = string | undefined;

interface Message {
  readonly text: string;
  readonly buttons: readonly string[];
}

/**
 * Answers the messages (with whichever of `buttons` they have), quick picks and input boxes that `work` brings up, in order, as a person would, and tells which
 * messages there were. The suite and the extension share one `vscode`.
 */
export async function answering(
  answers: {
    readonly buttons?: readonly string[];
    readonly picks?: readonly string[];
    readonly texts?: readonly string[];
  },
  work: () => PromiseLike<unknown>,
): Promise<readonly Message[]> {
  const { window } = vscode;
  const { showErrorMessage, showInformationMessage, showWarningMessage, showQuickPick, showInputBox } = window;
  const messages: Message[] = [];
  const picks = [...(answers.picks ?? [])];
  const texts = [...(answers.texts ?? [])];
  const message = async (text: string, ...rest: readonly unknown[]): Promise<Answer> => {
    const buttons = rest.filter((button) => typeof button === "string");
    messages.push({ text, buttons });
    return buttons.find((button) => answers.buttons?.includes(button));
  };
  const quickPick = async (items: readonly vscode.QuickPickItem[] | PromiseLike<readonly vscode.QuickPickItem[]>) => {
    const wanted = picks.shift();
    return (await items).find(({ label }) => wanted !== undefined && label.endsWith(wanted));
  };
  Object.assign(window, {
    showErrorMessage: message,
    showInformationMessage: message,
    showWarningMessage: message,
    showQuickPick: quickPick,
    showInputBox: async () => texts.shift(),
  });
  try {
    await work();
    await new Promise((resolve) => setImmediate(resolve));
    return messages;
  } finally {
    Object.assign(window, {
      showErrorMessage,
      showInformationMessage,
      showWarningMessage,
      showQuickPick,
      showInputBox,
    });
  }
}

/** What the first quick pick that `work` brings up offers. It is left then. */
export async function offering(work: () => PromiseLike<unknown>): Promise<readonly vscode.QuickPickItem[]> {
  const offered: (readonly vscode.QuickPickItem[])[] = [];
  const showQuickPick = async (items: readonly vscode.QuickPickItem[]) => void offered.push(items);
  await withWindow({ showQuickPick }, work);
  return offered[0] ?? [];
}

/** The labels of {@link offering}. */
export async function offeredLabels(work: () => PromiseLike<unknown>): Promise<readonly string[]> {
  return (await offering(work)).map(({ label }) => label);
}

/** The input boxes that `work` brings up. They are left then. */
export async function asking(work: () => PromiseLike<unknown>): Promise<readonly vscode.InputBoxOptions[]> {
  const asked: vscode.InputBoxOptions[] = [];
  const showInputBox = async (question: vscode.InputBoxOptions) => void asked.push(question);
  await withWindow({ showInputBox }, work);
  return asked;
}

/** Runs `work` while functions of `vscode.window` are others. */
export async function withWindow(replaced: object, work: () => PromiseLike<unknown>): Promise<void> {
  const before = { ...vscode.window };
  Object.assign(vscode.window, replaced);
  try {
    await work();
  } finally {
    Object.assign(
      vscode.window,
      Object.fromEntries(Object.keys(replaced).map((key) => [key, Reflect.get(before, key)])),
    );
  }
}
