import { LockstepError } from "../../core/errors";
import type { Placement } from "../../core/records/placement";
import { waitFor } from "../waiting";
import { placementAt } from "./drop-placement";
import { QueuedCommandRow, QueueRow } from "./queue-rows";
import type { Row } from "./row";

/** Commands dropped on a command take its place, in its queue; dropped on a queue they go to its end. */
export async function dropCommands(dragged: readonly Row[], target: Row | undefined): Promise<void> {
  const rows = dragged.filter((row) => row instanceof QueuedCommandRow).filter((row) => row !== target);
  const [first] = rows;
  if (first === undefined || !(target instanceof QueuedCommandRow || target instanceof QueueRow)) {
    return;
  }
  if (rows.some(({ folder }) => folder !== target.folder)) {
    throw new LockstepError("PRECONDITION", "Commands can be moved between the queues of one folder only.");
  }
  const { queues } = target.folder.state;
  let placement = firstPlacement(first, target);
  for (const { command, queue } of rows) {
    await waitFor(target.folder, () => queues.moveCommand(command.id, queue.id, target.queue.id, placement));
    placement = { after: command.id };
  }
}

function firstPlacement(first: QueuedCommandRow, target: QueuedCommandRow | QueueRow): Placement {
  const ids = target.queue.commands.map(({ id }) => id);
  if (target instanceof QueueRow) {
    return { at: ids.length + 1 };
  }
  return placementAt(first.queue.id === target.queue.id ? ids : [], first.command.id, target.command.id);
}
