import type { Clock } from "../clock";
import type { Event } from "../events";
import { checkId, newId } from "../ids";
import { type JobApprovals, noApprovals } from "../jobs/job-content";
import { checked } from "../records/checked";
import { directoryInput, runInput } from "../records/job-input";
import { limits } from "../records/limits";
import type { Listing } from "../records/named-document-repository";
import type { Placement } from "../records/placement";
import type { Run } from "../records/run";
import { oneLine, optionalLine, optionalProse, optionalSystemInput } from "../records/text-input";
import { configured, type QueueSettings } from "./config-rules";
import type { FileQueueRepository } from "./file-queue-repository";
import { commandSchema, type Queue, type QueueCommand } from "./queue";
import { type CommandChanges, checkMayBeDeleted, commandById, withChangedCommand } from "./queue-rules";
import { contentsOfConfigured, contentsOfEdited, contentsOfMoved, contentsOfNew } from "./written-rules";

export interface QueueInput {
  readonly name: string;
  readonly description?: string | undefined;
  readonly cwd?: string | undefined;
}

export interface CommandInput {
  readonly run: Run;
  readonly label?: string | undefined;
  readonly cwd?: string | undefined;
  readonly env?: Readonly<Record<string, string>> | undefined;
  /** The ids of commands of the same queue that must be completed before it starts. */
  readonly after?: readonly string[] | undefined;
  /** A command with a higher one runs before those that stand ahead of it. 0 when left out. */
  readonly priority?: number | undefined;
  /** When it may start at the earliest, ISO 8601. */
  readonly notBefore?: string | undefined;
}

/** What people do with command queues. Everything may throw what the store throws, and `INVALID` for a bad id. */
export class QueueService {
  constructor(
    private readonly repository: FileQueueRepository,
    private readonly clock: Clock,
    private readonly approvals: JobApprovals = noApprovals,
  ) {}

  /** A queue changed, came or went, here or anywhere else. */
  readonly onDidChange: Event<void> = (listener) => this.repository.onDidChange(() => listener());

  /** Oldest first. @throws {LockstepError} when one of them can't be read */
  list(): Promise<readonly Queue[]> {
    return this.repository.list();
  }

  /** Those that can be read, and what is wrong with the others. */
  listWithProblems(): Promise<Listing<Queue>> {
    return this.repository.listWithProblems();
  }

  /** By id, name or the beginning of an id. @throws {LockstepError} `NOT_FOUND`; `INVALID` when several could be meant */
  find(ref: string): Promise<Queue> {
    return this.repository.find(ref);
  }

  /** @throws {LockstepError} `INVALID`; `CONFLICT` when the name is taken */
  async create(input: QueueInput): Promise<Queue> {
    const now = this.now();
    const description = optionalProse("description", input.description);
    return await this.repository.create({
      version: 1,
      id: newId(),
      name: oneLine("name", input.name),
      ...(typeof description === "string" ? { description } : {}),
      cwd: directoryInput(input.cwd ?? "."),
      status: "idle",
      commands: [],
      config: { stopOnError: true, onInterrupted: "fail" },
      createdAt: now,
      updatedAt: now,
    });
  }

  /** @throws {LockstepError} `INVALID`, `NOT_FOUND`; `CONFLICT` when the name is taken */
  async rename(id: string, name: string): Promise<Queue> {
    return await this.repository.rename(id, oneLine("name", name), this.now());
  }

  /** How it runs; from the next command on when it runs already. @throws {LockstepError} `INVALID`, `NOT_FOUND` */
  async configure(id: string, settings: QueueSettings): Promise<Queue> {
    const input: QueueSettings = {
      ...settings,
      cwd: settings.cwd === undefined ? undefined : directoryInput(settings.cwd),
      onFinish: optionalSystemInput("command", settings.onFinish, limits.command),
      onFail: optionalSystemInput("command", settings.onFail, limits.command),
    };
    const before = await this.repository.get(id);
    this.approvals.note(contentsOfConfigured(this.approvals, before, configured(before, input), input));
    return await this.repository.change(id, this.now(), (queue) => configured(queue, input));
  }

  /** @throws {LockstepError} `NOT_FOUND`; `PRECONDITION` when it is running */
  delete(id: string): Promise<Queue> {
    return this.repository.delete(id, checkMayBeDeleted);
  }

  /** Brings a deleted queue back; under another name when its own is taken by now. */
  restore(queue: Queue): Promise<Queue> {
    return this.repository.restore(queue);
  }

  /** At the end unless `placement` says otherwise. @throws {LockstepError} `INVALID`, `NOT_FOUND` */
  async addCommand(queueId: string, input: CommandInput, placement?: Placement): Promise<QueueCommand> {
    const now = this.now();
    const command: QueueCommand = {
      id: newId(),
      run: runInput(input.run),
      ...(input.label === undefined ? {} : { label: oneLine("label", input.label) }),
      ...(input.cwd === undefined ? {} : { cwd: directoryInput(input.cwd) }),
      ...(input.env === undefined ? {} : { env: input.env }),
      status: "pending",
      addedAt: now,
      ...conditionsIn(input),
    };
    checked(commandSchema, command, "command");
    this.approvals.note(contentsOfNew(this.approvals, await this.repository.get(queueId), command));
    return await this.repository.addCommand(queueId, command, placement, now);
  }

  /** @throws {LockstepError} `INVALID`, `NOT_FOUND`; `PRECONDITION` when it is running */
  async updateCommand(queueId: string, commandId: string, changes: CommandChanges): Promise<QueueCommand> {
    checkId(commandId);
    const input: CommandChanges = {
      run: changes.run && runInput(changes.run),
      label: optionalLine("label", changes.label),
      cwd: typeof changes.cwd === "string" ? directoryInput(changes.cwd) : changes.cwd,
      env: changes.env,
      after: changes.after && idsIn(changes.after),
      priority: changes.priority,
      notBefore: changes.notBefore,
    };
    const before = await this.repository.get(queueId);
    const after = withChangedCommand(before, commandId, input).document;
    this.approvals.note(contentsOfEdited(this.approvals, before, after, { id: commandId, changes: input }));
    return await this.repository.updateCommand(queueId, commandId, input, this.now());
  }

  /** @throws {LockstepError} `NOT_FOUND`; `PRECONDITION` when it is running */
  async removeCommand(queueId: string, commandId: string): Promise<QueueCommand> {
    checkId(commandId);
    return await this.repository.removeCommand(queueId, commandId, this.now());
  }

  /**
   * Undoes {@link removeCommand}.
   *
   * @param position where it was, from 1
   * @throws {LockstepError} `NOT_FOUND` queue
   */
  async restoreCommand(queueId: string, command: QueueCommand, position: number): Promise<void> {
    await this.repository.restoreCommand(queueId, command, position, this.now());
  }

  /** @throws {LockstepError} `INVALID`, `NOT_FOUND` command or neighbour; `PRECONDITION` when it is running */
  async reorderCommand(queueId: string, commandId: string, placement: Placement): Promise<Queue> {
    checkId(commandId);
    return await this.repository.reorderCommand(queueId, commandId, placement, this.now());
  }

  /**
   * To another queue, where it waits for no other command, or to another place in its own.
   *
   * @throws {LockstepError} `INVALID`, `NOT_FOUND`; `PRECONDITION` when it is running; `CONFLICT` when a crash left it in
   * both queues and somebody changed one of them since, or somebody changes it at this moment
   */
  async moveCommand(
    commandId: string,
    fromQueueId: string,
    toQueueId: string,
    placement?: Placement,
  ): Promise<QueueCommand> {
    checkId(commandId);
    if (fromQueueId !== toQueueId) {
      const [source, target] = await Promise.all([this.repository.get(fromQueueId), this.repository.get(toQueueId)]);
      this.approvals.note(contentsOfMoved(this.approvals, source, target, commandById(source, commandId)));
      return await this.repository.moveCommand({ commandId, from: fromQueueId, to: toQueueId, placement }, this.now());
    }
    const queue = placement === undefined ? undefined : await this.reorderCommand(toQueueId, commandId, placement);
    return commandById(queue ?? (await this.repository.get(toQueueId)), commandId);
  }

  private now(): string {
    return this.clock.now().toISOString();
  }
}

/** When a new command may start. */
function conditionsIn({ after, priority, notBefore }: CommandInput): Partial<QueueCommand> {
  return {
    ...(after === undefined || after.length === 0 ? {} : { after: idsIn(after) }),
    ...(priority === undefined ? {} : { priority }),
    ...(notBefore === undefined ? {} : { notBefore }),
  };
}

/** @throws {LockstepError} `INVALID` */
function idsIn(ids: readonly string[]): readonly string[] {
  for (const id of ids) {
    checkId(id);
  }
  return [...new Set(ids)];
}
