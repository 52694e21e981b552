import * as vscode from "vscode";
import type { Group, Session } from "../../core/groups/group";
import type { SessionChanges } from "../../core/groups/group-rules";
import { SessionRow } from "../views/group-rows";
import { runText } from "../views/job-appearance";
import { waitFor } from "../waiting";
import type { CommandHandlers, CommandTable } from "./command-table";
import type { GroupChoice, SessionInGroup } from "./group-choice";
import type { GroupCommands } from "./group-commands";
import { askRequiredText, type Choice, pick, pickAny } from "./questions";
import type { InFolder } from "./record-choice";
import { askRun } from "./run-question";
import type { UndoOffer } from "./undo-offer";
import { rowsFor, wordsOf } from "./words";

type SessionCommandId =
  | "lockstep.group.addSession"
  | "lockstep.group.updateSession"
  | "lockstep.group.setDependencies"
  | "lockstep.group.moveSession"
  | "lockstep.group.removeSession";

/** What people do with the sessions of a group. */
export class SessionCommands {
  readonly handlers: CommandHandlers<SessionCommandId> = {
    "lockstep.group.addSession": (at) => this.add(at),
    "lockstep.group.updateSession": (at) => this.update(at),
    "lockstep.group.setDependencies": (at) => this.setDependencies(at),
    "lockstep.group.moveSession": (at, selection) => this.move(at, selection),
    "lockstep.group.removeSession": (at, selection) => this.remove(at, selection),
  };

  constructor(
    private readonly groups: GroupChoice,
    private readonly groupCommands: GroupCommands,
    private readonly undo: UndoOffer,
  ) {}

  private async add(...[at]: CommandTable["lockstep.group.addSession"]): Promise<Session> {
    const words = wordsOf(at);
    const { folder, record: group } = await this.groups.group(at, [this.creation()]);
    const title = vscode.l10n.t("Add Session to {0}", group.name);
    const name = words?.name ?? (await askRequiredText({ title, prompt: vscode.l10n.t("What to call the session") }));
    const run = words?.run ?? (await askRun(title));
    return await waitFor(folder, () => folder.state.groups.addSession(group.id, { name, run, cwd: words?.cwd }));
  }

  private creation(): Choice<() => Promise<InFolder<Group>>> {
    return {
      label: vscode.l10n.t("Create Group..."),
      iconPath: new vscode.ThemeIcon("add"),
      value: () => this.groupCommands.create(),
    };
  }

  private async update(...[at]: CommandTable["lockstep.group.updateSession"]): Promise<Session> {
    const { folder, group, session } = await this.groups.session(at);
    const { name, run, cwd } = wordsOf(at) ?? {};
    const said = name ?? run ?? cwd;
    const changes = said === undefined ? await askChanges(session) : { name, run, cwd };
    return await waitFor(folder, () => folder.state.groups.updateSession(group.id, session.id, changes));
  }

  private async setDependencies(...[at]: CommandTable["lockstep.group.setDependencies"]): Promise<Session> {
    const { folder, group, session } = await this.groups.session(at);
    const dependsOn = wordsOf(at)?.dependsOn ?? (await askDependencies(group, session));
    return await waitFor(folder, () => folder.state.groups.updateSession(group.id, session.id, { dependsOn }));
  }

  private async move(...[at, selection]: CommandTable["lockstep.group.moveSession"]): Promise<void> {
    const [first, ...others] = await this.sessions(at, selection);
    if (first === undefined) {
      return;
    }
    const target = await this.groups.other(first.folder, first.group, wordsOf(at)?.to);
    for (const { session, group } of [first, ...others.filter(({ folder }) => folder === first.folder)]) {
      await waitFor(first.folder, () => first.folder.state.groups.moveSession(session.id, group.id, target.id));
    }
  }

  private async remove(...[at, selection]: CommandTable["lockstep.group.removeSession"]): Promise<void> {
    const chosen = await this.sessions(at, selection);
    for (const { folder, group, session } of chosen) {
      await waitFor(folder, () => folder.state.groups.removeSession(group.id, session.id));
    }
    const names = chosen.map(({ session }) => `“${session.name}”`).join(", ");
    this.undo.make(vscode.l10n.t("Removed {0}.", names), async () => {
      for (const { folder, group, session } of chosen) {
        await folder.state.groups.restoreSession(session, group);
      }
    });
  }

  private async sessions(
    at: CommandTable["lockstep.group.removeSession"][0],
    selection: CommandTable["lockstep.group.removeSession"][1],
  ): Promise<readonly SessionInGroup[]> {
    const rows = rowsFor(SessionRow, at, selection);
    return rows.length > 0 ? rows : [await this.groups.session(at)];
  }
}

async function askChanges(session: Session): Promise<SessionChanges> {
  const title = vscode.l10n.t("Change “{0}”", session.name);
  const change = await pick<() => Promise<SessionChanges>>(title, [
    {
      label: vscode.l10n.t("Name"),
      description: session.name,
      value: async () => ({
        name: await askRequiredText({ title, prompt: vscode.l10n.t("What to call the session"), value: session.name }),
      }),
    },
    {
      label: vscode.l10n.t("What It Runs"),
      description: runText(session.run),
      value: async () => ({ run: await askRun(title, session.run) }),
    },
    {
      label: vscode.l10n.t("Folder"),
      description: session.cwd,
      value: async () => ({ cwd: await askRequiredText({ title, prompt: folderPrompt(), value: session.cwd }) }),
    },
  ]);
  return await change();
}

function folderPrompt(): string {
  return vscode.l10n.t("Where it runs, relative to the workspace folder");
}

async function askDependencies(group: Group, session: Session): Promise<readonly string[]> {
  const others = group.sessions.filter(({ id }) => id !== session.id);
  const choices = others.map(({ id, name, run }) => ({
    label: name,
    description: runText(run),
    picked: session.dependsOn.includes(id),
    value: id,
  }));
  return await pickAny(vscode.l10n.t("What Must Be Completed before “{0}” Starts?", session.name), choices);
}
