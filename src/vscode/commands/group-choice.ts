import * as vscode from "vscode";
import type { Group, Session } from "../../core/groups/group";
import { findSession, progress } from "../../core/groups/group-rules";
import { GroupRow, SessionRow } from "../views/group-rows";
import { progressText, runText, statusIcon, statusText } from "../views/job-appearance";
import type { Row } from "../views/row";
import type { OpenFolder } from "../workspace-folders";
import type { GroupWords, SessionWords } from "./command-table";
import type { FolderChoice } from "./folder-choice";
import { type Choice, pick } from "./questions";
import { chooseRecord, findByWords, type InFolder, possibleOf, type RecordKind, type Wanted } from "./record-choice";
import { rowsFor, wordsOf } from "./words";

export interface SessionInGroup {
  readonly folder: OpenFolder;
  readonly group: Group;
  readonly session: Session;
}

/** Which group or session a command is about. */
export class GroupChoice {
  constructor(private readonly folders: FolderChoice) {}

  /** @throws {LockstepError} `NOT_FOUND`, `INVALID`, `ABORTED` */
  async group(
    at: GroupRow | SessionRow | GroupWords | undefined,
    more?: readonly Choice<() => Promise<InFolder<Group>>>[],
  ): Promise<InFolder<Group>> {
    if (at instanceof GroupRow || at instanceof SessionRow) {
      return { folder: at.folder, record: at.group };
    }
    return await this.meant(at, groupKind(), more);
  }

  /** See {@link QueueChoice.queues}. @throws {LockstepError} `NOT_FOUND`, `INVALID`, `ABORTED` */
  async groups(
    at: GroupRow | GroupWords | undefined,
    selection: readonly Row[] | undefined,
    wanted: Wanted<Group>,
  ): Promise<readonly InFolder<Group>[]> {
    const rows = rowsFor(GroupRow, at, selection).map(({ folder, group }) => ({ folder, record: group }));
    return rows.length > 0
      ? possibleOf(rows, ({ record }) => wanted.isPossible(record))
      : [await this.meant(at, groupKind(wanted))];
  }

  /** See {@link QueueChoice.queues}. @throws {LockstepError} `NOT_FOUND`, `INVALID`, `ABORTED` */
  async sessions(
    at: SessionRow | SessionWords | undefined,
    selection: readonly Row[] | undefined,
    wanted: Wanted<Pick<SessionInGroup, "group" | "session">>,
  ): Promise<readonly SessionInGroup[]> {
    const rows = rowsFor(SessionRow, at, selection);
    if (rows.length > 0) {
      return possibleOf(rows, wanted.isPossible);
    }
    const hasPossible = (group: Group) => group.sessions.some((session) => wanted.isPossible({ group, session }));
    const { folder, record: group } = await this.meant(at, groupKind({ isPossible: hasPossible, none: wanted.none }));
    const ref = wordsOf(at)?.session;
    const possible = group.sessions.filter((session) => wanted.isPossible({ group, session }));
    const session = ref === undefined ? await chooseSession(group, possible, wanted.title) : findSession(group, ref);
    return [{ folder, group, session }];
  }

  private meant(
    at: Row | GroupWords | undefined,
    kind: RecordKind<Group>,
    more?: readonly Choice<() => Promise<InFolder<Group>>>[],
  ): Promise<InFolder<Group>> {
    const folders = this.folders.meant(at);
    const ref = wordsOf(at)?.group;
    return ref === undefined ? chooseRecord(kind, folders, more) : findByWords(groupKind(), folders, ref);
  }

  /** Another group of the same folder. @throws {LockstepError} `NOT_FOUND`, `INVALID`, `ABORTED` */
  async other(folder: OpenFolder, than: Group, to: string | undefined): Promise<Group> {
    if (to !== undefined) {
      return await folder.state.groups.find(to);
    }
    const kind = groupKind({ isPossible: (group) => group.id !== than.id });
    return (await chooseRecord(kind, [folder])).record;
  }

  /** @throws {LockstepError} `NOT_FOUND`, `INVALID`, `ABORTED` */
  async session(at: SessionRow | SessionWords | undefined): Promise<SessionInGroup> {
    if (at instanceof SessionRow) {
      return at;
    }
    const { folder, record: group } = await this.group(at);
    const session = at?.session === undefined ? await chooseSession(group) : findSession(group, at.session);
    return { folder, group, session };
  }
}

function groupKind(wanted: Partial<Wanted<Group>> = {}): RecordKind<Group> {
  const { isPossible = () => true, title = vscode.l10n.t("Which Group?") } = wanted;
  return {
    noun: "group",
    title,
    none: wanted.none ?? "There is no such group yet. Create one first.",
    async list({ state }) {
      const { items, problems } = await state.groups.listWithProblems();
      return { items: items.filter(isPossible), problems };
    },
    shown: (group) => ({
      label: group.name,
      description: [
        progressText(progress(group)),
        ...(group.status === "created" ? [] : [statusText(group.status)]),
      ].join(" · "),
      ...(group.description === undefined ? {} : { detail: group.description }),
      iconPath: statusIcon(group.status),
    }),
  };
}

async function chooseSession(
  group: Group,
  sessions: readonly Session[] = group.sessions,
  title = vscode.l10n.t("Which Session of {0}?", group.name),
): Promise<Session> {
  const choices = sessions.map((session) => ({
    label: session.name,
    description: `${statusText(session.status)} · ${runText(session.run)}`,
    value: session,
  }));
  return await pick(title, choices);
}
