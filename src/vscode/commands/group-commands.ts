import * as vscode from "vscode";
import type { Group } from "../../core/groups/group";
import { waitFor } from "../waiting";
import type { OpenFolder } from "../workspace-folders";
import type { CommandHandlers, CommandTable } from "./command-table";
import type { FolderChoice } from "./folder-choice";
import type { GroupChoice } from "./group-choice";
import { askName, askText } from "./questions";
import type { InFolder } from "./record-choice";
import type { UndoOffer } from "./undo-offer";
import { wordsOf } from "./words";

type GroupCommandId =
  | "lockstep.group.create"
  | "lockstep.group.rename"
  | "lockstep.group.describe"
  | "lockstep.group.archive"
  | "lockstep.group.unarchive"
  | "lockstep.group.delete";

/** What people do with whole groups. */
export class GroupCommands {
  readonly handlers: CommandHandlers<GroupCommandId> = {
    "lockstep.group.create": async (at) => (await this.create(at)).record,
    "lockstep.group.rename": (at) => this.rename(at),
    "lockstep.group.describe": (at) => this.describe(at),
    "lockstep.group.archive": (at) => this.archive(at),
    "lockstep.group.unarchive": (at) => this.unarchive(at),
    "lockstep.group.delete": (at) => this.delete(at),
  };

  constructor(
    private readonly folders: FolderChoice,
    private readonly groups: GroupChoice,
    private readonly undo: UndoOffer,
  ) {}

  async create(...[at]: CommandTable["lockstep.group.create"]): Promise<InFolder<Group>> {
    const words = wordsOf(at);
    const folder = await this.folders.one(at);
    const name = words?.name ?? (await this.askName(folder, vscode.l10n.t("Create Group")));
    const group = await waitFor(folder, () => folder.state.groups.create({ name, description: words?.description }));
    return { folder, record: group };
  }

  private async rename(...[at]: CommandTable["lockstep.group.rename"]): Promise<Group> {
    const { folder, record: group } = await this.groups.group(at);
    const name = wordsOf(at)?.name ?? (await this.askName(folder, vscode.l10n.t("Rename Group"), group.name));
    return await waitFor(folder, () => folder.state.groups.rename(group.id, name));
  }

  private async describe(...[at]: CommandTable["lockstep.group.describe"]): Promise<Group> {
    const { folder, record: group } = await this.groups.group(at);
    const question = {
      title: vscode.l10n.t("Describe {0}", group.name),
      prompt: vscode.l10n.t("What it is for; nothing takes the description away"),
      value: group.description,
    };
    const description = wordsOf(at)?.description ?? (await askText(question));
    return await waitFor(folder, () => folder.state.groups.describe(group.id, description));
  }

  private async archive(...[at]: CommandTable["lockstep.group.archive"]): Promise<Group> {
    const { folder, record } = await this.groups.group(at);
    return await waitFor(folder, () => folder.state.groups.archive(record.id));
  }

  private async unarchive(...[at]: CommandTable["lockstep.group.unarchive"]): Promise<Group> {
    const { folder, record } = await this.groups.group(at);
    return await waitFor(folder, () => folder.state.groups.unarchive(record.id));
  }

  private async delete(...[at]: CommandTable["lockstep.group.delete"]): Promise<Group> {
    const { folder, record } = await this.groups.group(at);
    const { groups } = folder.state;
    const deleted = await waitFor(folder, () => groups.delete(record.id));
    this.undo.make(vscode.l10n.t("Deleted the group “{0}”.", deleted.name), () => groups.restore(deleted));
    return deleted;
  }

  private async askName({ state }: OpenFolder, title: string, value?: string): Promise<string> {
    const { items } = await state.groups.listWithProblems();
    const taken = items.map(({ name }) => name);
    return await askName({ title, prompt: vscode.l10n.t("What to call it"), value }, taken);
  }
}
