import * as vscode from "vscode";
import type { Disposable } from "../../core/events";
import { previewText } from "./approval-text";
import type { ApprovalRequest } from "./window-workers";

const scheme = "lockstep-approval";

/** Documents that can only be read, of what would run. */
export class ApprovalPreviews implements vscode.TextDocumentContentProvider, Disposable {
  private readonly texts = new Map<string, string>();
  private readonly registered = vscode.Disposable.from(
    vscode.workspace.registerTextDocumentContentProvider(scheme, this),
    vscode.workspace.onDidCloseTextDocument(({ uri }) => this.texts.delete(uri.toString())),
  );
  private count = 0;

  provideTextDocumentContent(uri: vscode.Uri): string {
    return this.texts.get(uri.toString()) ?? "";
  }

  async show(request: ApprovalRequest): Promise<void> {
    this.count++;
    // Another one each time: a document that stays open keeps the text that it was opened with.
    const name = request.name.replaceAll("/", "∕");
    const uri = vscode.Uri.from({ scheme, path: `/${this.count}/${name}.txt` });
    this.texts.set(uri.toString(), previewText(request));
    await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri), { preview: true });
  }

  dispose(): void {
    this.registered.dispose();
  }
}
