import * as vscode from "vscode";
import { Emitter, type Event } from "../../core/events";
import type { FolderSnapshot, FolderSnapshots } from "../models/folder-snapshots";
import { FolderRow } from "./folder-row";
import type { Row } from "./row";
import { RowNews } from "./row-news";

export interface TreeExtras {
  /** How the rows look changed. */
  readonly looks?: Event<void>;
  /** Told of rows that somebody is about to see. */
  readonly listed?: (rows: readonly Row[]) => void;
}

/**
 * Shows what one service says. A single folder's rows stand at the top; several folders get a row each. What is global
 * stands above them, when there is something. With nothing in any of them it is empty, which is where the view's welcome
 * content shows.
 */
export class FolderTree<T> implements vscode.TreeDataProvider<Row>, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<Row[] | undefined>();
  private readonly news = new RowNews(() => this.changed.fire(undefined));
  private readonly listening: vscode.Disposable;
  private readonly answered = new Emitter<void>();
  private shown: readonly Row[] = [];

  readonly onDidChangeTreeData = this.changed.event;
  /** Somebody got rows. */
  readonly onDidAnswer: Event<void> = this.answered.event;

  constructor(
    private readonly snapshots: FolderSnapshots<T>,
    private readonly rowsOf: (snapshot: FolderSnapshot<T>) => readonly Row[],
    private readonly more: TreeExtras = {},
  ) {
    const changes = [snapshots.onDidChange, ...(more.looks === undefined ? [] : [more.looks])];
    this.listening = vscode.Disposable.from(...changes.map((onDidChange) => onDidChange(() => this.news.changed())));
  }

  getTreeItem(row: Row): vscode.TreeItem {
    return row.item();
  }

  async getChildren(row?: Row): Promise<Row[]> {
    return await this.news.asked(async () => {
      const rows = row === undefined ? await this.topRows() : row.children;
      if (row === undefined) {
        this.shown = rows;
      }
      this.more.listed?.(rows);
      this.answered.fire();
      return [...rows];
    });
  }

  getParent(row: Row): Row | undefined {
    return descendants(this.shown).find(({ children }) => children.includes(row));
  }

  /** The first of the rows that were shown last. */
  find(isMeant: (row: Row) => boolean): Row | undefined {
    return descendants(this.shown).find(isMeant);
  }

  /** Those of the rows that say how long something has been running, where they are not folded away. */
  passingTime(isFolded: (row: Row) => boolean): readonly Row[] {
    return unfolded(this.shown, isFolded).filter(({ changesWithTime }) => changesWithTime);
  }

  /** Has these drawn again, unless VS Code is busy with others. */
  redraw(rows: readonly Row[]): void {
    this.news.passing(() => this.changed.fire([...rows]));
  }

  /** What is read of a view of these rows, such as which are selected: while VS Code asks for rows it knows none of them. */
  whileKnown<R>(read: () => R): Promise<R> {
    return this.news.whileKnown(read);
  }

  dispose(): void {
    this.listening.dispose();
    this.news.dispose();
    this.answered.dispose();
    this.changed.dispose();
  }

  private async topRows(): Promise<readonly Row[]> {
    const snapshots = await this.snapshots.current();
    const rows = snapshots.map((snapshot) => new FolderRow(snapshot.folder, this.rowsOf(snapshot)));
    const isBeside = ({ folder }: FolderRow) => folder.isGlobal && rows.length > 1;
    const global = rows.filter((row) => isBeside(row) && row.children.length > 0);
    const own = rows.filter((row) => !isBeside(row));
    const ofOwn = own.flatMap(({ children }) => children);
    return [...global, ...(ofOwn.length === 0 || own.length === 1 ? ofOwn : own)];
  }
}

function descendants(rows: readonly Row[]): readonly Row[] {
  return rows.flatMap((row) => [row, ...descendants(row.children)]);
}

function unfolded(rows: readonly Row[], isFolded: (row: Row) => boolean): readonly Row[] {
  return rows.flatMap((row) => [row, ...(isFolded(row) ? [] : unfolded(row.children, isFolded))]);
}
