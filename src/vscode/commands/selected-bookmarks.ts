import { LockstepError } from "../../core/errors";
import { BookmarkRow, FileRow, ListRow } from "../views/bookmark-rows";
import type { Row } from "../views/row";
import type { SelectedRows } from "../views/selected-rows";
import type { CommandHandlers } from "./command-table";

type SelectedId =
  | "lockstep.bookmarks.editSelected"
  | "lockstep.bookmarks.removeSelected"
  | "lockstep.bookmarks.moveSelectedUp"
  | "lockstep.bookmarks.moveSelectedDown";

type RowCommands = Pick<
  CommandHandlers,
  | "lockstep.bookmark.editLabel"
  | "lockstep.bookmark.remove"
  | "lockstep.bookmark.clearFile"
  | "lockstep.bookmark.moveUp"
  | "lockstep.bookmark.moveDown"
  | "lockstep.list.rename"
  | "lockstep.list.delete"
>;

/** What the keys do in the Bookmarks view: they hand over no row, so it is what is selected. */
export class SelectedBookmarks {
  readonly handlers: CommandHandlers<SelectedId> = {
    "lockstep.bookmarks.editSelected": () => this.edit(),
    "lockstep.bookmarks.removeSelected": () => this.remove(),
    "lockstep.bookmarks.moveSelectedUp": () => this.move("lockstep.bookmark.moveUp"),
    "lockstep.bookmarks.moveSelectedDown": () => this.move("lockstep.bookmark.moveDown"),
  };

  constructor(
    private readonly selected: SelectedRows,
    private readonly commands: RowCommands,
  ) {}

  private async edit(): Promise<unknown> {
    const row = mainOf(await this.selected.read());
    if (row instanceof ListRow) {
      return this.commands["lockstep.list.rename"](row);
    }
    if (row instanceof BookmarkRow) {
      return this.commands["lockstep.bookmark.editLabel"](row);
    }
    throw new LockstepError("PRECONDITION", "Select a bookmark or a list in the view first.");
  }

  private async remove(): Promise<unknown> {
    const rows = await this.selected.read();
    const row = mainOf(rows);
    if (row instanceof ListRow) {
      return this.commands["lockstep.list.delete"](row);
    }
    if (row instanceof FileRow) {
      return this.commands["lockstep.bookmark.clearFile"](row);
    }
    if (row instanceof BookmarkRow) {
      return this.commands["lockstep.bookmark.remove"](row, rows);
    }
    throw new LockstepError("PRECONDITION", "Select bookmarks in the view first.");
  }

  private async move(id: "lockstep.bookmark.moveUp" | "lockstep.bookmark.moveDown"): Promise<unknown> {
    const rows = await this.selected.read();
    const row = mainOf(rows);
    if (row instanceof BookmarkRow) {
      return this.commands[id](row, rows);
    }
    throw new LockstepError("PRECONDITION", "Select bookmarks in the view first.");
  }
}

/** Bookmarks before what they stand beneath: who selects both means the bookmarks. */
function mainOf(rows: readonly Row[]): Row | undefined {
  return rows.find((row) => row instanceof BookmarkRow) ?? rows[0];
}
