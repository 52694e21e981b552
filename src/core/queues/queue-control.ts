import type { Clock } from "../clock";
import { Emitter } from "../events";
import { checkId, newId } from "../ids";
import type { Outcome } from "../records/outcome";
import * as rules from "./control-rules";
import type { FileQueueRepository } from "./file-queue-repository";
import type { Queue, QueueCommand } from "./queue";
import { commandById } from "./queue-rules";
import { recovered } from "./run-rules";

/** Who starts something wants to see it where it was started. */
export interface StartingHere {
  starting<T>(kind: "queue", id: string, change: () => Promise<T>): Promise<T>;
}

/**
 * What people tell a queue and its commands, wherever it runs: it is written to the document, and whoever runs the queue
 * acts on it. Everything @throws {LockstepError} `NOT_FOUND`, `PRECONDITION` and what the store throws.
 */
export class QueueControl {
  private readonly started = new Emitter<string>();

  /** This process had the queue of this id run, or one of its commands, wherever it does. */
  readonly onDidStart = this.started.event;

  constructor(
    private readonly repository: FileQueueRepository,
    private readonly clock: Clock,
    private readonly starts: StartingHere,
  ) {}

  /** Any worker may run it from now on; that of this process does, if it has one. */
  start(id: string): Promise<Queue> {
    return this.starting(id, () => this.change(id, rules.started));
  }

  /** What runs goes on to its end, nothing else is started. */
  pause(id: string): Promise<Queue> {
    return this.change(id, rules.paused);
  }

  resume(id: string): Promise<Queue> {
    return this.starting(id, () => this.change(id, rules.resumed));
  }

  /** What runs is ended, the rest is skipped. */
  async stop(id: string): Promise<Queue> {
    const queue = await this.change(id, (current) => rules.stopped(current, this.now()));
    return await this.withoutLost(queue);
  }

  /** Ends one command that runs, or takes one out that waits for its turn. */
  async cancel(id: string, commandId: string): Promise<QueueCommand> {
    const command = await this.changeCommand(id, commandId, (queue) => rules.cancelled(queue, commandId, this.now()));
    return command.status === "running"
      ? commandById(await this.withoutLost(await this.repository.get(id)), commandId)
      : command;
  }

  skip(id: string, commandId: string): Promise<QueueCommand> {
    return this.changeCommand(id, commandId, (queue) => rules.skippedByUser(queue, commandId, this.now()));
  }

  /** Once more: in its place, or as a copy at the end. */
  restart(id: string, commandId: string, { append }: { readonly append: boolean }): Promise<QueueCommand> {
    const copyId = append ? newId() : undefined;
    return this.changeCommand(id, commandId, (queue) => rules.restarted(queue, commandId, { copyId, now: this.now() }));
  }

  /** All that failed, and what was skipped because of it. Resolves with how many. */
  retry(id: string): Promise<number> {
    return this.repository.changeWithResult(id, this.now(), rules.retried);
  }

  /** Out of turn, whatever else runs. */
  startNow(id: string, commandId: string): Promise<QueueCommand> {
    return this.starting(id, () => this.changeCommand(id, commandId, (queue) => rules.startedNow(queue, commandId)));
  }

  private async starting<T>(id: string, change: () => Promise<T>): Promise<T> {
    const changed = await this.starts.starting("queue", id, change);
    this.started.fire(id);
    return changed;
  }

  /** Of a command that is marked as running nobody may be left who could end it. */
  private async withoutLost(queue: Queue): Promise<Queue> {
    const lost = new Set<string>();
    for (const { id, status } of queue.commands) {
      if (status === "running" && (await this.repository.runnerOf(queue.id, id)) === undefined) {
        lost.add(id);
      }
    }
    const hasRunner = (await this.repository.runnerOf(queue.id)) !== undefined;
    return lost.size === 0 || hasRunner
      ? queue
      : await this.change(queue.id, (current) => recovered(current, lost, { now: this.now(), mayRetry: false }));
  }

  private change(id: string, rule: (queue: Queue) => Queue): Promise<Queue> {
    return this.repository.change(id, this.now(), rule);
  }

  private async changeCommand(
    id: string,
    commandId: string,
    rule: (queue: Queue) => Outcome<Queue, QueueCommand>,
  ): Promise<QueueCommand> {
    checkId(commandId);
    return await this.repository.changeWithResult(id, this.now(), rule);
  }

  private now(): string {
    return this.clock.now().toISOString();
  }
}
