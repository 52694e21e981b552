import * as vscode from "vscode";
import { type ForeignBookmarks, readForeignBookmarks } from "../core/bookmarks/exchange/foreign-bookmarks";
import { foreignFiles } from "../core/bookmarks/exchange/foreign-files";
import { foreignText } from "../core/bookmarks/exchange/foreign-json";
import { freshAmong, type Imported } from "../core/bookmarks/exchange/import-rules";
import { withAnchors } from "../core/bookmarks/exchange/source-lines";
import { LockstepError } from "../core/errors";
import { fileUri } from "./bookmark-texts";
import { waitFor } from "./waiting";
import type { OpenFolder } from "./workspace-folders";

/** A bookmark file of another extension, and the folder whose bookmarks it has. */
export interface ForeignCandidate {
  readonly folder: OpenFolder;
  /** The file, as people know it. */
  readonly name: string;
  readonly foreign: ForeignBookmarks;
  /** How many of its bookmarks are on lines that have none yet. */
  readonly fresh: number;
}

/** The files of other extensions that a folder has, each folder its own. What is none of theirs is left out. */
export async function candidatesIn(folder: OpenFolder): Promise<readonly ForeignCandidate[]> {
  const found = foreignFiles.map(async (path) => {
    try {
      return [await readCandidate(folder, fileUri(folder, path), path)];
    } catch (error) {
      if (error instanceof vscode.FileSystemError || (error instanceof LockstepError && error.code === "INVALID")) {
        return [];
      }
      throw error;
    }
  });
  return (await Promise.all(found)).flat();
}

/** @throws {LockstepError} `INVALID` when it is no bookmark file; what VS Code throws when it can't be read */
export async function readCandidate(folder: OpenFolder, uri: vscode.Uri, name: string): Promise<ForeignCandidate> {
  const text = foreignText(await vscode.workspace.fs.readFile(uri));
  const foreign = readForeignBookmarks({ text, name, roots: [folder.files.fsPath] });
  const fresh = freshAmong(foreign.inputs, await folder.state.bookmarks.list());
  return { folder, name, foreign, fresh };
}

/** Takes over what is new, with what is at the lines now. */
export async function importCandidate({ folder, foreign }: ForeignCandidate): Promise<Imported> {
  const inputs = await withAnchors(folder.state, foreign.inputs);
  return await waitFor(folder, () => folder.state.bookmarks.importAll(inputs));
}
