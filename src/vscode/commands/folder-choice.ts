import * as vscode from "vscode";
import { LockstepError } from "../../core/errors";
import { FolderRow } from "../views/folder-row";
import type { Row } from "../views/row";
import type { OpenFolder, WorkspaceFolders } from "../workspace-folders";
import type { FolderWords } from "./command-table";
import { pick } from "./questions";
import { wordsOf } from "./words";

/**
 * Which folder a command is about. The title of a view hands over the row that has the focus, which the person may not be
 * thinking of: only the row of a folder itself counts.
 */
export class FolderChoice {
  constructor(private readonly folders: WorkspaceFolders) {}

  /** The folders that words leave open: the one they name, or all. @throws {LockstepError} `NOT_FOUND` */
  meant(at?: Row | FolderWords): readonly OpenFolder[] {
    if (at instanceof FolderRow && !at.folder.isGlobal) {
      return [at.folder];
    }
    const wanted = wordsOf(at)?.folder;
    if (wanted === undefined) {
      return this.folders.all;
    }
    const open = [...this.folders.all, ...this.folders.withGlobal.all];
    const found = open.find(({ name, files }) => name === wanted || files.toString() === wanted);
    if (found === undefined) {
      throw new LockstepError("NOT_FOUND", "There is no open folder “{0}”.", [wanted]);
    }
    return [found];
  }

  /** The same for bookmarks: the global ones are meant, too. @throws {LockstepError} `NOT_FOUND` */
  meantWithGlobal(at?: Row | FolderWords): readonly OpenFolder[] {
    if (at instanceof FolderRow) {
      return [at.folder];
    }
    return wordsOf(at)?.folder === undefined ? this.folders.withGlobal.all : this.meant(at);
  }

  /** One of them; asks where there are several. @throws {LockstepError} `NOT_FOUND`, `ABORTED` */
  async one(at?: Row | FolderWords): Promise<OpenFolder> {
    const [first, ...others] = this.meant(at);
    if (first === undefined) {
      throw new LockstepError("NOT_FOUND", "No folder is open.");
    }
    if (others.length === 0) {
      return first;
    }
    const choices = [first, ...others].map((folder) => ({
      label: folder.name,
      description: folder.files.fsPath,
      value: folder,
    }));
    return await pick(vscode.l10n.t("In Which Folder?"), choices);
  }
}
