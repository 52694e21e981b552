import * as vscode from "vscode";
import type { Bookmark } from "../../core/bookmarks/bookmark";
import type { CommonChanges } from "../../core/bookmarks/common-change";
import { bookmarkTitle } from "../bookmark-texts";
import { BookmarkRow } from "../views/bookmark-rows";
import { waitFor } from "../waiting";
import type { OpenFolder } from "../workspace-folders";
import { askColor, askIcon } from "./appearance-questions";
import type { BookmarkChoice } from "./bookmark-choice";
import type { BookmarkWords, CommandHandlers, CommandTable } from "./command-table";
import { listItem } from "./list-choice";
import { askRequiredText, pick } from "./questions";
import type { InFolder } from "./record-choice";
import { rowsFor, wordsOf } from "./words";

type AppearanceId = "lockstep.bookmark.moveToList" | "lockstep.bookmark.setColor" | "lockstep.bookmark.setIcon";

type Chosen = readonly [InFolder<Bookmark>, ...InFolder<Bookmark>[]];

/** What bookmarks look like and which list they are in; all that are selected at once. */
export class BookmarkAppearanceCommands {
  readonly handlers: CommandHandlers<AppearanceId> = {
    "lockstep.bookmark.moveToList": (at, selection) => this.moveToList(at, selection),
    "lockstep.bookmark.setColor": (at, selection) => this.setColor(at, selection),
    "lockstep.bookmark.setIcon": (at, selection) => this.setIcon(at, selection),
  };

  constructor(private readonly bookmarks: BookmarkChoice) {}

  /** In words, the empty name stands for no list. */
  private async moveToList(...[at, selection]: CommandTable["lockstep.bookmark.moveToList"]): Promise<void> {
    const chosen = await this.chosen(at, selection);
    const name = wordsOf(at)?.list;
    const list = name === undefined ? await askList(chosen) : name || null;
    for (const [folder, records] of byFolder(chosen)) {
      const ids = records.map(({ id }) => id);
      await waitFor(folder, () => folder.state.bookmarks.place(ids, { list }));
    }
  }

  private async setColor(...[at, selection]: CommandTable["lockstep.bookmark.setColor"]): Promise<void> {
    const chosen = await this.chosen(at, selection);
    const said = wordsOf(at)?.color;
    const color = said === undefined ? await askColor(vscode.l10n.t("Colour of {0}", namesOf(chosen))) : said;
    await editAll(chosen, { color });
  }

  private async setIcon(...[at, selection]: CommandTable["lockstep.bookmark.setIcon"]): Promise<void> {
    const chosen = await this.chosen(at, selection);
    const said = wordsOf(at)?.icon;
    const icon = said === undefined ? await askIcon(vscode.l10n.t("Icon of {0}", namesOf(chosen))) : said;
    await editAll(chosen, { icon });
  }

  private async chosen(
    at: BookmarkRow | BookmarkWords | undefined,
    selection: Parameters<typeof rowsFor>[2],
  ): Promise<Chosen> {
    const [first, ...others] = rowsFor(BookmarkRow, at, selection).map(({ folder, bookmark }) => ({
      folder,
      record: bookmark,
    }));
    return first === undefined ? [await this.bookmarks.bookmark(at)] : [first, ...others];
  }
}

/** Asks for a list of any of the folders; one of that name is made where there is none. Null for none. */
async function askList(chosen: Chosen): Promise<string | null> {
  const overviews = await Promise.all([...byFolder(chosen).keys()].map(({ state }) => state.bookmarks.overview()));
  const lists = new Map(overviews.flatMap(({ lists }) => lists.map((list) => [list.name, list] as const)));
  const title = vscode.l10n.t("Move {0} to Which List?", namesOf(chosen));
  const answer = await pick<() => Promise<string | null>>(title, [
    ...[...lists.values()].map((list) => ({ ...listItem(list), value: async () => list.name })),
    {
      label: vscode.l10n.t("New List…"),
      iconPath: new vscode.ThemeIcon("add"),
      value: () => askRequiredText({ title, prompt: vscode.l10n.t("What to call the list") }),
    },
    { label: vscode.l10n.t("No List"), iconPath: new vscode.ThemeIcon("inbox"), value: async () => null },
  ]);
  return await answer();
}

/** What is changed at once is taken back at once. */
async function editAll(chosen: Chosen, changes: CommonChanges): Promise<void> {
  for (const [folder, records] of byFolder(chosen)) {
    const ids = records.map(({ id }) => id);
    await waitFor(folder, () => folder.state.bookmarks.editAll(ids, changes));
  }
}

function byFolder(chosen: Chosen): ReadonlyMap<OpenFolder, readonly Bookmark[]> {
  const folders = new Set(chosen.map(({ folder }) => folder));
  return new Map(
    [...folders].map((folder) => [folder, chosen.filter((one) => one.folder === folder).map(({ record }) => record)]),
  );
}

function namesOf([first, ...others]: Chosen): string {
  return others.length === 0
    ? vscode.l10n.t("“{0}”", bookmarkTitle(first.record))
    : vscode.l10n.t("{0} bookmarks", others.length + 1);
}
