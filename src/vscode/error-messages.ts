import { inspect } from "node:util";
import * as vscode from "vscode";
import { LockstepError } from "../core/errors";
import { messageOf } from "./messages";
import { showError } from "./notifications";

/** Tells a person what went wrong, in a sentence; the log gets the rest. */
export class ErrorMessages {
  constructor(private readonly log: vscode.LogOutputChannel) {}

  /** Does not wait for the person. */
  show(error: unknown): void {
    this.log.error(details(error));
    const showLog = vscode.l10n.t("Show Log");
    void showError(withDocument(error), showLog).then((button) => {
      if (button === showLog) {
        this.log.show();
      }
    });
  }
}

/** Names the document where the sentence itself does not. */
function withDocument(error: unknown): string {
  const message = messageOf(error);
  const document = error instanceof LockstepError ? error.document : undefined;
  return document === undefined || message.includes(document) ? message : `${document}: ${message}`;
}

function details(error: unknown): string {
  return error instanceof LockstepError ? `${error.code} ${inspect(error)}` : inspect(error);
}
