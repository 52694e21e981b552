import type { Clock } from "../clock";
import type { Event } from "../events";
import { checkId, newId } from "../ids";
import { type JobApprovals, noApprovals } from "../jobs/job-content";
import { changed } from "../records/changed";
import { checked } from "../records/checked";
import { directoryInput, runInput } from "../records/job-input";
import type { Listing } from "../records/named-document-repository";
import type { Placement } from "../records/placement";
import type { Run } from "../records/run";
import { oneLine, optionalProse } from "../records/text-input";
import { configured, type GroupSettings } from "./config-rules";
import type { FileGroupRepository } from "./file-group-repository";
import { type Group, type Session, sessionSchema } from "./group";
import {
  archived,
  checkMayBeDeleted,
  type SessionChanges,
  sessionById,
  unarchived,
  withChangedSession,
} from "./group-rules";
import { sessionContent } from "./session-content";

export interface GroupInput {
  readonly name: string;
  readonly description?: string | undefined;
}

export interface SessionInput {
  readonly name: string;
  readonly cwd?: string | undefined;
  readonly run: Run;
  /** Ids of sessions of the same group. */
  readonly dependsOn?: readonly string[] | undefined;
}

/** What people do with session groups. Everything may throw what the store throws, and `INVALID` for a bad id. */
export class GroupService {
  constructor(
    private readonly repository: FileGroupRepository,
    private readonly clock: Clock,
    private readonly approvals: JobApprovals = noApprovals,
  ) {}

  /** A group changed, came or went, here or anywhere else. */
  readonly onDidChange: Event<void> = (listener) => this.repository.onDidChange(() => listener());

  /** Oldest first, the archived ones last. @throws {LockstepError} when one of them can't be read */
  async list(): Promise<readonly Group[]> {
    return archivedLast(await this.repository.list());
  }

  /** Those that can be read, and what is wrong with the others. */
  async listWithProblems(): Promise<Listing<Group>> {
    const { items, problems } = await this.repository.listWithProblems();
    return { items: archivedLast(items), problems };
  }

  /** By id, name or the beginning of an id. @throws {LockstepError} `NOT_FOUND`; `INVALID` when several could be meant */
  find(ref: string): Promise<Group> {
    return this.repository.find(ref);
  }

  /** @throws {LockstepError} `INVALID`; `CONFLICT` when the name is taken */
  async create(input: GroupInput): Promise<Group> {
    const now = this.now();
    const description = optionalProse("description", input.description);
    return await this.repository.create({
      version: 1,
      id: newId(),
      name: oneLine("name", input.name),
      ...(typeof description === "string" ? { description } : {}),
      status: "created",
      sessions: [],
      config: { maxConcurrent: 3, respectDependencies: true, errorThreshold: 2 },
      createdAt: now,
      updatedAt: now,
    });
  }

  /** @throws {LockstepError} `INVALID`, `NOT_FOUND`; `CONFLICT` when the name is taken */
  async rename(id: string, name: string): Promise<Group> {
    return await this.repository.rename(id, oneLine("name", name), this.now());
  }

  /** An empty description takes it away. @throws {LockstepError} `INVALID`, `NOT_FOUND` */
  async describe(id: string, description: string | null): Promise<Group> {
    const text = optionalProse("description", description);
    return await this.repository.change(id, this.now(), (group) => changed(group, { description: text }));
  }

  /** How it runs; from the next session on when it runs already. @throws {LockstepError} `INVALID`, `NOT_FOUND` */
  async configure(id: string, settings: GroupSettings): Promise<Group> {
    return await this.repository.change(id, this.now(), (group) => configured(group, settings));
  }

  /** @throws {LockstepError} `NOT_FOUND`; `PRECONDITION` when it is running */
  delete(id: string): Promise<Group> {
    return this.repository.delete(id, checkMayBeDeleted);
  }

  /** Brings a deleted group back; under another name when its own is taken by now. */
  restore(group: Group): Promise<Group> {
    return this.repository.restore(group);
  }

  /** Puts it away. @throws {LockstepError} `NOT_FOUND`; `PRECONDITION` when it is running */
  archive(id: string): Promise<Group> {
    return this.repository.change(id, this.now(), archived);
  }

  /** Takes an archived group out again, with the status that its sessions say. @throws {LockstepError} `NOT_FOUND` */
  unarchive(id: string): Promise<Group> {
    return this.repository.change(id, this.now(), unarchived);
  }

  /** At the end unless `placement` says otherwise. @throws {LockstepError} `INVALID`; `NOT_FOUND`, also of a dependency */
  async addSession(groupId: string, input: SessionInput, placement?: Placement): Promise<Session> {
    const session: Session = {
      id: newId(),
      name: oneLine("name", input.name),
      cwd: directoryInput(input.cwd ?? "."),
      run: runInput(input.run),
      dependsOn: dependenciesFrom(input.dependsOn ?? []),
      status: "pending",
    };
    checked(sessionSchema, session, "session");
    this.approvals.note([sessionContent(session)]);
    return await this.repository.addSession(groupId, session, placement, this.now());
  }

  /** @throws {LockstepError} `INVALID`; `NOT_FOUND`, also of a dependency; `PRECONDITION` when it is running, or for a cycle */
  async updateSession(groupId: string, sessionId: string, changes: SessionChanges): Promise<Session> {
    checkId(sessionId);
    const input: SessionChanges = {
      name: changes.name === undefined ? undefined : oneLine("name", changes.name),
      cwd: changes.cwd === undefined ? undefined : directoryInput(changes.cwd),
      run: changes.run && runInput(changes.run),
      dependsOn: changes.dependsOn && dependenciesFrom(changes.dependsOn),
    };
    const before = await this.repository.get(groupId);
    const after = withChangedSession(before, sessionId, input).result;
    if (input.run !== undefined || this.approvals.isApproved(sessionContent(sessionById(before, sessionId)))) {
      this.approvals.note([sessionContent(after)]);
    }
    return await this.repository.updateSession(groupId, sessionId, input, this.now());
  }

  /** No other session depends on it afterwards. @throws {LockstepError} `NOT_FOUND`; `PRECONDITION` when it is running */
  async removeSession(groupId: string, sessionId: string): Promise<Session> {
    checkId(sessionId);
    return await this.repository.removeSession(groupId, sessionId, this.now());
  }

  /**
   * Undoes {@link removeSession}.
   *
   * @param before the group as it was with the session
   * @throws {LockstepError} `NOT_FOUND` group
   */
  async restoreSession(session: Session, before: Group): Promise<void> {
    await this.repository.restoreSession(session, before, this.now());
  }

  /**
   * To another group, where it depends on nothing, or to another place in its own.
   *
   * @throws {LockstepError} `INVALID`, `NOT_FOUND`; `PRECONDITION` when it is running; `CONFLICT` when a crash left it in
   * both groups and somebody changed one of them since
   */
  async moveSession(
    sessionId: string,
    fromGroupId: string,
    toGroupId: string,
    placement?: Placement,
  ): Promise<Session> {
    checkId(sessionId);
    return await this.repository.moveSession({ sessionId, from: fromGroupId, to: toGroupId, placement }, this.now());
  }

  private now(): string {
    return this.clock.now().toISOString();
  }
}

/** Each once, in the order given. */
function dependenciesFrom(ids: readonly string[]): readonly string[] {
  for (const id of ids) {
    checkId(id);
  }
  return [...new Set(ids)];
}

function archivedLast(groups: readonly Group[]): readonly Group[] {
  const isArchived = ({ status }: Group) => status === "archived";
  return [...groups.filter((group) => !isArchived(group)), ...groups.filter(isArchived)];
}
