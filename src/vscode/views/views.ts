import * as vscode from "vscode";
import { type Disposable, DisposableStore } from "../../core/events";
import type { ErrorMessages } from "../error-messages";
import type { Models } from "../models/models";
import type { WorkspaceFolders } from "../workspace-folders";
import { AttendanceLooks } from "./attendance-looks";
import { BookmarkDrops } from "./bookmark-drops";
import { bookmarkRows } from "./bookmark-grouping";
import type { BookmarkViewing } from "./bookmark-viewing";
import { BookmarksView } from "./bookmarks-view";
import { FolderTree } from "./folder-tree";
import { groupRows } from "./group-rows";
import { PassingTime } from "./passing-time";
import { dropCommands } from "./queue-drops";
import { queueRows } from "./queue-rows";
import { RestrictedNotice } from "./restricted-notice";
import type { Reveals } from "./revealed-rows";
import type { Row } from "./row";
import { RowDragging } from "./row-dragging";
import { dropSessions } from "./session-drops";
import { windowRows } from "./window-rows";

export type Tree = vscode.TreeDataProvider<Row> &
  Disposable &
  Pick<FolderTree<unknown>, "whileKnown" | "find" | "passingTime" | "redraw" | "onDidAnswer">;

/** What the four views show, by the names that they have in package.json. */
export interface Trees {
  readonly bookmarks: Tree;
  readonly groups: Tree;
  readonly queues: Tree;
  readonly windows: Tree;
}

export function makeTrees(
  folders: WorkspaceFolders,
  models: Models,
  { choices, settings, listedFiles }: BookmarkViewing,
): Trees {
  return {
    bookmarks: new FolderTree(
      models.bookmarks,
      (snapshot) => bookmarkRows(snapshot, choices.current, settings.expanded),
      { looks: choices.onDidChange, listed: listedFiles.show },
    ),
    groups: new FolderTree(models.groups, groupRows),
    queues: new FolderTree(models.queues, queueRows),
    windows: new FolderTree(models.attendance, (snapshot) => windowRows(snapshot, folders.writerId)),
  };
}

/** Puts the trees into the side bar. */
export function registerViews(
  trees: Trees,
  models: Models,
  { choices, settings, selected, ownOrder }: BookmarkViewing,
  reveals: Reveals,
  errors: ErrorMessages,
): Disposable {
  const owned = new DisposableStore();
  const show = (name: keyof Trees, more: Partial<vscode.TreeViewOptions<Row>> = {}) => {
    const treeDataProvider = owned.add(trees[name]);
    return owned.add(
      vscode.window.createTreeView(`lockstep.${name}`, { treeDataProvider, showCollapseAll: true, ...more }),
    );
  };
  const drops = (name: keyof Trees, drop: ConstructorParameters<typeof RowDragging>[1]) => ({
    canSelectMany: true,
    dragAndDropController: new RowDragging(`lockstep.${name}`, drop, errors),
  });
  const bookmarks = show("bookmarks", drops("bookmarks", new BookmarkDrops(choices, ownOrder).drop));
  owned.add(new BookmarksView(bookmarks, models.bookmarks, choices, settings));
  selected.readFrom(() => trees.bookmarks.whileKnown(() => bookmarks.selection));
  for (const [name, drop] of [["groups", dropSessions] as const, ["queues", dropCommands] as const]) {
    const view = show(name, drops(name, drop));
    owned.add(new PassingTime(view, trees[name]));
    owned.add(new RestrictedNotice(view));
    reveals[name].revealIn(view, trees[name]);
  }
  owned.add(new AttendanceLooks(show("windows"), models.attendance));
  return owned;
}
