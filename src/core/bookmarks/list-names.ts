import { compareTexts } from "../compare-texts";
import { canonicalName, sameName } from "../records/names";
import type { Bookmark, BookmarkList } from "./bookmark";
import type { BookmarksDocument } from "./bookmarks-document";

/**
 * The lists of a document, known by what people take for one name: those that it declares, in their order, and then
 * those that only bookmarks, or the choice of the default list, name, by name.
 */
export class ListNames {
  private readonly lists: ReadonlyMap<string, BookmarkList>;

  constructor(document: BookmarksDocument) {
    const declared = new Map<string, BookmarkList>();
    for (const list of document.lists ?? []) {
      setIfNew(declared, list);
    }
    const named = new Map<string, BookmarkList>();
    for (const name of namesIn(document)) {
      setIfNew(named, { name });
    }
    const others = [...named].filter(([name]) => !declared.has(name));
    this.lists = new Map([...declared, ...others.toSorted(([left], [right]) => compareTexts(left, right))]);
  }

  get all(): readonly BookmarkList[] {
    return [...this.lists.values()];
  }

  /** The list that people mean by a name. */
  find(name: string): BookmarkList | undefined {
    return this.lists.get(canonicalName(name));
  }

  /** A name as the list of that name is spelled, so that nobody makes two of one. */
  spelling(name: string): string {
    return this.find(name)?.name ?? name;
  }
}

/** Whether a bookmark is in the list that people mean by a name; undefined means none. */
export function isInList({ list }: Pick<Bookmark, "list">, name: string | undefined): boolean {
  return isSameList(list, name);
}

/** Whether new bookmarks come into the list that people mean by a name. */
export function isDefaultList({ defaultList }: { readonly defaultList?: string | undefined }, name: string): boolean {
  return isSameList(defaultList, name);
}

function isSameList(list: string | undefined, name: string | undefined): boolean {
  return list === name || (list !== undefined && name !== undefined && sameName(list, name));
}

function setIfNew(lists: Map<string, BookmarkList>, list: BookmarkList): void {
  const name = canonicalName(list.name);
  if (!lists.has(name)) {
    lists.set(name, list);
  }
}

function namesIn({ bookmarks, defaultList }: BookmarksDocument): ReadonlySet<string> {
  const names = new Set(defaultList === undefined ? [] : [defaultList]);
  for (const { list } of bookmarks) {
    if (list !== undefined) {
      names.add(list);
    }
  }
  return names;
}
