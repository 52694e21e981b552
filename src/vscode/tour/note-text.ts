import type * as vscode from "vscode";
import type { Bookmark } from "../../core/bookmarks/bookmark";
import { Tooltip } from "../views/tooltip";

/** What a stop says: its note as the Markdown that it is. Nothing in it can run a command, be HTML or fetch pictures. */
export function noteText(heading: string, { note, anchor, path }: Bookmark): vscode.MarkdownString {
  const text = new Tooltip().heading(heading);
  if (note !== undefined) {
    return text.note(note).build();
  }
  const line = anchor.text.trim();
  return (line === "" ? text.paragraph(path) : text.code(line)).build();
}
