import * as vscode from "vscode";
import type { Queue } from "../../core/queues/queue";
import { waitFor } from "../waiting";
import type { CommandHandlers, CommandTable } from "./command-table";
import type { FolderChoice } from "./folder-choice";
import { askName } from "./questions";
import type { QueueChoice } from "./queue-choice";
import type { InFolder } from "./record-choice";
import type { UndoOffer } from "./undo-offer";
import { wordsOf } from "./words";

type QueueCommandId = "lockstep.queue.create" | "lockstep.queue.rename" | "lockstep.queue.delete";

/** What people do with whole queues. */
export class QueueCommands {
  readonly handlers: CommandHandlers<QueueCommandId> = {
    "lockstep.queue.create": async (at) => (await this.create(at)).record,
    "lockstep.queue.rename": (at) => this.rename(at),
    "lockstep.queue.delete": (at) => this.delete(at),
  };

  constructor(
    private readonly folders: FolderChoice,
    private readonly queues: QueueChoice,
    private readonly undo: UndoOffer,
  ) {}

  async create(...[at]: CommandTable["lockstep.queue.create"]): Promise<InFolder<Queue>> {
    const words = wordsOf(at);
    const folder = await this.folders.one(at);
    const { queues } = folder.state;
    const name = words?.name ?? (await this.askName({ title: vscode.l10n.t("Create Queue") }, folder));
    const queue = await waitFor(folder, () =>
      queues.create({ name, description: words?.description, cwd: words?.cwd }),
    );
    return { folder, record: queue };
  }

  private async rename(...[at]: CommandTable["lockstep.queue.rename"]): Promise<Queue> {
    const { folder, record: queue } = await this.queues.queue(at);
    const title = vscode.l10n.t("Rename Queue");
    const name = wordsOf(at)?.name ?? (await this.askName({ title, value: queue.name }, folder));
    return await waitFor(folder, () => folder.state.queues.rename(queue.id, name));
  }

  private async delete(...[at]: CommandTable["lockstep.queue.delete"]): Promise<Queue> {
    const { folder, record } = await this.queues.queue(at);
    const deleted = await waitFor(folder, () => folder.state.queues.delete(record.id));
    this.undo.make(vscode.l10n.t("Deleted the queue “{0}”.", deleted.name), () => folder.state.queues.restore(deleted));
    return deleted;
  }

  private async askName(
    question: { readonly title: string; readonly value?: string },
    { state }: InFolder<Queue>["folder"],
  ): Promise<string> {
    const { items } = await state.queues.listWithProblems();
    const taken = items.map(({ name }) => name);
    return await askName(
      { ...question, prompt: vscode.l10n.t("What to call it"), placeHolder: vscode.l10n.t("Nightly checks") },
      taken,
    );
  }
}
