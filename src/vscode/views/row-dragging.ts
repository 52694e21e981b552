import * as vscode from "vscode";
import type { ErrorMessages } from "../error-messages";
import type { Row } from "./row";

/** Moves rows within one view. What a drop means is the view's; what it throws is shown. */
export class RowDragging implements vscode.TreeDragAndDropController<Row> {
  readonly dragMimeTypes: readonly string[];
  readonly dropMimeTypes: readonly string[];
  private readonly type: string;

  constructor(
    view: string,
    private readonly drop: (dragged: readonly Row[], target: Row | undefined) => Promise<void>,
    private readonly errors: ErrorMessages,
  ) {
    this.type = `application/vnd.code.tree.${view.toLowerCase()}`;
    this.dragMimeTypes = [this.type];
    this.dropMimeTypes = [this.type];
  }

  handleDrag(dragged: readonly Row[], data: vscode.DataTransfer): void {
    data.set(this.type, new vscode.DataTransferItem(new DraggedRows(dragged)));
  }

  async handleDrop(target: Row | undefined, data: vscode.DataTransfer): Promise<void> {
    const dragged: unknown = data.get(this.type)?.value;
    if (dragged instanceof DraggedRows) {
      await this.drop(dragged.rows, target).catch((error: unknown) => this.errors.show(error));
    }
  }
}

/** Rows can't leave the window that they were dragged in: they are told by what carries them. */
class DraggedRows {
  constructor(readonly rows: readonly Row[]) {}

  /** VS Code asks for a text too, and gives up the drag in silence when it gets none: rows refer to one another. */
  toJSON(): string {
    return "";
  }
}
