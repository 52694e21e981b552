import { setImmediate as turn } from "node:timers/promises";
import * as vscode from "vscode";
import type { Bookmark } from "../../core/bookmarks/bookmark";
import { onLines } from "../../core/bookmarks/bookmark-place";
import { FollowedFile } from "../../core/bookmarks/followed-file";
import { type FollowedPlace, inState, type PathMove } from "../../core/bookmarks/following";
import { LockstepError } from "../../core/errors";
import type { Disposable } from "../../core/events";
import type { Log } from "../../core/log";
import { fileUri } from "../bookmark-texts";
import type { OpenFolder } from "../workspace-folders";
import type { BookmarkIndex } from "./bookmark-index";
import { RecentFiles } from "./recent-files";

export interface ClosedFilesParts {
  readonly folder: OpenFolder;
  readonly index: BookmarkIndex;
  /** Resolves when this window knows every change that it was told of. */
  readonly current: () => Promise<unknown>;
  /** Where files went that are no longer there. */
  readonly findRenamed: (paths: readonly string[]) => Promise<readonly PathMove[]>;
  readonly log: Log;
}

/** So many files are read at a time, and so many reported in one change. */
const [atOnce, inOneChange] = [2, 100];

/**
 * Looks at the files of one folder that no editor has open: bookmarks whose lines moved go along, those whose file is gone
 * are orphans unless it was renamed. In the background, a file after the other, and again only when the file changed.
 */
export class ClosedFiles implements Disposable {
  /** What stood there when it was looked at, and whose bookmarks were searched in it. */
  private readonly seen = new Map<string, string>();
  private readonly queue = new Set<string>();
  private readonly missed = new RecentFiles();
  private working: Promise<void> | undefined;
  private isDisposed = false;

  constructor(private readonly parts: ClosedFilesParts) {}

  /** Files that were found to be gone a moment ago. */
  get missedLately(): readonly string[] {
    return this.missed.all;
  }

  /** Resolves when these files have been looked at. With `again`, also those that did not change. */
  async check(paths: Iterable<string>, again = false): Promise<void> {
    const wanted = [...paths];
    if (again) {
      this.forget(wanted);
    }
    this.enqueue(wanted);
    this.working ??= this.work().finally(() => {
      this.working = undefined;
    });
    await this.working;
  }

  /** What was not looked at yet is left: its folder closes. */
  dispose(): void {
    this.queue.clear();
    this.isDisposed = true;
  }

  private enqueue(paths: Iterable<string>): void {
    for (const path of this.isDisposed ? [] : paths) {
      this.queue.add(path);
    }
  }

  private forget(paths: readonly string[]): void {
    for (const path of paths) {
      this.seen.delete(path);
    }
  }

  private async work(): Promise<void> {
    while (this.queue.size > 0) {
      const paths = [...this.queue].slice(0, inOneChange);
      for (const path of paths) {
        this.queue.delete(path);
      }
      try {
        await this.checkNow(paths);
      } catch (error) {
        this.forget(paths);
        this.parts.log.warn(`Bookmarks of ${this.parts.folder.name} were not searched: ${String(error)}`);
      }
    }
  }

  private async checkNow(paths: readonly string[]): Promise<void> {
    const { bookmarks } = this.parts.folder.state;
    const open = new Map(vscode.workspace.textDocuments.map((document) => [document.uri.toString(), document]));
    const missing: string[] = [];
    const places = await mapped(paths, async (path) => {
      const found = await this.look(path, open.get(fileUri(this.parts.folder, path).toString()));
      if (found === "gone") {
        missing.push(path);
        this.noteMissing(path);
      }
      return found === "gone" ? [] : found;
    });
    const gone = await this.withoutRenamed(missing);
    const reports = [...places.flat(), ...gone.flatMap((path) => this.orphansOf(path))];
    if (reports.length > 0) {
      await bookmarks.follow(reports);
    }
  }

  private async look(path: string, open: vscode.TextDocument | undefined): Promise<readonly FollowedPlace[] | "gone"> {
    await turn();
    const { folder, index } = this.parts;
    const records = index.of(folder, path);
    const stamp = await folder.state.lookAtSource(path);
    const version = [stamp?.version ?? "gone", ...records.map(({ id }) => id)].join(" ");
    const isSettled = stamp === undefined ? isOrphan : hasAnchor;
    const isKnown = this.seen.get(path) === version && records.every(isSettled);
    if (records.length === 0 || isKnown || open?.isDirty) {
      return [];
    }
    this.seen.set(path, version);
    if (stamp === undefined) {
      return "gone";
    }
    const whole = records.filter(({ target }) => target !== undefined).flatMap(returned);
    return open !== undefined || stamp.kind === "folder"
      ? whole
      : [...whole, ...(await this.search(path, onLines(records)))];
  }

  private async search(path: string, records: readonly Bookmark[]): Promise<readonly FollowedPlace[]> {
    const { state } = this.parts.folder;
    if (records.length === 0 || (await state.followerOfSource(path)) !== undefined) {
      this.forget([path]);
      return [];
    }
    try {
      const file = new FollowedFile(await state.readSource(path), records);
      file.search(records);
      return file.reports();
    } catch (error) {
      if (error instanceof LockstepError && error.code === "INVALID") {
        return []; // not text, or gone meanwhile
      }
      throw error;
    }
  }

  /** Moves the bookmarks of files that were renamed; resolves with those that are gone. */
  private async withoutRenamed(missing: readonly string[]): Promise<readonly string[]> {
    const moves = missing.length === 0 ? [] : await this.parts.findRenamed(missing);
    if (moves.length > 0) {
      await this.parts.folder.state.bookmarks.movePaths(moves);
      await this.parts.current();
      const renamed = moves.map(({ to }) => to);
      this.forget(renamed);
      this.enqueue(renamed);
    }
    return missing.filter((path) => !moves.some(({ from }) => from === path));
  }

  private noteMissing(path: string): void {
    if (this.orphansOf(path).length > 0) {
      this.missed.add(path);
    }
  }

  private orphansOf(path: string): readonly FollowedPlace[] {
    const records = this.parts.index.of(this.parts.folder, path).filter((record) => !isOrphan(record));
    return records.map((record) => inState(record, "orphaned"));
  }
}

const isOrphan = ({ state }: Bookmark) => state === "orphaned";
const hasAnchor = ({ anchor, target }: Bookmark) => anchor.text !== "" || target !== undefined;

/** A whole file or folder that is there again. */
function returned(record: Bookmark): readonly FollowedPlace[] {
  return isOrphan(record) ? [inState(record, "anchored")] : [];
}

/** {@link atOnce} at a time. */
async function mapped<T, R>(items: readonly T[], map: (item: T) => Promise<R>): Promise<readonly R[]> {
  const results: R[] = [];
  const left = items.entries();
  const worker = async () => {
    for (const [nth, item] of left) {
      results[nth] = await map(item);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return results;
}
