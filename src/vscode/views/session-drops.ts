import { LockstepError } from "../../core/errors";
import type { Placement } from "../../core/records/placement";
import { waitFor } from "../waiting";
import { placementAt } from "./drop-placement";
import { GroupRow, SessionRow } from "./group-rows";
import type { Row } from "./row";

/** Sessions dropped on a session take its place, in its group; dropped on a group they go to its end. */
export async function dropSessions(dragged: readonly Row[], target: Row | undefined): Promise<void> {
  const rows = dragged.filter((row) => row instanceof SessionRow).filter((row) => row !== target);
  const [first] = rows;
  if (first === undefined || !(target instanceof SessionRow || target instanceof GroupRow)) {
    return;
  }
  if (rows.some(({ folder }) => folder !== target.folder)) {
    throw new LockstepError("PRECONDITION", "Sessions can be moved between the groups of one folder only.");
  }
  const { groups } = target.folder.state;
  let placement = firstPlacement(first, target);
  for (const { session, group } of rows) {
    await waitFor(target.folder, () => groups.moveSession(session.id, group.id, target.group.id, placement));
    placement = { after: session.id };
  }
}

function firstPlacement(first: SessionRow, target: SessionRow | GroupRow): Placement | undefined {
  if (target instanceof GroupRow) {
    return undefined;
  }
  const ids = target.group.sessions.map(({ id }) => id);
  return placementAt(first.group.id === target.group.id ? ids : [], first.session.id, target.session.id);
}
