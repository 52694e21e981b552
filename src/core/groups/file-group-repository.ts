import { LockstepError } from "../errors";
import { NamedDocumentRepository } from "../records/named-document-repository";
import type { Placement } from "../records/placement";
import type { DocumentStore } from "../storage/document-store";
import { type Group, groupCodec, type Session } from "./group";
import * as rules from "./group-rules";
import { received, released, withdrawn } from "./move-rules";
import { withRestoredSession } from "./restore-rules";

/** Where a session goes. */
export interface SessionMove {
  readonly sessionId: string;
  readonly from: string;
  readonly to: string;
  readonly placement: Placement | undefined;
}

/** Session groups, one document each. */
export class FileGroupRepository extends NamedDocumentRepository<Group> {
  constructor(store: DocumentStore) {
    super(store, groupCodec, "groups", "group");
  }

  /** @throws {LockstepError} `NOT_FOUND` group, dependency or neighbour; `INVALID` position */
  async addSession(groupId: string, session: Session, placement: Placement | undefined, now: string): Promise<Session> {
    await this.change(groupId, now, (group) => rules.withSession(group, session, placement));
    return session;
  }

  /** @throws {LockstepError} `NOT_FOUND`, `PRECONDITION`, `INVALID` */
  updateSession(groupId: string, sessionId: string, changes: rules.SessionChanges, now: string): Promise<Session> {
    return this.changeWithResult(groupId, now, (group) => rules.withChangedSession(group, sessionId, changes));
  }

  /** @throws {LockstepError} `NOT_FOUND`, `PRECONDITION` */
  removeSession(groupId: string, sessionId: string, now: string): Promise<Session> {
    return this.changeWithResult(groupId, now, (group) => rules.withoutSession(group, sessionId));
  }

  /** @throws {LockstepError} `NOT_FOUND` group */
  async restoreSession(session: Session, before: Group, now: string): Promise<void> {
    await this.change(before.id, now, (group) => withRestoredSession(group, session, before));
  }

  /**
   * Moves a session to another group, or within its own. Repeating a move that a crash cut off completes it.
   *
   * @throws {LockstepError} `NOT_FOUND`; `PRECONDITION` when it is running; `CONFLICT` when both groups have it and they
   * differ; `INVALID` position
   */
  async moveSession(move: SessionMove, now: string): Promise<Session> {
    const { sessionId, from, to, placement } = move;
    if (from === to) {
      return await this.changeWithResult(from, now, (group) => rules.withReorderedSession(group, sessionId, placement));
    }
    return await this.exclusively(() => this.withoutRunning(move, () => this.moveBetween(move, now)));
  }

  /** While it is in both groups nobody starts it in the one that it leaves: it would run twice. */
  private async withoutRunning<R>({ sessionId, from }: SessionMove, work: () => Promise<R>): Promise<R> {
    await this.get(from);
    const leased = await this.leaseRun(from, sessionId);
    if (!leased.success) {
      throw new LockstepError("PRECONDITION", "Somebody runs the session “{0}” now.", [sessionId]);
    }
    try {
      return await work();
    } finally {
      await leased.lease.release();
    }
  }

  private async moveBetween({ sessionId, from, to, placement }: SessionMove, now: string): Promise<Session> {
    const source = await this.get(from);
    let target = await this.get(to);
    const wasThere = sessionIn(target, sessionId) !== undefined;
    let original = wasThere ? sessionIn(source, sessionId) : rules.sessionById(source, sessionId);
    let earlier: Session | undefined;
    while (original !== undefined) {
      const copied: Session = original;
      const brought: Session | undefined = earlier;
      rules.checkNotRunning(copied, "moved");
      target = await this.change(to, now, (group) => received(group, copied, placement, brought));
      await this.releaseOrWithdraw(copied, from, wasThere ? undefined : to, now);
      earlier = copied;
      // Somebody may have changed it between the two steps: then it is still there, and moves as it is now.
      original = sessionIn(await this.get(from), sessionId);
    }
    return rules.sessionById(target, sessionId);
  }

  private async releaseOrWithdraw(copied: Session, from: string, to: string | undefined, now: string): Promise<void> {
    try {
      await this.change(from, now, (source) => released(source, copied));
    } catch (error) {
      if (to !== undefined) {
        await this.change(to, now, (target) => withdrawn(target, copied));
      }
      throw error;
    }
  }
}

function sessionIn(group: Group, id: string): Session | undefined {
  return group.sessions.find((session) => session.id === id);
}
