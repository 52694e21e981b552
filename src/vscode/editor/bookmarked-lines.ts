import type * as vscode from "vscode";
import type { LivePlace } from "../../core/bookmarks/anchors/live-place";
import type { Bookmark } from "../../core/bookmarks/bookmark";
import { onLines } from "../../core/bookmarks/bookmark-place";
import type { Event } from "../../core/events";
import type { BookmarkIndex } from "../following/bookmark-index";
import type { FileInFolder, OpenFolder, WorkspaceFolders } from "../workspace-folders";

export interface BookmarkInFolder {
  readonly folder: OpenFolder;
  readonly bookmark: Bookmark;
}

/** Where the bookmarks of a document are that only this window knows: it has unsaved changes. */
export interface LiveDocuments {
  livePlaces(document: vscode.TextDocument, folder: OpenFolder): readonly LivePlace[] | undefined;
  readonly onDidMove: Event<readonly vscode.TextDocument[]>;
}

interface Shown {
  readonly here: readonly BookmarkInFolder[];
  readonly orphans: readonly BookmarkInFolder[];
}

interface Gathered extends Shown {
  readonly records: readonly Bookmark[];
  readonly places: readonly LivePlace[] | undefined;
}

/**
 * Which bookmarks the lines of a file have, as this window sees them: in a file with unsaved changes where those brought
 * them, elsewhere where the document says. Costs nothing while nothing changed.
 */
export class BookmarkedLines {
  private readonly gathered = new WeakMap<vscode.TextDocument, WeakMap<OpenFolder, Gathered>>();

  /** Edits put bookmarks of these documents on other lines, took some away or brought some back. Once per turn. */
  readonly onDidChange: Event<readonly vscode.TextDocument[]>;

  constructor(
    private readonly folders: WorkspaceFolders,
    private readonly index: BookmarkIndex,
    private readonly live: LiveDocuments,
  ) {
    this.onDidChange = live.onDidMove;
  }

  /** Those that are on a line, by line; not the orphans, whose line is gone, nor those of the file as a whole. */
  in(document: vscode.TextDocument): readonly BookmarkInFolder[] {
    return this.shownIn(document).flatMap(({ here }) => here);
  }

  /** Those whose line is gone. */
  orphansIn(document: vscode.TextDocument): readonly BookmarkInFolder[] {
    return this.shownIn(document).flatMap(({ orphans }) => orphans);
  }

  private shownIn(document: vscode.TextDocument): readonly Shown[] {
    return this.folders.locateAll(document.uri).map((place) => this.shownOf(document, place));
  }

  private shownOf(document: vscode.TextDocument, { folder, path }: FileInFolder): Shown {
    const records = this.index.of(folder, path);
    const places = this.live.livePlaces(document, folder);
    const byFolder = this.gathered.get(document) ?? new WeakMap<OpenFolder, Gathered>();
    const known = byFolder.get(folder);
    if (known?.records === records && known.places === places) {
      return known;
    }
    const gathered = { records, places, ...gather(folder, onLines(records), places) };
    this.gathered.set(document, byFolder.set(folder, gathered));
    return gathered;
  }
}

function gather(folder: OpenFolder, records: readonly Bookmark[], places: readonly LivePlace[] = []): Shown {
  const live = new Map(places.map((place) => [place.id, place]));
  const bookmarks = records.map((record) => asSeen(record, live.get(record.id))).toSorted(byPosition);
  const inFolder = (wanted: boolean) =>
    bookmarks.flatMap((bookmark) => ((bookmark.state === "orphaned") === wanted ? [{ folder, bookmark }] : []));
  return { here: inFolder(false), orphans: inFolder(true) };
}

function asSeen(record: Bookmark, place: LivePlace | undefined): Bookmark {
  if (place === undefined) {
    return record;
  }
  const { line, column, orphan } = place;
  if (orphan !== undefined) {
    return record.state === "orphaned" ? record : { ...record, line: line + orphan.offset, state: "orphaned" };
  }
  const state = record.state === "orphaned" ? "anchored" : record.state;
  const isSame = line === record.line && column === record.column && state === record.state;
  return isSame ? record : { ...record, line, column, state };
}

function byPosition(left: Bookmark, right: Bookmark): number {
  return left.line - right.line || left.column - right.column;
}
