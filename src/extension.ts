import * as vscode from "vscode";
import { createContainer } from "./container";
import type { BookmarkHistory } from "./core/bookmarks/bookmark-history";
import { attend } from "./vscode/attendance";
import { BookmarkSettings } from "./vscode/bookmark-settings";
import { ScopedBranch } from "./vscode/branches";
import { allCommands } from "./vscode/commands/all-commands";
import { registerCommands } from "./vscode/commands/register-commands";
import { showCorruption } from "./vscode/corruption-messages";
import { BookmarkDecorations } from "./vscode/editor/bookmark-decorations";
import { BookmarkHover } from "./vscode/editor/bookmark-hover";
import { makeBookmarkPlaces } from "./vscode/editor/bookmark-places";
import { ErrorMessages } from "./vscode/error-messages";
import { HistoryKeys } from "./vscode/history-keys";
import { offerImport } from "./vscode/import-offer";
import { Models } from "./vscode/models/models";
import { RunDisplay } from "./vscode/run-display";
import { Running } from "./vscode/running/running";
import { Settings } from "./vscode/settings";
import { StatusBar } from "./vscode/status-bar";
import { contributeTerminalEnvironment } from "./vscode/terminal-environment";
import type { TestApi } from "./vscode/test-api";
import { Tour } from "./vscode/tour/tour";
import { bookmarkViewing } from "./vscode/views/bookmark-viewing";
import { makeTrees, registerViews } from "./vscode/views/views";
import { WhenClauses } from "./vscode/when-clauses";
import { windowWriter } from "./vscode/window-writer";
import { WorkspaceFolders } from "./vscode/workspace-folders";

/** VS Code hands `deactivate` nothing, so what it has to wait for is kept here. */
const open = new Set<() => Promise<unknown>>();

export function activate(context: vscode.ExtensionContext): TestApi {
  const log = vscode.window.createOutputChannel("Lockstep", { log: true });
  const settings = new Settings();
  const bookmarkSettings = new BookmarkSettings();
  const errors = new ErrorMessages(log);
  const compose = (bookmarkHistory: BookmarkHistory) =>
    createContainer({ writer: windowWriter(), log, watch: settings.watch, bookmarkHistory });
  const branchOf = ({ fsPath }: vscode.Uri) => new ScopedBranch(fsPath, bookmarkSettings);
  const folders = new WorkspaceFolders(compose, context.globalStorageUri, branchOf, log);
  const models = new Models(folders);
  const places = makeBookmarkPlaces(models, { folders, settings: bookmarkSettings, log });
  const { following, bookmarkedLines, live, visits } = places;
  const viewing = bookmarkViewing(context.workspaceState, bookmarkSettings, following);
  const trees = makeTrees(folders, models, viewing);
  const tour = new Tour(models.bookmarks, live, visits, log);
  const running = new Running({ context, folders, models, errors, log });
  const display = new RunDisplay(folders, models, log);
  const script = vscode.Uri.joinPath(context.extensionUri, "dist", "cli.js").fsPath;
  const commands = allCommands({
    workspace: folders,
    models,
    ...places,
    settings: bookmarkSettings,
    viewing,
    tour,
    running,
    display,
    program: { node: process.execPath, script },
    errors,
    log,
  });

  open.add(() => Promise.all([following.end(), running.end()]).finally(() => folders.dispose()));
  contributeTerminalEnvironment(context);
  context.subscriptions.push(
    log,
    settings.onDidChangeWatch(() => void folders.reopen()),
    models,
    tour,
    following,
    running,
    attend(folders, log),
    offerImport(folders, context.workspaceState, log),
    showCorruption(folders, log),
    registerCommands(commands, errors, () => following.catchUp()),
    viewing.choices,
    new HistoryKeys(folders.bookmarkHistory),
    registerViews(trees, models, viewing, display.reveals, errors),
    new BookmarkDecorations(bookmarkSettings, bookmarkedLines, models.bookmarks),
    new BookmarkHover(bookmarkedLines),
    display,
    new StatusBar(models),
    new WhenClauses(models, bookmarkedLines),
  );
  const ready = folders.sync();
  const seen = { models, following, bookmarkedLines, trees, tour, running, display, viewChoices: viewing.choices };
  return { ready, folders, ...seen, commandIds: Object.keys(commands), logFolder: context.logUri };
}

/** Resolves when every folder is closed: this window has left everybody's list and holds nothing. */
export async function deactivate(): Promise<void> {
  await Promise.all([...open].map((close) => close()));
  open.clear();
}
