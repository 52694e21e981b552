import { oneLine } from "../records/text-input";
import { colorInput, iconInput } from "./appearance-input";
import type { BookmarkList } from "./bookmark";

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

/** @throws {LockstepError} `INVALID` */
export function listFrom({ name, color, icon }: ListInput): BookmarkList {
  const given = { color: colorInput(color) ?? undefined, icon: iconInput(icon) ?? undefined };
  return {
    name: oneLine("name of the list", name),
    ...(given.color === undefined ? {} : { color: given.color }),
    ...(given.icon === undefined ? {} : { icon: given.icon }),
  };
}

/** `changes` as they are stored. @throws {LockstepError} `INVALID` */
export function listChangesFrom({ name, color, icon }: ListChanges): ListChanges {
  return {
    name: name === undefined ? undefined : oneLine("name of the list", name),
    color: colorInput(color),
    icon: iconInput(icon),
  };
}
