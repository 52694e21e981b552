import type { Bookmark } from "../../core/bookmarks/bookmark";
import { LockstepError } from "../../core/errors";
import { waitFor } from "../waiting";
import { inOrder } from "./bookmark-order";
import { BookmarkRow, ListRow, NoListRow } from "./bookmark-rows";
import type { BookmarkViewChoices } from "./bookmark-view-choices";
import { dropLists } from "./list-drops";
import type { OwnOrder } from "./own-order";
import type { Row } from "./row";

type Target = BookmarkRow | ListRow | NoListRow;

/**
 * Bookmarks dropped on a list go to its end; dropped on a bookmark they take its place, in its list. Within a list that
 * is a wish for an order of one's own: the view sorts by it from then on. Lists that are dropped move among themselves.
 */
export class BookmarkDrops {
  constructor(
    private readonly choices: BookmarkViewChoices,
    private readonly ownOrder: OwnOrder,
  ) {}

  /** @throws {LockstepError} `PRECONDITION` where there is no list to drop on, or it is another folder's */
  readonly drop = async (dragged: readonly Row[], target: Row | undefined): Promise<void> => {
    if (dragged.every((row) => row instanceof ListRow)) {
      await dropLists(dragged, target);
      return;
    }
    const rows = dragged.filter((row) => row instanceof BookmarkRow).filter((row) => row !== target);
    if (rows.length === 0 || target === undefined) {
      return;
    }
    if (!this.takes(target, rows)) {
      throw new LockstepError(
        "PRECONDITION",
        "Bookmarks are moved between lists, and in them: choose “Show Bookmarks by List” in the view's menu first.",
      );
    }
    if (rows.some(({ folder }) => folder !== target.folder)) {
      throw new LockstepError("PRECONDITION", "Bookmarks can be moved between the lists of one folder only.");
    }
    await this.place(rows, target);
  };

  /** Files have the order of their lines, and a flat view does not show which list a bookmark would come into. */
  private takes(target: Row, rows: readonly BookmarkRow[]): target is Target {
    const { grouping } = this.choices.current;
    if (target instanceof ListRow || target instanceof NoListRow) {
      return true;
    }
    return (
      target instanceof BookmarkRow &&
      (grouping === "list" ||
        (grouping === "none" && rows.every(({ bookmark }) => bookmark.list === target.bookmark.list)))
    );
  }

  private async place(rows: readonly BookmarkRow[], target: Target): Promise<void> {
    const { folder } = target;
    const { bookmarks } = folder.state;
    const list = listOf(target) ?? null;
    const ids = rows.map(({ bookmark }) => bookmark.id);
    const staysInList = rows.every(({ bookmark }) => (bookmark.list ?? null) === list);
    const before =
      target instanceof BookmarkRow ? placeOf(target.bookmark, ids, await this.membersOf(target)) : undefined;
    await waitFor(folder, () => bookmarks.place(ids, { list, before }));
    if (staysInList) {
      await this.ownOrder.show();
    }
  }

  /** The ids of a bookmark's list, in the order that `place` starts from. */
  private async membersOf({ folder, bookmark }: BookmarkRow): Promise<readonly string[]> {
    const all = await folder.state.bookmarks.list();
    const members = all.filter(({ list }) => list === bookmark.list);
    return inOrder(members, "manual").map(({ id }) => id);
  }
}

function listOf(target: Target): string | undefined {
  if (target instanceof BookmarkRow) {
    return target.bookmark.list;
  }
  return target instanceof ListRow ? target.list.name : undefined;
}

/**
 * Before which bookmark they go to take the place of `target`: it moves aside, towards where they came from. Undefined
 * is the end.
 */
function placeOf(target: Bookmark, ids: readonly string[], members: readonly string[]): string | undefined {
  const [first = ""] = ids;
  const isFromAbove = members.includes(first) && members.indexOf(first) < members.indexOf(target.id);
  const behind = members.slice(members.indexOf(target.id) + 1);
  return isFromAbove ? behind.find((id) => !ids.includes(id)) : target.id;
}
