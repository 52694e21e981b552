import * as vscode from "vscode";
import type { Disposable } from "../../core/events";
import { bookmarkTitle } from "../bookmark-texts";
import { noteText } from "./note-text";
import type { TourPosition } from "./tour";

/** Shows a stop's label and note below its line. What is written there comes with the bookmark; nobody can answer. */
export class TourThread implements Disposable {
  private readonly controller = vscode.comments.createCommentController(
    "lockstep.tour",
    vscode.l10n.t("Lockstep Tour"),
  );
  private thread: vscode.CommentThread | undefined;

  /** In place of the one before. Where no editor shows the stop there is nothing to write below. */
  show(position: TourPosition, editor: vscode.TextEditor | undefined): void {
    this.hide();
    if (editor === undefined) {
      return;
    }
    const { start } = editor.selection;
    this.thread = this.controller.createCommentThread(editor.document.uri, new vscode.Range(start, start), []);
    this.thread.canReply = false;
    this.thread.collapsibleState = vscode.CommentThreadCollapsibleState.Expanded;
    this.update(position);
  }

  update({ title, number, total, bookmark: { bookmark } }: TourPosition): void {
    if (this.thread === undefined) {
      return;
    }
    this.thread.label = vscode.l10n.t("{0}: stop {1} of {2}", title, number, total);
    this.thread.comments = [
      {
        body: noteText(bookmarkTitle(bookmark), bookmark),
        mode: vscode.CommentMode.Preview,
        author: { name: vscode.l10n.t("Tour {0}/{1}", number, total) },
      },
    ];
  }

  hide(): void {
    this.thread?.dispose();
    this.thread = undefined;
  }

  dispose(): void {
    this.hide();
    this.controller.dispose();
  }
}
