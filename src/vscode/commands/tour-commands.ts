import * as vscode from "vscode";
import { isInList } from "../../core/bookmarks/list-names";
import { LockstepError } from "../../core/errors";
import type { BookmarkInFolder } from "../editor/bookmarked-lines";
import type { Models } from "../models/models";
import { stopsOf } from "../tour/stops";
import type { Tour } from "../tour/tour";
import { ListRow } from "../views/bookmark-rows";
import type { CommandHandlers, CommandTable } from "./command-table";
import type { FolderChoice } from "./folder-choice";
import { type Choice, pick } from "./questions";
import { wordsOf } from "./words";

type TourId = "lockstep.tour.start" | "lockstep.tour.next" | "lockstep.tour.previous" | "lockstep.tour.end";

/** Walks through bookmarks with their notes. */
export class TourCommands {
  readonly handlers: CommandHandlers<TourId> = {
    "lockstep.tour.start": (at) => this.start(at),
    "lockstep.tour.next": () => this.tour.next(),
    "lockstep.tour.previous": () => this.tour.previous(),
    "lockstep.tour.end": () => this.tour.end(),
  };

  constructor(
    private readonly folders: FolderChoice,
    private readonly bookmarks: Models["bookmarks"],
    private readonly tour: Tour,
  ) {}

  private async start(...[at]: CommandTable["lockstep.tour.start"]): Promise<void> {
    const wanted = at instanceof ListRow ? at.list.name : wordsOf(at)?.list;
    const folders = at instanceof ListRow ? [at.folder] : this.folders.meantWithGlobal(at);
    const all = (await this.bookmarks.current())
      .filter(({ folder }) => folders.includes(folder))
      .flatMap(({ folder, value }) => value.items.map((bookmark) => ({ folder, bookmark })));
    const { name, bookmarks } = wanted === undefined ? await choose(all) : named(wanted, all);
    await this.tour.start(name, stopsOf(bookmarks));
  }
}

interface Way {
  readonly name: string;
  readonly bookmarks: readonly BookmarkInFolder[];
}

/** @throws {LockstepError} `NOT_FOUND` */
function named(list: string, all: readonly BookmarkInFolder[]): Way {
  const bookmarks = all.filter(({ bookmark }) => isInList(bookmark, list));
  if (bookmarks.length === 0) {
    throw new LockstepError("NOT_FOUND", "There are no bookmarks in the list “{0}”.", [list]);
  }
  return { name: list, bookmarks };
}

/** Asks only where there are lists. @throws {LockstepError} `NOT_FOUND`, `ABORTED` */
async function choose(all: readonly BookmarkInFolder[]): Promise<Way> {
  if (all.length === 0) {
    throw new LockstepError("NOT_FOUND", "There are no bookmarks yet. Set one on a line of a file first.");
  }
  const everything = { name: vscode.l10n.t("All Bookmarks"), bookmarks: all };
  const lists = [...new Set(all.flatMap(({ bookmark }) => bookmark.list ?? []))].map((list) => named(list, all));
  const choices = [...lists, everything].map(
    (way): Choice<Way> => ({
      label: way.name,
      description: String(way.bookmarks.length),
      value: way,
    }),
  );
  return lists.length === 0 ? everything : await pick(vscode.l10n.t("A Tour of What?"), choices);
}
