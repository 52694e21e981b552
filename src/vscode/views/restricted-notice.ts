import * as vscode from "vscode";
import type { Disposable } from "../../core/events";

/** Says above the rows why nothing can be started. */
export class RestrictedNotice implements Disposable {
  private readonly listening: Disposable;

  constructor(private readonly view: Pick<vscode.TreeView<unknown>, "message">) {
    this.listening = vscode.workspace.onDidGrantWorkspaceTrust(() => this.update());
    this.update();
  }

  dispose(): void {
    this.listening.dispose();
  }

  private update(): void {
    const message = vscode.l10n.t("Restricted Mode: nothing runs until you trust the workspace.");
    Object.assign(this.view, { message: vscode.workspace.isTrusted ? undefined : message });
  }
}
