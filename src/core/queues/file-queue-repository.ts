import { NamedDocumentRepository } from "../records/named-document-repository";
import type { Placement } from "../records/placement";
import type { DocumentStore } from "../storage/document-store";
import { givenUp, received, released, takenBack, withdrawn } from "./move-rules";
import { type Queue, type QueueCommand, queueCodec } from "./queue";
import * as rules from "./queue-rules";

/** Where a command goes. */
export interface CommandMove {
  readonly commandId: string;
  readonly from: string;
  readonly to: string;
  readonly placement: Placement | undefined;
}

/** Command queues, one document each. */
export class FileQueueRepository extends NamedDocumentRepository<Queue> {
  constructor(store: DocumentStore) {
    super(store, queueCodec, "queues", "queue");
  }

  /** @throws {LockstepError} `NOT_FOUND` queue or neighbour, `INVALID` position */
  async addCommand(
    queueId: string,
    command: QueueCommand,
    placement: Placement | undefined,
    now: string,
  ): Promise<QueueCommand> {
    await this.change(queueId, now, (queue) => rules.withCommand(queue, command, placement));
    return command;
  }

  /** @throws {LockstepError} `NOT_FOUND`, `PRECONDITION`, `INVALID` */
  updateCommand(queueId: string, commandId: string, changes: rules.CommandChanges, now: string): Promise<QueueCommand> {
    return this.changeWithResult(queueId, now, (queue) => rules.withChangedCommand(queue, commandId, changes));
  }

  /** @throws {LockstepError} `NOT_FOUND`, `PRECONDITION` */
  removeCommand(queueId: string, commandId: string, now: string): Promise<QueueCommand> {
    return this.changeWithResult(queueId, now, (queue) => rules.withoutCommand(queue, commandId));
  }

  /** @throws {LockstepError} `NOT_FOUND` queue */
  async restoreCommand(queueId: string, command: QueueCommand, position: number, now: string): Promise<void> {
    await this.change(queueId, now, (queue) => rules.withRestoredCommand(queue, command, position));
  }

  /** @throws {LockstepError} `NOT_FOUND`, `PRECONDITION`, `INVALID` position */
  reorderCommand(queueId: string, commandId: string, placement: Placement, now: string): Promise<Queue> {
    return this.change(queueId, now, (queue) => rules.withMovedCommand(queue, commandId, placement));
  }

  /**
   * Moves a command to another queue. Repeating a move that a crash cut off completes it.
   *
   * @throws {LockstepError} `NOT_FOUND`; `PRECONDITION` when it is running; `CONFLICT` when both queues have it and they
   * differ, or somebody changed it meanwhile; `INVALID` position
   */
  moveCommand(move: CommandMove, now: string): Promise<QueueCommand> {
    return this.exclusively(() => this.moveBetween(move, now));
  }

  private async moveBetween({ commandId, from, to, placement }: CommandMove, now: string): Promise<QueueCommand> {
    received(await this.get(to), rules.commandById(await this.get(from), commandId), placement); // before anything moves
    const departure = await this.changeWithResult(from, now, (source) => givenUp(source, commandId, now));
    const target = await this.change(to, now, (queue) => received(queue, departure.original, placement)).catch(
      async (error: unknown) => {
        await this.change(from, now, (source) => takenBack(source, departure));
        throw error;
      },
    );
    await this.change(from, now, (source) => released(source, departure)).catch(async (error: unknown) => {
      await this.change(to, now, (queue) => withdrawn(queue, departure));
      throw error;
    });
    return rules.commandById(target, commandId);
  }
}
