import type { BookmarkHistory } from "../core/bookmarks/bookmark-history";
import { type Disposable, DisposableStore } from "../core/events";
import { ContextKeys } from "./context-keys";

/** Lets undo and redo show where there is something to undo or redo. */
export class HistoryKeys implements Disposable {
  private readonly keys = new ContextKeys();
  private readonly owned = new DisposableStore();

  constructor(private readonly history: BookmarkHistory) {
    this.owned.add(history.onDidChange(() => this.update()));
    this.update();
  }

  dispose(): void {
    this.owned.dispose();
  }

  private update(): void {
    this.keys.set({ "lockstep.canUndo": this.history.canUndo, "lockstep.canRedo": this.history.canRedo });
  }
}
