import * as vscode from "vscode";
import type { BookmarkList } from "../../core/bookmarks/bookmark";
import { themeColorOf } from "../bookmark-colors";
import { iconNamed } from "../views/bookmark-icons";
import { ListRow } from "../views/bookmark-rows";
import type { ListWords } from "./command-table";
import type { FolderChoice } from "./folder-choice";
import type { Choice } from "./questions";
import { chooseRecord, findByWords, type InFolder, type RecordKind } from "./record-choice";
import { wordsOf } from "./words";

/** Lists have no id: their name is theirs alone. */
type KnownList = BookmarkList & { readonly id: string };

/** Which list of bookmarks a command is about. */
export class ListChoice {
  constructor(private readonly folders: FolderChoice) {}

  /** @throws {LockstepError} `NOT_FOUND`, `INVALID`, `ABORTED` */
  async list(
    at: ListRow | ListWords | undefined,
    more?: readonly Choice<() => Promise<InFolder<KnownList>>>[],
  ): Promise<InFolder<BookmarkList>> {
    if (at instanceof ListRow) {
      return { folder: at.folder, record: at.list };
    }
    const folders = this.folders.meantWithGlobal(at);
    const wanted = wordsOf(at)?.list;
    return wanted === undefined
      ? await chooseRecord(listKind(), folders, more)
      : await findByWords(listKind(), folders, wanted);
  }
}

function listKind(): RecordKind<KnownList> {
  return {
    noun: "list",
    title: vscode.l10n.t("Which List?"),
    none: "There is no list of bookmarks yet. Create one first.",
    list: async ({ state }) => {
      const { lists } = await state.bookmarks.overview();
      return { items: lists.map((list) => ({ ...list, id: list.name })), problems: [] };
    },
    shown: (list) => listItem(list),
  };
}

/** A list as it stands in a list to choose from. */
export function listItem({ name, color, icon }: BookmarkList): vscode.QuickPickItem {
  return { label: name, iconPath: iconNamed(icon, "list-unordered", themeColorOf(color)) };
}
