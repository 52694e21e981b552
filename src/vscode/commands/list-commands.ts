import * as vscode from "vscode";
import type { Bookmark, BookmarkList } from "../../core/bookmarks/bookmark";
import type { BookmarkHistory } from "../../core/bookmarks/bookmark-history";
import type { BookmarksOfDeletedList } from "../../core/bookmarks/list-input";
import { isDefaultList, isInList } from "../../core/bookmarks/list-names";
import { LockstepError } from "../../core/errors";
import { cancelled } from "../cancelled";
import { ListRow } from "../views/bookmark-rows";
import { FolderRow } from "../views/folder-row";
import { waitFor } from "../waiting";
import type { OpenFolder, WorkspaceFolders } from "../workspace-folders";
import { askColor, askIcon } from "./appearance-questions";
import type { CommandHandlers, CommandTable, FolderWords } from "./command-table";
import type { FolderChoice } from "./folder-choice";
import { type ListChoice, listItem } from "./list-choice";
import { askName, pick } from "./questions";
import type { InFolder } from "./record-choice";
import type { UndoOffer } from "./undo-offer";
import { wordsOf } from "./words";

type ListId =
  | "lockstep.list.create"
  | "lockstep.list.rename"
  | "lockstep.list.setColor"
  | "lockstep.list.setIcon"
  | "lockstep.list.setDefault"
  | "lockstep.list.delete";

interface ListName {
  readonly folder: OpenFolder;
  /** Null for no list. */
  readonly name: string | null;
}

/** What people do with lists of bookmarks. */
export class ListCommands {
  readonly handlers: CommandHandlers<ListId> = {
    "lockstep.list.create": (at) => this.create(at),
    "lockstep.list.rename": (at) => this.rename(at),
    "lockstep.list.setColor": (at) => this.setColor(at),
    "lockstep.list.setIcon": (at) => this.setIcon(at),
    "lockstep.list.setDefault": (at) => this.setDefault(at),
    "lockstep.list.delete": (at) => this.delete(at),
  };

  private readonly history: BookmarkHistory;

  constructor(
    workspace: WorkspaceFolders,
    private readonly folders: FolderChoice,
    private readonly lists: ListChoice,
    private readonly undo: UndoOffer,
  ) {
    this.history = workspace.bookmarkHistory;
  }

  private async create(...[at]: CommandTable["lockstep.list.create"]): Promise<BookmarkList> {
    const words = wordsOf(at);
    const folder = at instanceof FolderRow ? at.folder : await this.folders.one(words);
    const input =
      words?.name === undefined
        ? await this.askForList(folder)
        : { name: words.name, color: words.color ?? undefined, icon: words.icon ?? undefined };
    return await waitFor(folder, () => folder.state.bookmarks.createList(input));
  }

  private async askForList(folder: OpenFolder) {
    const title = vscode.l10n.t("Create List of Bookmarks");
    const name = await askListName(folder, title);
    const color = (await askColor(vscode.l10n.t("Colour of “{0}”", name))) ?? undefined;
    const icon = (await askIcon(vscode.l10n.t("Icon of “{0}”", name))) ?? undefined;
    return { name, color, icon };
  }

  private async rename(...[at]: CommandTable["lockstep.list.rename"]): Promise<BookmarkList> {
    const { folder, record } = await this.lists.list(at);
    const title = vscode.l10n.t("Rename “{0}”", record.name);
    const name = wordsOf(at)?.name ?? (await askListName(folder, title, record.name));
    return await waitFor(folder, () => folder.state.bookmarks.editList(record.name, { name }));
  }

  private async setColor(...[at]: CommandTable["lockstep.list.setColor"]): Promise<BookmarkList> {
    const { folder, record } = await this.lists.list(at);
    const words = wordsOf(at);
    const color =
      words?.color === undefined ? await askColor(vscode.l10n.t("Colour of “{0}”", record.name)) : words.color;
    return await waitFor(folder, () => folder.state.bookmarks.editList(record.name, { color }));
  }

  private async setIcon(...[at]: CommandTable["lockstep.list.setIcon"]): Promise<BookmarkList> {
    const { folder, record } = await this.lists.list(at);
    const words = wordsOf(at);
    const icon = words?.icon === undefined ? await askIcon(vscode.l10n.t("Icon of “{0}”", record.name)) : words.icon;
    return await waitFor(folder, () => folder.state.bookmarks.editList(record.name, { icon }));
  }

  /** Clicked or named, a list becomes the default one; who chooses may choose none. */
  private async setDefault(...[at]: CommandTable["lockstep.list.setDefault"]): Promise<void> {
    const words = wordsOf(at);
    const isNamed = at instanceof ListRow || words?.list !== undefined;
    const { folder, name } = isNamed ? named(await this.lists.list(at)) : await this.askDefault(words);
    await waitFor(folder, () => folder.state.bookmarks.setDefaultList(name));
  }

  private async askDefault(words: FolderWords | undefined): Promise<ListName> {
    const folder = await this.folders.one(words);
    const overview = await folder.state.bookmarks.overview();
    const choices = overview.lists.map((list) => ({
      ...listItem(list),
      ...(isDefaultList(overview, list.name) ? { description: vscode.l10n.t("default") } : {}),
      value: list.name,
    }));
    const none = { label: vscode.l10n.t("No List"), iconPath: new vscode.ThemeIcon("inbox"), value: null };
    const title = vscode.l10n.t("Which List for New Bookmarks?");
    return { folder, name: await pick<string | null>(title, [...choices, none]) };
  }

  private async delete(...[at]: CommandTable["lockstep.list.delete"]): Promise<readonly Bookmark[]> {
    const { folder, record } = await this.lists.list(at);
    const fate = wordsOf(at)?.bookmarks ?? (await askFate(folder, record));
    const removed = await waitFor(folder, () => folder.state.bookmarks.deleteList(record.name, fate));
    this.undo.make(vscode.l10n.t("Deleted the list “{0}”.", record.name), this.undoOfLatest());
    return removed;
  }

  /** While the message stood there, something else may have been changed: that is not what its button says. */
  private undoOfLatest(): () => Promise<unknown> {
    const { last } = this.history;
    return async () => {
      if (this.history.last !== last) {
        throw new LockstepError(
          "PRECONDITION",
          "Bookmarks were changed since. “Undo Bookmark Change” takes changes back one after the other.",
        );
      }
      await this.history.undo();
    };
  }
}

function named({ folder, record }: InFolder<BookmarkList>): ListName {
  return { folder, name: record.name };
}

async function askListName({ state }: OpenFolder, title: string, value?: string): Promise<string> {
  const { lists } = await state.bookmarks.overview();
  const taken = lists.map(({ name }) => name);
  return await askName({ title, prompt: vscode.l10n.t("What to call the list"), value }, taken);
}

/** Nobody is asked about an empty list. */
async function askFate({ state }: OpenFolder, { name }: BookmarkList): Promise<BookmarksOfDeletedList> {
  const members = (await state.bookmarks.list()).filter((bookmark) => isInList(bookmark, name));
  if (members.length === 0) {
    return "keep";
  }
  const [keep, remove] = [vscode.l10n.t("Keep Bookmarks"), vscode.l10n.t("Remove Bookmarks")];
  const answer = await vscode.window.showWarningMessage(
    vscode.l10n.t("Delete the list “{0}”?", name),
    { modal: true, detail: vscode.l10n.t("It has bookmarks: {0}. They can stay, without a list.", members.length) },
    keep,
    remove,
  );
  if (answer === undefined) {
    throw cancelled();
  }
  return answer === keep ? "keep" : "remove";
}
