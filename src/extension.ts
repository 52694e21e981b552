import * as vscode from "vscode";
import { createContainer } from "./container";
import { attend } from "./vscode/attendance";
import { BookmarkSettings } from "./vscode/bookmark-settings";
import { allCommands } from "./vscode/commands/all-commands";
import { registerCommands } from "./vscode/commands/register-commands";
import { showCorruption } from "./vscode/corruption-messages";
import { BookmarkDecorations } from "./vscode/editor/bookmark-decorations";
import { BookmarkHover } from "./vscode/editor/bookmark-hover";
import { BookmarkedLines } from "./vscode/editor/bookmarked-lines";
import { ErrorMessages } from "./vscode/error-messages";
import { Models } from "./vscode/models/models";
import { Settings } from "./vscode/settings";
import { StatusBar } from "./vscode/status-bar";
import { contributeTerminalEnvironment } from "./vscode/terminal-environment";
import type { TestApi } from "./vscode/test-api";
import { makeTrees, registerViews } from "./vscode/views/views";
import { WhenClauses } from "./vscode/when-clauses";
import { windowWriter } from "./vscode/window-writer";
import { WorkspaceFolders } from "./vscode/workspace-folders";

/** VS Code hands `deactivate` nothing, so what it has to wait for is kept here. */
const open = new Set<WorkspaceFolders>();

export function activate(context: vscode.ExtensionContext): TestApi {
  const log = vscode.window.createOutputChannel("Lockstep", { log: true });
  const settings = new Settings();
  const bookmarkSettings = new BookmarkSettings();
  const errors = new ErrorMessages(log);
  const compose = () => createContainer({ writer: windowWriter(), log, watch: settings.watch });
  const folders = new WorkspaceFolders(compose, context.globalStorageUri, log);
  const models = new Models(folders);
  const bookmarkedLines = new BookmarkedLines(folders, models.bookmarks);
  const trees = makeTrees(folders, models);
  const commands = allCommands({ workspace: folders, models, settings: bookmarkSettings, errors, log });

  open.add(folders);
  contributeTerminalEnvironment(context);
  context.subscriptions.push(
    log,
    settings,
    bookmarkSettings,
    settings.onDidChangeWatch(() => void folders.reopen()),
    models,
    attend(folders, log),
    showCorruption(folders, log),
    registerCommands(commands, errors),
    registerViews(trees, models, errors),
    new BookmarkDecorations(bookmarkSettings, bookmarkedLines, models.bookmarks),
    new BookmarkHover(bookmarkedLines),
    new StatusBar(models),
    new WhenClauses(models, bookmarkedLines),
  );
  const ready = folders.sync();
  return { ready, folders, models, trees, commandIds: Object.keys(commands) };
}

/** Resolves when every folder is closed: this window has left everybody's list and holds nothing. */
export async function deactivate(): Promise<void> {
  await Promise.all([...open].map((folders) => folders.dispose()));
  open.clear();
}
