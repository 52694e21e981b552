import * as vscode from "vscode";
import { allTabs, keyOf } from "./tabs";

interface View {
  readonly editor: vscode.TextEditor;
  readonly selections: readonly vscode.Selection[];
  readonly visible: vscode.Range | undefined;
}

/** A tab as it was; of one that shows text also the file. */
interface OldTab {
  readonly key: string;
  readonly uri: vscode.Uri | undefined;
  readonly viewColumn: vscode.ViewColumn;
  readonly isPreview: boolean;
  readonly isActive: boolean;
}

/** Where a person was before they looked at something else, and the way back. */
export class EditorPosition {
  private readonly active = vscode.window.activeTextEditor;
  private readonly group = vscode.window.tabGroups.activeTabGroup.viewColumn;
  private readonly tabs = allTabs().map(oldTab);
  private readonly views = new Map<string, View>();

  constructor() {
    if (this.active !== undefined) {
      this.remember(this.active);
    }
  }

  /** Call it with every editor that is shown, before its cursor moves. The first time counts. */
  remember(editor: vscode.TextEditor): void {
    const key = editor.document.uri.toString();
    if (!this.views.has(key)) {
      this.views.set(key, { editor, selections: editor.selections, visible: editor.visibleRanges[0] });
    }
  }

  /** Shows every editor and every group as it was, the active one last, and closes the previews that were opened since. */
  async restore(): Promise<void> {
    await this.reopenPreviews();
    await this.putCursorsBack();
    await this.showActiveTabs();
    await vscode.window.tabGroups.close(this.openedSince(), true);
    const view = this.active && this.views.get(this.active.document.uri.toString());
    const editor = vscode.window.activeTextEditor;
    if (view !== undefined && editor?.document === view.editor.document) {
      putBack(editor, view);
    }
  }

  /** A preview makes room for the next one. */
  private async reopenPreviews(): Promise<void> {
    const open = new Set(allTabs().map(keyOf));
    for (const tab of this.tabs.filter(({ isPreview, key }) => isPreview && !open.has(key))) {
      await show(tab);
    }
  }

  private async putCursorsBack(): Promise<void> {
    for (const view of this.views.values()) {
      const uri = view.editor.document.uri.toString();
      const tab = this.tabs.find((candidate) => candidate.uri?.toString() === uri);
      const editor = tab === undefined || view.editor === this.active ? undefined : await show(tab);
      if (editor !== undefined) {
        putBack(editor, view);
      }
    }
  }

  private async showActiveTabs(): Promise<void> {
    const tabs = this.tabs.filter(({ isActive }) => isActive);
    const others = tabs.filter(({ viewColumn }) => viewColumn !== this.group);
    const shown = new Set(vscode.window.tabGroups.all.flatMap(({ activeTab }) => activeTab ?? []).map(keyOf));
    for (const tab of others.filter(({ key }) => !shown.has(key))) {
      await show(tab);
    }
    const last = tabs.find(({ viewColumn }) => viewColumn === this.group);
    if (last !== undefined) {
      await show(last, { preserveFocus: false });
    }
  }

  private openedSince(): readonly vscode.Tab[] {
    const before = new Set(this.tabs.map(({ key }) => key));
    return allTabs().filter((tab) => tab.isPreview && !before.has(keyOf(tab)));
  }
}

/** What shows no text comes back by itself when what covers it is closed. */
async function show(
  { uri, viewColumn, isPreview }: OldTab,
  options: vscode.TextDocumentShowOptions = { preserveFocus: true },
): Promise<vscode.TextEditor | undefined> {
  return uri && (await vscode.window.showTextDocument(uri, { viewColumn, preview: isPreview, ...options }));
}

function putBack(editor: vscode.TextEditor, { selections, visible }: View): void {
  editor.selections = selections;
  if (visible !== undefined) {
    editor.revealRange(visible, vscode.TextEditorRevealType.AtTop);
  }
}

function oldTab(tab: vscode.Tab): OldTab {
  const { group, input, isActive, isPreview } = tab;
  const uri = input instanceof vscode.TabInputText ? input.uri : undefined;
  return { key: keyOf(tab), uri, viewColumn: group.viewColumn, isActive, isPreview };
}
