import { NamedDocumentRepository } from "../records/named-document-repository";
import type { Placement } from "../records/placement";
import type { DocumentStore } from "../storage/document-store";
import { type Queue, type QueueCommand, queueCodec } from "./queue";
import * as rules from "./queue-rules";

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
}
