import * as vscode from "vscode";
import type { Disposable } from "../core/events";
import type { Log } from "../core/log";
import { candidatesIn } from "./foreign-candidates";
import { showInformation } from "./notifications";
import type { OpenFolder, WorkspaceFolders } from "./workspace-folders";

const answered = "lockstep.importOffered";

/**
 * Offers once to take over the bookmarks of the extension Bookmarks where Lockstep has none: whoever comes from there finds
 * everything with one click.
 */
export function offerImport(folders: WorkspaceFolders, memento: vscode.Memento, log: Log): Disposable {
  return folders.follow((folder) => {
    offerIn(folder, memento).catch((error: unknown) => log.warn(`No import was offered: ${String(error)}`));
    return { dispose: () => {} };
  });
}

async function offerIn(folder: OpenFolder, memento: vscode.Memento): Promise<void> {
  const uri = folder.files.toString();
  if (folder.isGlobal || known(memento).includes(uri) || (await folder.state.bookmarks.list()).length > 0) {
    return;
  }
  const found = (await candidatesIn(folder)).find(({ foreign }) => foreign.source === "vb");
  if (found === undefined || found.fresh === 0) {
    return;
  }
  const yes = vscode.l10n.t("Import");
  const no = vscode.l10n.t("Not Now");
  const message = vscode.l10n.t(
    "{0} has {1} bookmarks of the extension Bookmarks. Import them into Lockstep?",
    folder.name,
    found.fresh,
  );
  const button = await showInformation(message, yes, no);
  await memento.update(answered, [...known(memento), uri]);
  if (button === yes) {
    const words = { folder: uri, uri: vscode.Uri.joinPath(folder.files, ...found.name.split("/")) };
    await vscode.commands.executeCommand("lockstep.bookmark.import", words);
  }
}

function known(memento: vscode.Memento): readonly string[] {
  return memento.get<readonly string[]>(answered, []);
}
