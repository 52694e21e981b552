import * as vscode from "vscode";
import { LockstepError } from "../../core/errors";
import { checkId } from "../../core/ids";
import type { DocumentKey } from "../../core/storage/document-store";
import type { Models } from "../models/models";
import { showInformation } from "../notifications";
import { GroupRow } from "../views/group-rows";
import { ProblemRow } from "../views/problem-row";
import { QueueRow } from "../views/queue-rows";
import { waitFor } from "../waiting";
import type { OpenFolder } from "../workspace-folders";
import type { CommandHandlers, CommandTable, DocumentWords } from "./command-table";
import type { FolderChoice } from "./folder-choice";
import { type Choice, confirm, pick } from "./questions";

type DocumentCommandId = "lockstep.document.open" | "lockstep.document.startAfresh";

interface DocumentInFolder {
  readonly folder: OpenFolder;
  readonly key: DocumentKey;
}

/** What people do with the files behind the views. */
export class DocumentCommands {
  readonly handlers: CommandHandlers<DocumentCommandId> = {
    "lockstep.document.open": (at) => this.open(at),
    "lockstep.document.startAfresh": (at) => this.startAfresh(at),
  };

  constructor(
    private readonly folders: FolderChoice,
    private readonly models: Models,
  ) {}

  private async open(...[at]: CommandTable["lockstep.document.open"]): Promise<void> {
    const { folder, key } = await this.document(at);
    const uri = uriOf({ folder, key });
    try {
      await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri));
    } catch (error) {
      throw new LockstepError(
        "NOT_FOUND",
        "{0} can't be opened. A document is written with its first record.",
        [uri.fsPath],
        {
          cause: error,
        },
      );
    }
  }

  private async startAfresh(...[at]: CommandTable["lockstep.document.startAfresh"]): Promise<void> {
    const { folder, key } = await this.document(at);
    await confirm(
      vscode.l10n.t("Start afresh with {0}.json?", key),
      vscode.l10n.t("The file is set aside under another name, and Lockstep goes on without what was in it."),
      vscode.l10n.t("Start Afresh"),
    );
    const kept = await waitFor(folder, () => folder.state.startAfresh(key));
    await this.models.refresh();
    void showInformation(
      kept === undefined
        ? vscode.l10n.t("{0}.json is a valid document; nothing was done.", key)
        : vscode.l10n.t("Started afresh. What was in {0}.json is kept as {1}.", key, kept),
    );
  }

  private async document(at: QueueRow | GroupRow | ProblemRow | DocumentWords | undefined): Promise<DocumentInFolder> {
    if (at instanceof ProblemRow) {
      return { folder: at.folder, key: at.problem.key };
    }
    if (at instanceof QueueRow) {
      return { folder: at.folder, key: `queues/${at.queue.id}` };
    }
    if (at instanceof GroupRow) {
      return { folder: at.folder, key: `groups/${at.group.id}` };
    }
    if (at?.document !== undefined) {
      at.document.split("/").forEach(checkId); // a key must not lead out of the state folder
      return { folder: await this.folders.one(at), key: at.document };
    }
    return await pick(vscode.l10n.t("Which Document?"), await this.choices(this.folders.meant(at)));
  }

  private async choices(folders: readonly OpenFolder[]): Promise<readonly Choice<DocumentInFolder>[]> {
    const named = await Promise.all([this.models.groups.current(), this.models.queues.current()]);
    const bookmarks = folders.map((folder) => ({ folder, key: "bookmarks", label: vscode.l10n.t("Bookmarks") }));
    const [groups, queues] = named.map((snapshots, index) =>
      snapshots.flatMap(({ folder, value }) => [
        ...value.items.map(({ id, name }) => ({
          folder,
          key: `${index === 0 ? "groups" : "queues"}/${id}`,
          label: name,
        })),
        ...value.problems.map(({ key }) => ({ folder, key, label: key })),
      ]),
    );
    return [...bookmarks, ...(groups ?? []), ...(queues ?? [])]
      .filter(({ folder }) => folders.includes(folder))
      .map(({ folder, key, label }) => ({
        label,
        description: `${key}.json`,
        ...(folders.length > 1 ? { detail: folder.name } : {}),
        value: { folder, key },
      }));
  }
}

function uriOf({ folder, key }: DocumentInFolder): vscode.Uri {
  return vscode.Uri.joinPath(folder.stateUri, `${key}.json`);
}
