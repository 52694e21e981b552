import * as vscode from "vscode";
import type { BookmarkInput } from "../../core/bookmarks/bookmark-input";
import type { Toggled } from "../../core/bookmarks/bookmark-rules";
import { LockstepError } from "../../core/errors";
import { waitFor } from "../waiting";
import type { OpenFolder, WorkspaceFolders } from "../workspace-folders";
import type { CommandHandlers, CommandTable } from "./command-table";

type ResourceId = "lockstep.bookmark.toggleFile" | "lockstep.bookmark.toggleFolder";

/** Bookmarks on whole files and folders. */
export class ResourceBookmarks {
  readonly handlers: CommandHandlers<ResourceId> = {
    "lockstep.bookmark.toggleFile": (at, selection) => this.toggleFile(at, selection),
    "lockstep.bookmark.toggleFolder": (at, selection) => this.toggle("folder", at, selection),
  };

  constructor(private readonly folders: WorkspaceFolders) {}

  private async toggleFile(...[at, selection]: CommandTable["lockstep.bookmark.toggleFile"]): Promise<Toggled> {
    const clicked = at instanceof vscode.Uri ? at : at?.uri;
    return await this.toggle("file", clicked ?? vscode.window.activeTextEditor?.document.uri, selection);
  }

  /** Sets those that are missing, or removes all when none is. */
  private async toggle(
    target: "file" | "folder",
    clicked: vscode.Uri | undefined,
    selection: unknown,
  ): Promise<Toggled> {
    const inputs = new Map<OpenFolder, BookmarkInput[]>();
    for (const uri of urisMeant(clicked, selection)) {
      const { folder, path } = this.placeOf(uri);
      const input = { path, line: 1, target, branch: folder.branch.scope };
      inputs.set(folder, [...(inputs.get(folder) ?? []), input]);
    }
    const toggled: Toggled[] = [];
    for (const [folder, ofFolder] of inputs) {
      toggled.push(await waitFor(folder, () => folder.state.bookmarks.toggle(ofFolder, "allLinesAtOnce")));
    }
    return {
      added: toggled.flatMap(({ added }) => added),
      removed: toggled.flatMap(({ removed }) => removed),
    };
  }

  private placeOf(uri: vscode.Uri) {
    const place = this.folders.locate(uri);
    if (place === undefined) {
      throw new LockstepError("INVALID", "{0} can't have bookmarks: it is not in an open folder.", [uri.path]);
    }
    return place;
  }
}

/** The explorer hands over what is selected beside what was clicked. @throws {LockstepError} `PRECONDITION` */
function urisMeant(clicked: vscode.Uri | undefined, selection: unknown): readonly vscode.Uri[] {
  if (clicked === undefined) {
    throw new LockstepError("PRECONDITION", "Open a file first, or choose one in the Explorer.");
  }
  const selected = Array.isArray(selection)
    ? selection.filter((one): one is vscode.Uri => one instanceof vscode.Uri)
    : [];
  return selected.some((uri) => uri.toString() === clicked.toString()) ? selected : [clicked];
}
