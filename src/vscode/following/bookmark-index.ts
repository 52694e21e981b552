import type { Bookmark } from "../../core/bookmarks/bookmark";
import { grouped } from "../../core/grouped";
import type { BookmarkListing } from "../models/bookmarks-source";
import type { FolderSnapshots } from "../models/folder-snapshots";
import type { FileInFolder, OpenFolder } from "../workspace-folders";

interface ByPath {
  readonly shown: ReadonlyMap<string, readonly Bookmark[]>;
  /** What has bookmarks, those of other branches too. */
  readonly paths: ReadonlySet<string>;
  /** All folders above them. */
  readonly folders: ReadonlySet<string>;
}

const nothing: ByPath = { shown: new Map(), paths: new Set(), folders: new Set() };
const noBookmarks: readonly Bookmark[] = [];

/**
 * The bookmarks that this window shows, by file: gathered once whenever they change, so that nothing that happens on a
 * keystroke, or for each of many files that change on the disk, goes through all of them. Those that are tied to another
 * branch are left alone: what they remember is the text that the file has there, and nothing that happens here may take
 * its place. They only go along when their file gets another name.
 */
export class BookmarkIndex {
  private readonly gathered = new WeakMap<BookmarkListing, ByPath>();

  constructor(private readonly snapshots: FolderSnapshots<BookmarkListing>) {}

  /** Of a file as a whole, too. The same array until bookmarks change. */
  of(folder: OpenFolder, path: string): readonly Bookmark[] {
    return this.byPath(folder).shown.get(path) ?? noBookmarks;
  }

  /** What has bookmarks and is `path` or inside of it. */
  pathsIn(folder: OpenFolder, path: string): readonly string[] {
    const { paths, folders } = this.byPath(folder);
    const itself = paths.has(path) ? [path] : [];
    return folders.has(path) ? [...itself, ...[...paths].filter((one) => one.startsWith(`${path}/`))] : itself;
  }

  /** The same as the document has it at this moment. */
  async currentOf({ folder, path }: FileInFolder): Promise<readonly Bookmark[]> {
    const all = await folder.state.bookmarks.list();
    const hidden = new Set(this.listing(folder)?.hidden.map(({ id }) => id));
    return all.filter((bookmark) => bookmark.path === path && !hidden.has(bookmark.id));
  }

  private listing(folder: OpenFolder): BookmarkListing | undefined {
    return this.snapshots.latest.find((snapshot) => snapshot.folder === folder)?.value;
  }

  private byPath(folder: OpenFolder): ByPath {
    const listing = this.listing(folder);
    if (listing === undefined) {
      return nothing;
    }
    const known = this.gathered.get(listing) ?? gather(listing);
    this.gathered.set(listing, known);
    return known;
  }
}

function gather({ items, hidden }: BookmarkListing): ByPath {
  const shown = grouped(items, ({ path }) => path);
  const paths = new Set([...shown.keys(), ...hidden.map(({ path }) => path)]);
  const folders = new Set<string>();
  for (const path of paths) {
    addParents(path, folders);
  }
  return { shown, paths, folders };
}

function addParents(path: string, folders: Set<string>): void {
  for (let end = path.lastIndexOf("/"); end > 0; end = path.lastIndexOf("/", end - 1)) {
    folders.add(path.slice(0, end));
  }
}
