import type { Clock } from "../clock";
import type { Event } from "../events";
import { checkId, newId } from "../ids";
import { findRecord } from "../records/find-record";
import { optionalLine } from "../records/text-input";
import type { Bookmark, BookmarkList } from "./bookmark";
import { type BookmarkChanges, type BookmarkInput, bookmarkChangesFrom, candidateFrom } from "./bookmark-input";
import { bookmarkPath } from "./bookmark-path";
import { cleared, type Toggled, withoutBookmarks, withRestored } from "./bookmark-rules";
import type { BookmarkTrash } from "./bookmark-trash";
import { type CommonChanges, withCommonChange } from "./common-change";
import { type Candidate, listed } from "./default-list";
import { emptyDocument } from "./edited-document";
import { type Imported, withImported } from "./exchange/import-rules";
import type { FileBookmarkRepository } from "./file-bookmark-repository";
import { followed } from "./follow-rules";
import type { FollowedPlace, PathMove } from "./following";
import { type BookmarksOfDeletedList, type ListChanges, type ListInput, listChangesFrom, listFrom } from "./list-input";
import { withChangedList, withDefaultList, withList, withMovedLists, withoutList } from "./list-rules";
import { type MnemonicRule, type MnemonicScope, withMnemonic, withToggledMnemonic } from "./mnemonic-rules";
import type { BookmarksOverview } from "./overview";
import { withMovedPaths } from "./path-rules";
import { type BookmarkPlacement, placed } from "./placement-rules";
import { isPlain } from "./plain-bookmark";
import { type ToggleMode, toggled } from "./toggle-rules";
import type { TrashedBookmark } from "./trash-document";

/**
 * What people do with bookmarks. Everything may throw what the store throws. All of it but following can be undone, and
 * what takes bookmarks away that somebody wrote something about keeps them in the trash.
 */
export class BookmarkService {
  constructor(
    private readonly repository: FileBookmarkRepository,
    private readonly bin: BookmarkTrash,
    private readonly clock: Clock,
  ) {}

  /** The bookmarks changed, here or anywhere else. */
  readonly onDidChange: Event<void> = (listener) => this.repository.onDidChange(() => listener());

  /** By path, line, column. */
  list(): Promise<readonly Bookmark[]> {
    return this.repository.list();
  }

  /** Bookmarks and lists as one moment had them. */
  overview(): Promise<BookmarksOverview> {
    return this.repository.overview();
  }

  /** @throws {LockstepError} `INVALID`; `CONFLICT` when the line has a bookmark */
  async add(input: BookmarkInput): Promise<Bookmark> {
    return await this.repository.save(this.candidate(input));
  }

  /**
   * Sets a bookmark on lines without one and removes those of lines with one, in one change; or, with
   * `allLinesAtOnce`, sets what is missing and removes only when none is; or, with `addOnly`, removes nothing. An input with a label never removes: it labels
   * the bookmark that is there, which counts as added. Of what was removed only what somebody wrote something about goes
   * to the trash.
   *
   * @throws {LockstepError} `INVALID`
   */
  async toggle(inputs: readonly BookmarkInput[], mode: ToggleMode = "eachLineIndependently"): Promise<Toggled> {
    const candidates = inputs.map((input) => this.candidate(input));
    const now = this.now();
    return candidates.length === 0
      ? { added: [], removed: [] }
      : await this.bin.removing(
          "Toggle bookmarks",
          (document) => toggled(document, listed(document, candidates), now, mode),
          worthKeeping,
        );
  }

  /**
   * Sets bookmarks on the lines that have none, in one change. What is on the others stays as it is, so that an import
   * may be repeated.
   *
   * @throws {LockstepError} `INVALID`
   */
  async importAll(inputs: readonly BookmarkInput[]): Promise<Imported> {
    const candidates = inputs.map((input) => this.candidate(input));
    return candidates.length === 0
      ? { added: [], existing: [] }
      : await this.repository.change("Import bookmarks", (document) =>
          withImported(document, listed(document, candidates)),
        );
  }

  /** @throws {LockstepError} `INVALID`, `NOT_FOUND`; `CONFLICT` when its new line has a bookmark */
  async edit(id: string, changes: BookmarkChanges): Promise<Bookmark> {
    return await this.repository.update(id, bookmarkChangesFrom(changes), this.now());
  }

  /**
   * The same for all of them, in one change. Resolves with those that were there.
   *
   * @throws {LockstepError} `INVALID`; `NOT_FOUND` when none was
   */
  async editAll(ids: readonly string[], changes: CommonChanges): Promise<readonly Bookmark[]> {
    ids.forEach(checkId);
    const spelled = bookmarkChangesFrom(changes);
    const now = this.now();
    return ids.length === 0
      ? []
      : await this.repository.change("Change bookmarks", (document) => withCommonChange(document, ids, spelled, now));
  }

  /**
   * Resolves with those that were there: another writer may have removed some.
   *
   * @throws {LockstepError} `INVALID`; `NOT_FOUND` when none was
   */
  async remove(ids: readonly string[]): Promise<readonly Bookmark[]> {
    ids.forEach(checkId);
    return ids.length === 0
      ? []
      : await this.bin.removing("Remove bookmarks", (document) => withoutBookmarks(document, ids), all);
  }

  /** Removes the bookmarks of one file, or all; with `branch` none that hides there. Lists stay. */
  async clear(path?: string, branch?: string): Promise<readonly Bookmark[]> {
    const file = path === undefined ? undefined : bookmarkPath(path);
    // Where there is no document, clearing must not make one.
    return (await this.repository.exists())
      ? await this.bin.removing("Clear bookmarks", (document) => cleared(document ?? emptyDocument, file, branch), all)
      : [];
  }

  /**
   * Says where bookmarks are now, in one change. It is not a person's change: `updatedAt` stays, and it can't be undone.
   * Reports that were overtaken are left out, as are bookmarks that are gone. Resolves with what changed.
   */
  async follow(places: readonly FollowedPlace[]): Promise<readonly Bookmark[]> {
    return places.length === 0
      ? []
      : ((await this.repository.changeSilently((document) => followed(document, places))) ?? []);
  }

  /**
   * Files and folders have other names now: their bookmarks go along, in one change. The bookmarks of `src` are not those
   * of `src2`. Like {@link follow}, it is nobody's decision about a bookmark. Resolves with what moved.
   *
   * @throws {LockstepError} `INVALID`
   */
  async movePaths(moves: readonly PathMove[]): Promise<readonly Bookmark[]> {
    const spelled = moves.map(({ from, to }) => ({ from: bookmarkPath(from), to: bookmarkPath(to) }));
    return (await this.repository.changeSilently((document) => withMovedPaths(document, spelled))) ?? [];
  }

  /**
   * Puts bookmarks into a list (null: into none; undefined: where they are), before another one of it or at its end, in
   * the order in which they are given.
   *
   * @throws {LockstepError} `INVALID`; `NOT_FOUND` when none of them is there, or `before` is not
   */
  async place(ids: readonly string[], to: BookmarkPlacement): Promise<readonly Bookmark[]> {
    ids.forEach(checkId);
    const placement = { ...to, list: optionalLine("list", to.list) };
    const now = this.now();
    return ids.length === 0
      ? []
      : await this.repository.change("Move bookmarks", (document) => placed(document, ids, placement, now));
  }

  /**
   * Gives the bookmark on a line the number, sets one there if there is none, and takes the number away where it was:
   * everywhere, in the same file, or nowhere, as `scope` says. A bookmark that was nothing but its number goes with it.
   * On the line that has the number already it takes the bookmark away.
   *
   * @throws {LockstepError} `INVALID`
   */
  async toggleMnemonic(input: BookmarkInput, mnemonic: string, scope: MnemonicScope): Promise<Toggled> {
    return await this.number({ ...input, mnemonic }, scope, withToggledMnemonic);
  }

  /** The same, but a line that has the number already keeps its bookmark. @throws {LockstepError} `INVALID` */
  async setMnemonic(input: BookmarkInput, mnemonic: string, scope: MnemonicScope): Promise<Toggled> {
    return await this.number({ ...input, mnemonic }, scope, withMnemonic);
  }

  /** @throws {LockstepError} `INVALID`; `CONFLICT` when there is one of that name */
  async createList(input: ListInput): Promise<BookmarkList> {
    const list = listFrom(input);
    return await this.repository.change("Create list", (document) => withList(document, list));
  }

  /** Also of a list that only bookmarks name. @throws {LockstepError} `INVALID`, `NOT_FOUND`, `CONFLICT` */
  async editList(name: string, changes: ListChanges): Promise<BookmarkList> {
    const spelled = listChangesFrom(changes);
    const now = this.now();
    return await this.repository.change("Change list", (document) => withChangedList(document, name, spelled, now));
  }

  /** Resolves with the bookmarks that went with it. @throws {LockstepError} `NOT_FOUND` */
  async deleteList(name: string, bookmarks: BookmarksOfDeletedList): Promise<readonly Bookmark[]> {
    const now = this.now();
    return await this.bin.removing("Delete list", (document) => withoutList(document, name, bookmarks, now), all);
  }

  /** Puts lists before another one, or behind all, as given. Resolves with all. @throws {LockstepError} `NOT_FOUND` */
  async moveLists(names: readonly string[], before?: string): Promise<readonly BookmarkList[]> {
    return await this.repository.change("Move lists", (document) => withMovedLists(document, names, before));
  }

  /** The list of bookmarks that are set without naming one; null: none. @throws {LockstepError} `NOT_FOUND` */
  async setDefaultList(name: string | null): Promise<void> {
    if (name === null && !(await this.repository.exists())) {
      return;
    }
    await this.repository.change("Set default list", (document) => withDefaultList(document, name));
  }

  /** What was removed lately, the newest first, without what is back. */
  trash(): Promise<readonly TrashedBookmark[]> {
    return this.bin.list();
  }

  /** Brings removed bookmarks back from the trash. Resolves with those that are back now. @throws {LockstepError} `NOT_FOUND` */
  async restoreFromTrash(ids: readonly string[]): Promise<readonly Bookmark[]> {
    if (ids.length === 0) {
      return [];
    }
    const found = await this.bin.find(ids);
    const bookmarks = found.map(({ bookmark }) => bookmark);
    await this.restore(bookmarks);
    await this.bin.forget(found);
    return bookmarks;
  }

  /**
   * Deletes for good what {@link trash} told: not what is back, and not what was removed since. Resolves with how many
   * there were.
   */
  async emptyTrash(seen: readonly TrashedBookmark[]): Promise<number> {
    return (await this.bin.empty(seen)).length;
  }

  /** Brings removed bookmarks back under their ids. Those that exist stay as they are. */
  async restore(bookmarks: readonly Bookmark[]): Promise<void> {
    if (bookmarks.length > 0) {
      await this.repository.change("Restore bookmarks", (document) => withRestored(document, bookmarks));
    }
  }

  /** By id or the beginning of one. @throws {LockstepError} `NOT_FOUND`; `INVALID` when several begin so */
  async find(ref: string): Promise<Bookmark> {
    return findRecord(await this.list(), ref, "bookmark");
  }

  private async number(input: BookmarkInput, scope: MnemonicScope, rule: MnemonicRule): Promise<Toggled> {
    const candidate = this.candidate(input);
    const now = this.now();
    return await this.bin.removing(
      "Number bookmark",
      (document) => {
        const [bookmark = candidate.bookmark] = listed(document, [candidate]);
        return rule(document, bookmark, scope, now);
      },
      worthKeeping,
    );
  }

  private candidate(input: BookmarkInput): Candidate {
    return candidateFrom(input, newId(), this.now());
  }

  private now(): string {
    return this.clock.now().toISOString();
  }
}

function all(removed: readonly Bookmark[]): readonly Bookmark[] {
  return removed;
}

function worthKeeping({ removed }: Toggled): readonly Bookmark[] {
  return removed.filter((bookmark) => !isPlain(bookmark));
}
