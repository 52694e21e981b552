import * as vscode from "vscode";
import { placeText } from "../../core/bookmarks/bookmark-place";
import type { Toggled } from "../../core/bookmarks/bookmark-rules";
import { LockstepError } from "../../core/errors";
import type { BookmarkSettings } from "../bookmark-settings";
import { bookmarkTitle } from "../bookmark-texts";
import type { BookmarkVisits } from "../editor/bookmark-visits";
import { canBeVisited, type LiveBookmarks, type PlacedBookmark } from "../editor/live-bookmarks";
import { comparePlaces, inSameFile, placesFrom } from "../editor/neighbours";
import { waitFor } from "../waiting";
import type { WorkspaceFolders } from "../workspace-folders";
import type { CommandHandlers, CommandTable, LineWords, Mnemonic } from "./command-table";
import { linesMeant, mainLine } from "./line-targets";
import { forEachMnemonic, mnemonics } from "./mnemonics";
import { type Choice, pick } from "./questions";
import { afterToggling } from "./toggled-lines";
import type { UndoOffer } from "./undo-offer";

type MnemonicId =
  | "lockstep.bookmark.setMnemonic"
  | "lockstep.bookmark.jumpToMnemonic"
  | `lockstep.bookmark.toggleMnemonic${Mnemonic}`
  | `lockstep.bookmark.jumpToMnemonic${Mnemonic}`;

/** Numbered bookmarks: one key sets one, another goes to it. */
export class BookmarkMnemonics {
  readonly handlers: CommandHandlers<MnemonicId> = {
    "lockstep.bookmark.setMnemonic": (at) => this.set(at),
    "lockstep.bookmark.jumpToMnemonic": (at) => this.jumpToAny(at),
    ...forEachMnemonic("lockstep.bookmark.toggleMnemonic", (mnemonic) => (at?: LineWords) => this.toggle(mnemonic, at)),
    ...forEachMnemonic("lockstep.bookmark.jumpToMnemonic", (mnemonic) => () => this.jump(mnemonic)),
  };

  constructor(
    private readonly workspace: WorkspaceFolders,
    private readonly bookmarks: LiveBookmarks,
    private readonly visits: BookmarkVisits,
    private readonly settings: BookmarkSettings,
    private readonly undo: UndoOffer,
  ) {}

  private async toggle(mnemonic: Mnemonic, at: LineWords | undefined): Promise<Toggled> {
    const meant = await linesMeant(this.workspace, at);
    const { bookmarks } = meant.folder.state;
    const scope = this.settings.mnemonicScope;
    const toggled = await waitFor(meant.folder, () => bookmarks.toggleMnemonic(mainLine(meant), mnemonic, scope));
    await afterToggling(meant, toggled, this.undo);
    return toggled;
  }

  /** Unlike the toggle it never takes a bookmark of the line away: the number that it has already stays. */
  private async set(...[at]: CommandTable["lockstep.bookmark.setMnemonic"]): Promise<void> {
    const meant = await linesMeant(this.workspace, at);
    const line = mainLine(meant);
    const mnemonic = at?.mnemonic ?? (await pick(vscode.l10n.t("Which Number?"), choices(await this.numbered())));
    const { bookmarks } = meant.folder.state;
    const scope = this.settings.mnemonicScope;
    const set = await waitFor(meant.folder, () => bookmarks.setMnemonic(line, mnemonic, scope));
    await afterToggling(meant, set, this.undo);
  }

  private async jumpToAny(...[at]: CommandTable["lockstep.bookmark.jumpToMnemonic"]): Promise<void> {
    if (at?.mnemonic !== undefined) {
      return await this.jump(at.mnemonic);
    }
    const set = choices(await this.reachable()).filter(({ description }) => description !== undefined);
    if (set.length === 0) {
      throw new LockstepError("NOT_FOUND", "No bookmark has a number yet.");
    }
    await this.jump(await pick(vscode.l10n.t("Go to Which Number?"), set));
  }

  /** In this file first; from there to the next one, where numbers may be there more than once. */
  private async jump(mnemonic: Mnemonic): Promise<void> {
    const places = (await this.reachable()).filter(({ bookmark }) => bookmark.mnemonic === mnemonic);
    const cursor = this.bookmarks.cursor();
    const here = places.find((place) => cursor !== undefined && inSameFile(place, cursor));
    const isHere = here !== undefined && cursor !== undefined && comparePlaces(here, cursor) === 0;
    const target = isHere || here === undefined ? placesFrom(places, cursor, "next")[0] : here;
    if (target === undefined) {
      throw await this.nowhere(mnemonic);
    }
    await this.visits.goTo(target);
  }

  private async nowhere(mnemonic: Mnemonic): Promise<LockstepError> {
    const numbered = await this.numbered();
    const lost = numbered.find(({ bookmark }) => bookmark.mnemonic === mnemonic && bookmark.state === "orphaned");
    return lost === undefined
      ? new LockstepError("NOT_FOUND", "No bookmark has the number {0}.", [mnemonic])
      : new LockstepError("NOT_FOUND", "The line of bookmark {0} is gone from {1}.", [mnemonic, lost.path]);
  }

  /** Those that a jump may go to from here. */
  private async reachable(): Promise<readonly PlacedBookmark[]> {
    const numbered = await this.numbered();
    const visible = numbered.filter(({ bookmark }) => canBeVisited(bookmark));
    if (this.settings.mnemonicScope !== "file") {
      return visible;
    }
    const cursor = this.bookmarks.cursor();
    return visible.filter((place) => cursor !== undefined && inSameFile(place, cursor));
  }

  private async numbered(): Promise<readonly PlacedBookmark[]> {
    return (await this.bookmarks.all()).filter(({ bookmark }) => bookmark.mnemonic !== undefined);
  }
}

/** All ten, each with the bookmark that has it. */
function choices(numbered: readonly PlacedBookmark[]): readonly Choice<Mnemonic>[] {
  return mnemonics.map((mnemonic) => {
    const found = numbered.find((candidate) => candidate.bookmark.mnemonic === mnemonic);
    const place = found && placeText({ ...found.bookmark, path: found.shownPath });
    const description = found && `${bookmarkTitle(found.bookmark)} · ${place}`;
    return { label: mnemonic, value: mnemonic, ...(description === undefined ? {} : { description }) };
  });
}
