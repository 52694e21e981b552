import * as vscode from "vscode";
import { type Disposable, DisposableStore } from "../core/events";
import { ContextKeys } from "./context-keys";
import type { BookmarkedLines } from "./editor/bookmarked-lines";
import type { FolderSnapshots } from "./models/folder-snapshots";
import type { Models } from "./models/models";
import { TypingPause } from "./typing-pause";

/** Keeps what `when` clauses ask true. What changes while somebody types, the lines, is kept apart from the rest. */
export class WhenClauses implements Disposable {
  private readonly keys = new ContextKeys();
  private readonly owned = new DisposableStore();
  private readonly lines = this.owned.add(new TypingPause(() => this.updateLines()));

  constructor(
    private readonly models: Models,
    private readonly bookmarkedLines: BookmarkedLines,
  ) {
    this.owned.add(models.onDidChangeRecords(() => this.updateRecords()));
    this.owned.add(models.bookmarks.onDidChange(() => this.lines.now()));
    this.owned.add(bookmarkedLines.onDidChange(() => this.lines.edited()));
    this.owned.add(vscode.window.onDidChangeActiveTextEditor(() => this.lines.now()));
    this.updateRecords();
    this.lines.now();
  }

  dispose(): void {
    this.owned.dispose();
  }

  private updateLines(): void {
    const document = vscode.window.activeTextEditor?.document;
    const lines = document === undefined ? [] : this.bookmarkedLines.in(document).map(({ bookmark }) => bookmark.line);
    const orphans = document === undefined ? [] : this.bookmarkedLines.orphansIn(document);
    this.keys.set({
      "lockstep.fileHasBookmarks": lines.length + orphans.length > 0,
      "lockstep.bookmarkedLines": lines,
    });
  }

  private updateRecords(): void {
    const groups = itemsOf(this.models.groups);
    const queues = itemsOf(this.models.queues);
    this.keys.set({
      "lockstep.hasBookmarks": this.models.bookmarks.latest.some(({ value }) => value.items.length > 0),
      "lockstep.hasGroups": groups.length > 0,
      "lockstep.hasSessions": groups.some(({ sessions }) => sessions.length > 0),
      "lockstep.hasQueues": queues.length > 0,
      "lockstep.hasQueuedCommands": queues.some(({ commands }) => commands.length > 0),
    });
  }
}

function itemsOf<T>({ latest }: FolderSnapshots<{ readonly items: readonly T[] }>): readonly T[] {
  return latest.flatMap(({ value }) => value.items);
}
