import * as vscode from "vscode";
import type { Group, Session } from "../../core/groups/group";
import { findSession, progress } from "../../core/groups/group-rules";
import { GroupRow, SessionRow } from "../views/group-rows";
import { progressText, runText } from "../views/job-appearance";
import type { OpenFolder } from "../workspace-folders";
import type { GroupWords, SessionWords } from "./command-table";
import type { FolderChoice } from "./folder-choice";
import { type Choice, pick } from "./questions";
import { chooseRecord, findByWords, type InFolder, type RecordKind } from "./record-choice";
import { wordsOf } from "./words";

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
    const folders = this.folders.meant(at);
    const wanted = wordsOf(at)?.group;
    return wanted === undefined
      ? await chooseRecord(groupKind(), folders, more)
      : await findByWords(groupKind(), folders, wanted);
  }

  /** Another group of the same folder. @throws {LockstepError} `NOT_FOUND`, `INVALID`, `ABORTED` */
  async other(folder: OpenFolder, than: Group, to: string | undefined): Promise<Group> {
    if (to !== undefined) {
      return await folder.state.groups.find(to);
    }
    const kind = groupKind((group) => group.id !== than.id);
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

function groupKind(isMeant: (group: Group) => boolean = () => true): RecordKind<Group> {
  return {
    noun: "group",
    title: vscode.l10n.t("Which Group?"),
    none: "There is no such group yet. Create one first.",
    async list({ state }) {
      const { items, problems } = await state.groups.listWithProblems();
      return { items: items.filter(isMeant), problems };
    },
    shown: (group) => ({
      label: group.name,
      description: progressText(progress(group)),
      ...(group.description === undefined ? {} : { detail: group.description }),
      iconPath: new vscode.ThemeIcon("layers"),
    }),
  };
}

async function chooseSession(group: Group): Promise<Session> {
  const choices = group.sessions.map((session) => ({
    label: session.name,
    description: runText(session.run),
    value: session,
  }));
  return await pick(vscode.l10n.t("Which Session of {0}?", group.name), choices);
}
