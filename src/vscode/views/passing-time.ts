import type * as vscode from "vscode";
import { type Disposable, DisposableStore } from "../../core/events";
import type { Row } from "./row";
import type { Tree } from "./views";

type View = Pick<
  vscode.TreeView<Row>,
  "visible" | "onDidChangeVisibility" | "onDidCollapseElement" | "onDidExpandElement"
>;

/** Milliseconds. */
const second = 1_000;

/** Once a second has those rows drawn again that say how long something has been running, while somebody can see one. */
export class PassingTime implements Disposable {
  private readonly owned = new DisposableStore();
  /** By the ids of their rows, which are others after every change. */
  private readonly folded = new Set<string | undefined>();
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly view: View,
    private readonly tree: Pick<Tree, "passingTime" | "redraw" | "onDidAnswer">,
  ) {
    this.owned.add(view.onDidChangeVisibility(() => this.plan()));
    this.owned.add(view.onDidCollapseElement(({ element }) => void this.folded.add(element.item().id)));
    this.owned.add(
      view.onDidExpandElement(({ element }) => {
        this.folded.delete(element.item().id);
        this.plan();
      }),
    );
    this.owned.add(tree.onDidAnswer(() => this.plan()));
  }

  dispose(): void {
    this.owned.dispose();
    clearTimeout(this.timer);
  }

  private isFolded(row: Row): boolean {
    return this.folded.size > 0 && row.children.length > 0 && this.folded.has(row.item().id);
  }

  private plan(): void {
    if (this.view.visible) {
      this.timer ??= setTimeout(() => this.tick(), second).unref();
    }
  }

  private tick(): void {
    this.timer = undefined;
    const rows = this.view.visible ? this.tree.passingTime((row) => this.isFolded(row)) : [];
    if (rows.length > 0) {
      this.tree.redraw(rows);
      this.plan();
    }
  }
}
