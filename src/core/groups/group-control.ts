import type { Clock } from "../clock";
import { Emitter } from "../events";
import { checkId } from "../ids";
import type { Outcome } from "../records/outcome";
import * as rules from "./control-rules";
import type { FileGroupRepository } from "./file-group-repository";
import type { Group, Session } from "./group";

/**
 * What people tell a group and its sessions, wherever they run: it is written to the document, and the workers act on
 * it. Everything @throws {LockstepError} `NOT_FOUND`, `PRECONDITION` and what the store throws.
 */
export class GroupControl {
  private readonly started = new Emitter<string>();

  /** This process had the group of this id run, or one of its sessions, wherever it does. */
  readonly onDidStart = this.started.event;

  constructor(
    private readonly repository: FileGroupRepository,
    private readonly clock: Clock,
  ) {}

  /** Any worker may run its sessions from now on. */
  start(id: string): Promise<Group> {
    return this.starting(
      id,
      this.change(id, (group) => rules.started(group, this.now())),
    );
  }

  /** What runs goes on to its end, nothing else is started. */
  pause(id: string): Promise<Group> {
    return this.change(id, rules.paused);
  }

  resume(id: string): Promise<Group> {
    return this.starting(id, this.change(id, rules.resumed));
  }

  /** What runs is ended, the rest is skipped. */
  stop(id: string): Promise<Group> {
    return this.change(id, (group) => rules.stopped(group, this.now()));
  }

  /** Ends one session that runs, or takes one out that waits. */
  cancel(id: string, sessionId: string): Promise<Session> {
    return this.changeSession(id, sessionId, (group) => rules.cancelled(group, sessionId, this.now()));
  }

  restart(id: string, sessionId: string): Promise<Session> {
    return this.changeSession(id, sessionId, (group) => rules.restarted(group, sessionId));
  }

  /** All that failed, and what was skipped. Resolves with how many. */
  retry(id: string): Promise<number> {
    return this.repository.changeWithResult(id, this.now(), rules.retried);
  }

  /** Whatever else runs. */
  startNow(id: string, sessionId: string): Promise<Session> {
    return this.starting(
      id,
      this.changeSession(id, sessionId, (group) => rules.startedNow(group, sessionId)),
    );
  }

  private async starting<T>(id: string, change: Promise<T>): Promise<T> {
    const changed = await change;
    this.started.fire(id);
    return changed;
  }

  private change(id: string, rule: (group: Group) => Group): Promise<Group> {
    return this.repository.change(id, this.now(), rule);
  }

  private async changeSession(
    id: string,
    sessionId: string,
    rule: (group: Group) => Outcome<Group, Session>,
  ): Promise<Session> {
    checkId(sessionId);
    return await this.repository.changeWithResult(id, this.now(), rule);
  }

  private now(): string {
    return this.clock.now().toISOString();
  }
}
