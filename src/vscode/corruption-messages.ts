import * as vscode from "vscode";
import type { Disposable } from "../core/events";
import type { Log } from "../core/log";
import type { CorruptionReport } from "../core/storage/document-store";
import { showWarning } from "./notifications";
import type { OpenFolder, WorkspaceFolders } from "./workspace-folders";

/** Tells a person, once, that a document was not valid and what became of it. */
export function showCorruption(folders: WorkspaceFolders, log: Log): Disposable {
  return folders.withGlobal.follow((folder) =>
    folder.state.onDidFindCorruption((report) => {
      const told = report.restored === undefined ? tellRefused(folder, report) : tellRestored(report, report.restored);
      told.then(undefined, (error: unknown) => log.error(String(error)));
    }),
  );
}

async function tellRestored({ key, kept, reason }: CorruptionReport, restored: string): Promise<void> {
  const openBoth = vscode.l10n.t("Open Both");
  const message = vscode.l10n.t(
    "{0}.json was not a valid document ({1}). Its last good version is back; what was in it is kept beside it.",
    key,
    reason,
  );
  if ((await showWarning(message, openBoth)) === openBoth) {
    const title = vscode.l10n.t("{0}.json: Not Valid ↔ Last Good", key);
    await vscode.commands.executeCommand("vscode.diff", vscode.Uri.file(kept), vscode.Uri.file(restored), title);
  }
}

async function tellRefused(folder: OpenFolder, { key, kept, reason }: CorruptionReport): Promise<void> {
  const openFile = vscode.l10n.t("Open File");
  const startAfresh = vscode.l10n.t("Start Afresh");
  const message = vscode.l10n.t(
    "{0}.json is not a valid document ({1}), and there is no good earlier version. It was left as it is and nothing is written to it until you mend it or start afresh.",
    key,
    reason,
  );
  const button = await showWarning(message, openFile, startAfresh);
  if (button === openFile) {
    await vscode.window.showTextDocument(vscode.Uri.file(kept));
  } else if (button === startAfresh) {
    const words = { folder: folder.files.toString(), document: key };
    await vscode.commands.executeCommand("lockstep.document.startAfresh", words);
  }
}
