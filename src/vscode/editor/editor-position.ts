import * as vscode from "vscode";

/** Where a person was before they looked at something else, and the way back. */
export class EditorPosition {
  private readonly editor = vscode.window.activeTextEditor;
  private readonly selections = this.editor?.selections;
  private readonly visible = this.editor?.visibleRanges[0];
  private readonly tabs = new Set(allTabs());

  /** Shows the editor as it was, and closes the previews that were opened since. */
  async restore(): Promise<void> {
    const { editor, selections, visible } = this;
    if (editor !== undefined && selections !== undefined) {
      const column = editor.viewColumn === undefined ? {} : { viewColumn: editor.viewColumn };
      const back = await vscode.window.showTextDocument(editor.document, column);
      back.selections = selections;
      if (visible !== undefined) {
        back.revealRange(visible, vscode.TextEditorRevealType.AtTop);
      }
    }
    const opened = allTabs().filter((tab) => tab.isPreview && !tab.isActive && !this.tabs.has(tab));
    await vscode.window.tabGroups.close(editor === undefined ? previewsSince(this.tabs) : opened, true);
  }
}

function previewsSince(before: ReadonlySet<vscode.Tab>): readonly vscode.Tab[] {
  return allTabs().filter((tab) => tab.isPreview && !before.has(tab));
}

function allTabs(): readonly vscode.Tab[] {
  return vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs);
}
