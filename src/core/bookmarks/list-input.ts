/** A list of bookmarks to make. */
export interface ListInput {
  readonly name: string;
  readonly color?: string | undefined;
  readonly icon?: string | undefined;
}

/** What to change of a list: undefined leaves a field as it is, null takes it away. */
export interface ListChanges {
  readonly name?: string | undefined;
  readonly color?: string | null | undefined;
  readonly icon?: string | null | undefined;
}

/** What becomes of the bookmarks of a list that is deleted: they stay without a list, or go with it. */
export type BookmarksOfDeletedList = "keep" | "remove";
