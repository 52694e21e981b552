import * as vscode from "vscode";
import { LockstepError } from "../../core/errors";
import type { OpenFolder, WorkspaceFolders } from "../workspace-folders";
import type { FolderWords } from "./command-table";
import { pick } from "./questions";

/** Which folder a command is about. */
export class FolderChoice {
  constructor(private readonly folders: WorkspaceFolders) {}

  /** The folders that words leave open: the one they name, or all. @throws {LockstepError} `NOT_FOUND` */
  meant({ folder: wanted }: FolderWords = {}): readonly OpenFolder[] {
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
  meantWithGlobal(words: FolderWords = {}): readonly OpenFolder[] {
    return words.folder === undefined ? this.folders.withGlobal.all : this.meant(words);
  }

  /** One of them; asks where there are several. @throws {LockstepError} `NOT_FOUND`, `ABORTED` */
  async one(words: FolderWords = {}): Promise<OpenFolder> {
    const [first, ...others] = this.meant(words);
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
