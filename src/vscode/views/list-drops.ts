import { LockstepError } from "../../core/errors";
import { waitFor } from "../waiting";
import { ListRow, NoListRow } from "./bookmark-rows";
import { placementAt } from "./drop-placement";
import type { Row } from "./row";

/** Lists dropped on a list take its place; dropped on the bookmarks without one, which stand last, they go to the end. */
export async function dropLists(dragged: readonly ListRow[], target: Row | undefined): Promise<void> {
  const rows = dragged.filter((row) => row !== target);
  const [first] = rows;
  if (first === undefined || !(target instanceof ListRow || target instanceof NoListRow)) {
    return;
  }
  const { folder } = target;
  if (rows.some((row) => row.folder !== folder)) {
    throw new LockstepError("PRECONDITION", "Lists can be moved within their folder only.");
  }
  const names = rows.map(({ list }) => list.name);
  const { lists } = await folder.state.bookmarks.overview();
  const all = lists.map(({ name }) => name);
  const before = target instanceof ListRow ? listBehind(target.list.name, first.list.name, all, names) : undefined;
  await waitFor(folder, () => folder.state.bookmarks.moveLists(names, before));
}

/** Before which list they go to take the place of `target`. Undefined is the end. */
function listBehind(
  target: string,
  first: string,
  all: readonly string[],
  moving: readonly string[],
): string | undefined {
  const placement = placementAt(all, first, target);
  const behind = all.slice(all.indexOf(target) + 1);
  return "after" in placement ? behind.find((name) => !moving.includes(name)) : target;
}
