import * as vscode from "vscode";
import type { ErrorMessages } from "../error-messages";
import { showInformation } from "../notifications";

/** Says what was done and offers to take it back, without keeping anyone waiting. */
export class UndoOffer {
  constructor(private readonly errors: ErrorMessages) {}

  make(done: string, undo: () => Promise<unknown>): void {
    const button = vscode.l10n.t("Undo");
    showInformation(done, button)
      .then(async (chosen) => {
        if (chosen === button) {
          await undo();
        }
      })
      .then(undefined, (error: unknown) => this.errors.show(error));
  }
}
