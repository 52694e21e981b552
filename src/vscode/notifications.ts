import * as vscode from "vscode";

// In notifications VS Code makes links of `[text](command:…)`, and a click runs the command. What a document says stands in
// them, too. https://code.visualstudio.com/updates/v1_34#_command-links-in-notifications

/** Resolves with the button that was pressed, if any: don't keep anybody waiting for it. */
export function showInformation(message: string, ...buttons: readonly string[]): Thenable<string | undefined> {
  return vscode.window.showInformationMessage(withoutLinks(message), ...buttons);
}

/** See {@link showInformation}. */
export function showWarning(message: string, ...buttons: readonly string[]): Thenable<string | undefined> {
  return vscode.window.showWarningMessage(withoutLinks(message), ...buttons);
}

/** See {@link showInformation}. */
export function showError(message: string, ...buttons: readonly string[]): Thenable<string | undefined> {
  return vscode.window.showErrorMessage(withoutLinks(message), ...buttons);
}

/** The same to read, but for an invisible space: no link, wherever VS Code makes links of text. */
export function withoutLinks(text: string): string {
  return text.replaceAll("](", "]\u200B(");
}
