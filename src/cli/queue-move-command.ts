import type { Command } from "commander";
import { findCommand, progress } from "../core/queues/queue-rules";
import type { CliContext } from "./cli-context";
import { addPlacementOptions, type PlacementOptions, placementFrom, requiredPlacement } from "./placement-options";
import { queueLines } from "./queue-lines";
import { commandArgument, queueArgument } from "./references";

/** `lockstep queue move`: to another place, or another queue. */
export function addQueueMoveCommand(queue: Command, context: CliContext): void {
  const move = queue.command("move").description("move a command to another place or another queue");
  addPlacementOptions(move.addArgument(queueArgument()).addArgument(commandArgument()), "command")
    .option("--to <queue>", "into this queue, where it waits for no other command")
    .action((ref: string, command: string, options: MoveOptions) => moveCommand(context, ref, command, options));
}

interface MoveOptions extends PlacementOptions {
  readonly to?: string;
}

async function moveCommand(context: CliContext, ref: string, command: string, options: MoveOptions): Promise<void> {
  const queue = await context.attached(async ({ queues }) => {
    const from = await queues.find(ref);
    const to = options.to === undefined ? from : await queues.find(options.to);
    const idOf = (neighbour: string) => findCommand(to, neighbour).id;
    const placement = options.to === undefined ? requiredPlacement(options, idOf) : placementFrom(options, idOf);
    await queues.moveCommand(findCommand(from, command).id, from.id, to.id, placement);
    return await queues.find(to.id);
  });
  context.output.show({ ...queue, progress: progress(queue) }, (style) => queueLines(queue, style));
}
