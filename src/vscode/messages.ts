import * as vscode from "vscode";
import { LockstepError } from "../core/errors";

/** What an error says to a person, in their language. */
export function messageOf(error: unknown): string {
  if (error instanceof LockstepError) {
    return vscode.l10n.t(error.template, ...error.args);
  }
  return vscode.l10n.t("Something unexpected happened: {0}", error instanceof Error ? error.message : String(error));
}
