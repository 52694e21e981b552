import type { Bookmark } from "../../core/bookmarks/bookmark";
import type { BookmarkListing } from "../models/bookmarks-source";
import type { FolderSnapshots } from "../models/folder-snapshots";
import type { FileInFolder, OpenFolder } from "../workspace-folders";

interface ByPath {
  readonly files: ReadonlyMap<string, readonly Bookmark[]>;
  /** All folders above the files. */
  readonly folders: ReadonlySet<string>;
}

const nothing: ByPath = { files: new Map(), folders: new Set() };
const noBookmarks: readonly Bookmark[] = [];

/**
 * The bookmarks that this window knows, those of other branches too, by file: gathered once whenever they change, so that
 * nothing that happens on a keystroke, or for each of many files that change on the disk, goes through all of them.
 */
export class BookmarkIndex {
  private readonly gathered = new WeakMap<BookmarkListing, ByPath>();

  constructor(private readonly snapshots: FolderSnapshots<BookmarkListing>) {}

  /** Of a file as a whole, too. The same array until bookmarks change. */
  of(folder: OpenFolder, path: string): readonly Bookmark[] {
    return this.byPath(folder).files.get(path) ?? noBookmarks;
  }

  /** What has bookmarks and is `path` or inside of it. */
  pathsIn(folder: OpenFolder, path: string): readonly string[] {
    const { files, folders } = this.byPath(folder);
    const itself = files.has(path) ? [path] : [];
    return folders.has(path) ? [...itself, ...[...files.keys()].filter((one) => one.startsWith(`${path}/`))] : itself;
  }

  /**
   * Without those that are tied to another branch: what they remember is the text that the file has there, and nothing
   * that happens here may take its place.
   */
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
    const known = this.gathered.get(listing) ?? gather([...listing.items, ...listing.hidden]);
    this.gathered.set(listing, known);
    return known;
  }
}

function gather(items: readonly Bookmark[]): ByPath {
  const files = new Map<string, Bookmark[]>();
  const folders = new Set<string>();
  for (const bookmark of items) {
    const known = files.get(bookmark.path);
    if (known === undefined) {
      files.set(bookmark.path, [bookmark]);
      addParents(bookmark.path, folders);
    } else {
      known.push(bookmark);
    }
  }
  return { files, folders };
}

function addParents(path: string, folders: Set<string>): void {
  for (let end = path.lastIndexOf("/"); end > 0; end = path.lastIndexOf("/", end - 1)) {
    folders.add(path.slice(0, end));
  }
}
