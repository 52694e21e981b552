import { LockstepError } from "../../core/errors";
import { waitFor } from "../waiting";
import { placementAt } from "./drop-placement";
import { QueuedCommandRow, QueueRow } from "./queue-rows";
import type { Row } from "./row";

/** Commands dropped on a command of their queue take its place; dropped on the queue they go to its end. */
export async function dropCommands(dragged: readonly Row[], target: Row | undefined): Promise<void> {
  const rows = dragged.filter((row) => row instanceof QueuedCommandRow).filter((row) => row !== target);
  const [first, ...others] = rows;
  if (first === undefined || !(target instanceof QueuedCommandRow || target instanceof QueueRow)) {
    return;
  }
  if (rows.some(({ folder, queue }) => folder !== target.folder || queue.id !== target.queue.id)) {
    throw new LockstepError("PRECONDITION", "Commands can be moved within their queue only.");
  }
  const { folder, queue } = target;
  const placement =
    target instanceof QueueRow
      ? { at: queue.commands.length }
      : placementAt(
          queue.commands.map(({ id }) => id),
          first.command.id,
          target.command.id,
        );
  await waitFor(folder, () => folder.state.queues.reorderCommand(queue.id, first.command.id, placement));
  let previous = first.command.id;
  for (const { command } of others) {
    await waitFor(folder, () => folder.state.queues.reorderCommand(queue.id, command.id, { after: previous }));
    previous = command.id;
  }
}
