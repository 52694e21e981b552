import * as vscode from "vscode";
import { sameName } from "../../core/records/names";
import { cancelled } from "../cancelled";
import { plainItem, withoutIcons } from "../icon-syntax";
import { withoutLinks } from "../notifications";

/** Stands for a line break where there is only one line to type in. */
const lineBreak = " ⏎ ";

export interface TextQuestion {
  readonly title: string;
  readonly prompt: string;
  readonly value?: string | undefined;
  readonly placeHolder?: string;
  /** Says what is wrong with an answer, while it is typed. */
  readonly validate?: (text: string) => string | undefined;
}

export interface Choice<T> extends vscode.QuickPickItem {
  readonly value: T;
}

/** @throws {LockstepError} `ABORTED` when the person leaves */
export async function askText(question: TextQuestion): Promise<string> {
  const { validate, value = "", prompt, ...shown } = question;
  const answer = await vscode.window.showInputBox({
    ...shown,
    prompt: withoutIcons(withoutLinks(prompt)),
    value: value.replace(/\r\n|\r|\n/g, lineBreak),
    ignoreFocusOut: true,
    ...(validate === undefined ? {} : { validateInput: (text: string) => validate(text) }),
  });
  if (answer === undefined) {
    throw cancelled();
  }
  return answer.replaceAll(lineBreak, "\n");
}

/** Something has to be typed. @throws {LockstepError} `ABORTED` */
export function askRequiredText(question: TextQuestion): Promise<string> {
  const { validate } = question;
  return askText({
    ...question,
    validate: (text) => (text.trim() === "" ? vscode.l10n.t("Type something.") : validate?.(text)),
  });
}

/** A name that none of `taken` has. @throws {LockstepError} `ABORTED` */
export function askName(question: TextQuestion, taken: readonly string[]): Promise<string> {
  const others = taken.filter((name) => name !== question.value);
  return askRequiredText({
    ...question,
    validate: (text) =>
      others.some((name) => sameName(name, text)) ? vscode.l10n.t("There is one with this name already.") : undefined,
  });
}

/** @throws {LockstepError} `ABORTED` */
export async function pick<T>(title: string, choices: readonly Choice<T>[]): Promise<T> {
  const chosen = await vscode.window.showQuickPick(choices.map(plainItem), {
    title,
    matchOnDescription: true,
    matchOnDetail: true,
  });
  if (chosen === undefined) {
    throw cancelled();
  }
  return chosen.value;
}

/** Any number of them, none too. @throws {LockstepError} `ABORTED` */
export async function pickAny<T>(title: string, choices: readonly Choice<T>[]): Promise<readonly T[]> {
  const chosen = await vscode.window.showQuickPick(choices.map(plainItem), {
    title,
    canPickMany: true,
    matchOnDescription: true,
  });
  if (chosen === undefined) {
    throw cancelled();
  }
  return chosen.map(({ value }) => value);
}

/** Asks for a yes in a dialog that can't be overlooked. @throws {LockstepError} `ABORTED` for a no */
export async function confirm(question: string, detail: string, yes: string): Promise<void> {
  const button = await vscode.window.showWarningMessage(question, { modal: true, detail }, yes);
  if (button !== yes) {
    throw cancelled();
  }
}
