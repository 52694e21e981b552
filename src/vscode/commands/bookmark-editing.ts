import * as vscode from "vscode";
import type { Bookmark } from "../../core/bookmarks/bookmark";
import { placeText } from "../../core/bookmarks/bookmark-place";
import { bookmarkTitle, shownPath } from "../bookmark-texts";
import { waitFor } from "../waiting";
import type { BookmarkChoice } from "./bookmark-choice";
import type { CommandHandlers, CommandTable } from "./command-table";
import { askText } from "./questions";
import { wordsOf } from "./words";

type EditingId = "lockstep.bookmark.editLabel" | "lockstep.bookmark.editNote" | "lockstep.bookmark.editTags";

/** What people write on bookmarks. */
export class BookmarkEditing {
  readonly handlers: CommandHandlers<EditingId> = {
    "lockstep.bookmark.editLabel": (at) => this.editLabel(at),
    "lockstep.bookmark.editNote": (at) => this.editNote(at),
    "lockstep.bookmark.editTags": (at) => this.editTags(at),
  };

  constructor(private readonly bookmarks: BookmarkChoice) {}

  private async editLabel(...[at]: CommandTable["lockstep.bookmark.editLabel"]): Promise<Bookmark> {
    const { folder, record } = await this.bookmarks.bookmark(at);
    const question = {
      title: vscode.l10n.t("Label of {0}", placeText({ ...record, path: shownPath(folder, record.path) })),
      prompt: vscode.l10n.t("A few words that say what is here; nothing takes the label away"),
      value: record.label,
    };
    const label = wordsOf(at)?.label ?? (await askText(question));
    return await waitFor(folder, () => folder.state.bookmarks.edit(record.id, { label }));
  }

  private async editNote(...[at]: CommandTable["lockstep.bookmark.editNote"]): Promise<Bookmark> {
    const { folder, record } = await this.bookmarks.bookmark(at);
    const question = {
      title: vscode.l10n.t("Note of “{0}”", bookmarkTitle(record)),
      prompt: vscode.l10n.t("As much as there is to say; “⏎” stands for a line break, nothing takes the note away"),
      value: record.note,
    };
    const note = wordsOf(at)?.note ?? (await askText(question));
    return await waitFor(folder, () => folder.state.bookmarks.edit(record.id, { note }));
  }

  private async editTags(...[at]: CommandTable["lockstep.bookmark.editTags"]): Promise<Bookmark> {
    const { folder, record } = await this.bookmarks.bookmark(at);
    const question = {
      title: vscode.l10n.t("Tags of “{0}”", bookmarkTitle(record)),
      prompt: vscode.l10n.t("Words to find it by, with commas between them"),
      value: record.tags.join(", "),
    };
    const tags = wordsOf(at)?.tags ?? tagsIn(await askText(question));
    return await waitFor(folder, () => folder.state.bookmarks.edit(record.id, { tags }));
  }
}

function tagsIn(text: string): readonly string[] {
  return text
    .split(",")
    .map((tag) => tag.trim())
    .filter((tag) => tag !== "");
}
