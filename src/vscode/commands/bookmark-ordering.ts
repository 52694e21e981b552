import type { Bookmark } from "../../core/bookmarks/bookmark";
import { showsOn } from "../../core/bookmarks/branch-scope";
import { isInList } from "../../core/bookmarks/list-names";
import { type ListStep, placeAfterStep } from "../../core/bookmarks/list-step";
import { byManualOrder } from "../../core/bookmarks/manual-order";
import { LockstepError } from "../../core/errors";
import { grouped } from "../../core/grouped";
import { canonicalName } from "../../core/records/names";
import { filterBy } from "../views/bookmark-filter";
import { BookmarkRow } from "../views/bookmark-rows";
import type { BookmarkViewing } from "../views/bookmark-viewing";
import type { Row } from "../views/row";
import { waitFor } from "../waiting";
import type { OpenFolder } from "../workspace-folders";
import type { BookmarkChoice } from "./bookmark-choice";
import type { BookmarkWords, CommandHandlers } from "./command-table";
import type { InFolder } from "./record-choice";
import { rowsFor } from "./words";

type OrderingId = "lockstep.bookmark.moveUp" | "lockstep.bookmark.moveDown";

/** Moves bookmarks within their list, past the next one that the view shows. */
export class BookmarkOrdering {
  readonly handlers: CommandHandlers<OrderingId> = {
    "lockstep.bookmark.moveUp": (at, selection) => this.move("up", at, selection),
    "lockstep.bookmark.moveDown": (at, selection) => this.move("down", at, selection),
  };

  private moves: Promise<void> = Promise.resolve();

  constructor(
    private readonly bookmarks: BookmarkChoice,
    private readonly viewing: Pick<BookmarkViewing, "choices" | "ownOrder">,
  ) {}

  private async move(
    step: ListStep,
    at: BookmarkRow | BookmarkWords | undefined,
    selection: readonly Row[] | undefined,
  ): Promise<void> {
    if (this.viewing.choices.current.grouping !== "list") {
      throw new LockstepError(
        "PRECONDITION",
        "Bookmarks are moved up and down in their lists: choose “Show Bookmarks by List” in the view's menu first.",
      );
    }
    const rows = rowsFor(BookmarkRow, at, selection).map(({ folder, bookmark }) => ({ folder, record: bookmark }));
    const chosen = rows.length > 0 ? rows : [await this.bookmarks.bookmark(at)];
    await this.inTurn(() => this.moveAll(chosen, step));
  }

  /** Whoever presses a key twice moves by two. */
  private inTurn(move: () => Promise<void>): Promise<void> {
    const done = this.moves.then(move);
    this.moves = done.catch(() => {}); // told to whoever asked for the move
    return done;
  }

  private async moveAll(chosen: readonly InFolder<Bookmark>[], step: ListStep): Promise<void> {
    const placed: Bookmark[] = [];
    for (const [folder, inFolder] of grouped(chosen, (one) => one.folder)) {
      const records = inFolder.map(({ record }) => record);
      for (const inList of grouped(records, ({ list }) => list && canonicalName(list)).values()) {
        placed.push(...(await this.moveInList(folder, inList, step)));
      }
    }
    if (placed.length > 0) {
      await this.viewing.ownOrder.show();
    }
  }

  private async moveInList(
    folder: OpenFolder,
    bookmarks: readonly Bookmark[],
    step: ListStep,
  ): Promise<readonly Bookmark[]> {
    const service = folder.state.bookmarks;
    const list = bookmarks[0]?.list;
    const members = (await service.list()).filter((bookmark) => isInList(bookmark, list)).toSorted(byManualOrder);
    const ids = new Set(bookmarks.map(({ id }) => id));
    const placement = placeAfterStep(members, ids, step, this.shownIn(folder));
    const inOrder = members.filter(({ id }) => ids.has(id)).map(({ id }) => id);
    return placement === undefined ? [] : await waitFor(folder, () => service.place(inOrder, placement));
  }

  private shownIn({ branch }: OpenFolder): (bookmark: Bookmark) => boolean {
    const matches = filterBy(this.viewing.choices.current.filter) ?? (() => true);
    return (bookmark) => showsOn(branch.scope, bookmark) && matches(bookmark);
  }
}
