import * as vscode from "vscode";
import { type Bookmark, unknownTime } from "../../core/bookmarks/bookmark";
import { placeText } from "../../core/bookmarks/bookmark-place";
import { bookmarkTitle } from "../bookmark-texts";
import { Tooltip, timeText } from "./tooltip";

/** How a row says where its bookmark is: beneath its file by line, elsewhere with the file, or not at all. */
export type PositionShown = "line" | "place" | "none";

/** A whole file or folder has no line, and its name stands on the row already. */
export function positionText({ path, line, target, label }: Bookmark, shown: PositionShown): string {
  if (shown === "none") {
    return "";
  }
  if (target !== undefined) {
    return label === undefined && shown === "line" ? "" : path;
  }
  return shown === "line" ? `:${line}` : `${path}:${line}`;
}

/** The digit that jumps to it, its tags, and a mark where there is a note to read. */
export function tagTexts({ mnemonic, tags, note }: Bookmark): readonly string[] {
  return [
    ...(mnemonic === undefined ? [] : [`[${mnemonic}]`]),
    ...tags.map((tag) => `#${tag}`),
    ...(note === undefined ? [] : ["✎"]),
  ];
}

/** All that the row shows, in words: also the list, which elsewhere a colour tells. */
export function spokenText(bookmark: Bookmark, shown: PositionShown): string {
  const { list, mnemonic, tags, note, state } = bookmark;
  const parts = [
    bookmarkTitle(bookmark),
    spokenPosition(bookmark, shown),
    ...(state === "orphaned" ? [goneText(bookmark).replace(/\.$/, "")] : []),
    ...(list === undefined ? [] : [vscode.l10n.t("list {0}", list)]),
    ...(mnemonic === undefined ? [] : [vscode.l10n.t("number {0}", mnemonic)]),
    ...(tags.length === 0 ? [] : [vscode.l10n.t("tags {0}", tags.join(", "))]),
    ...(note === undefined ? [] : [vscode.l10n.t("has a note")]),
  ];
  return parts.join(", ");
}

function spokenPosition({ path, line, target }: Bookmark, shown: PositionShown): string {
  if (target !== undefined) {
    return path;
  }
  return shown === "place" ? vscode.l10n.t("line {0} of {1}", line, path) : vscode.l10n.t("line {0}", line);
}

export function countText(name: string, count: number): string {
  return count === 1 ? vscode.l10n.t("{0}, 1 bookmark", name) : vscode.l10n.t("{0}, {1} bookmarks", name, count);
}

export function bookmarkTooltip(bookmark: Bookmark): vscode.MarkdownString {
  const { note, list, branch, mnemonic, tags, state, anchor, createdAt } = bookmark;
  const tooltip = new Tooltip()
    .heading(bookmarkTitle(bookmark))
    .paragraph(placeText(bookmark))
    .paragraph(state === "orphaned" ? goneText(bookmark) : undefined)
    .paragraph(note)
    .fact(vscode.l10n.t("List"), list)
    .fact(vscode.l10n.t("Tags"), tags.join(", ") || undefined)
    .fact(vscode.l10n.t("Number"), mnemonic)
    .fact(vscode.l10n.t("Branch"), branch)
    .fact(vscode.l10n.t("Set"), createdAt === unknownTime ? undefined : timeText(createdAt));
  return anchor.text === "" ? tooltip.build() : tooltip.code(anchor.text).build();
}

function goneText({ target }: Bookmark): string {
  switch (target) {
    case "file":
      return vscode.l10n.t("Its file is gone.");
    case "folder":
      return vscode.l10n.t("Its folder is gone.");
    default:
      return vscode.l10n.t("Its line is gone from the file.");
  }
}
