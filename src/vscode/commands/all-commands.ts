import type * as vscode from "vscode";
import type { DriverProgram } from "../../core/storage/merge-driver";
import type { BookmarkSettings } from "../bookmark-settings";
import type { BookmarkPlaces } from "../editor/bookmark-places";
import type { ErrorMessages } from "../error-messages";
import type { Models } from "../models/models";
import type { RunDisplay } from "../run-display";
import type { Running } from "../running/running";
import type { Tour } from "../tour/tour";
import type { BookmarkViewing } from "../views/bookmark-viewing";
import type { WorkspaceFolders } from "../workspace-folders";
import { AddingCommands } from "./adding-commands";
import { ApprovalCommands } from "./approval-commands";
import { BookmarkAppearanceCommands } from "./bookmark-appearance-commands";
import { BookmarkChoice } from "./bookmark-choice";
import { BookmarkEditing } from "./bookmark-editing";
import { BookmarkExport } from "./bookmark-export";
import { BookmarkFileList } from "./bookmark-file-list";
import { BookmarkHistoryCommands } from "./bookmark-history-commands";
import { BookmarkImport } from "./bookmark-import";
import { BookmarkList } from "./bookmark-list";
import { BookmarkMnemonics } from "./bookmark-mnemonics";
import { BookmarkMoving } from "./bookmark-moving";
import { BookmarkNavigation } from "./bookmark-navigation";
import { BookmarkOpening } from "./bookmark-opening";
import { BookmarkOrdering } from "./bookmark-ordering";
import { BookmarkPicker } from "./bookmark-picker";
import { BookmarkRemoval } from "./bookmark-removal";
import { BookmarkScopeCommands } from "./bookmark-scope-commands";
import { BookmarkSelection } from "./bookmark-selection";
import { BookmarkToggling } from "./bookmark-toggling";
import { BookmarksViewCommands } from "./bookmarks-view-commands";
import type { CommandHandlers } from "./command-table";
import { DocumentCommands } from "./document-commands";
import { FileRunCommands } from "./file-run-commands";
import { FolderChoice } from "./folder-choice";
import { GroupChoice } from "./group-choice";
import { GroupCommands } from "./group-commands";
import { GroupControlCommands } from "./group-control-commands";
import { HelpCommands } from "./help-commands";
import { ListChoice } from "./list-choice";
import { ListCommands } from "./list-commands";
import { QueueChoice } from "./queue-choice";
import { QueueCommands } from "./queue-commands";
import { QueueControlCommands } from "./queue-control-commands";
import { QueueTarget } from "./queue-target";
import { QueuedCommandCommands } from "./queued-command-commands";
import { QueuedCommandConditions } from "./queued-command-conditions";
import { QueuedCommandControlCommands } from "./queued-command-control-commands";
import { ResourceBookmarks } from "./resource-bookmarks";
import { RunCommands } from "./run-commands";
import { RunningCommands } from "./running-commands";
import { SecretCommands } from "./secret-commands";
import { SelectedBookmarks } from "./selected-bookmarks";
import { SessionCommands } from "./session-commands";
import { SessionControlCommands } from "./session-control-commands";
import { SharingCommands } from "./sharing-commands";
import { StartOffer } from "./start-offer";
import { StatusCommands } from "./status-commands";
import { TaskCommands } from "./task-commands";
import { TourCommands } from "./tour-commands";
import { UndoOffer } from "./undo-offer";

export interface CommandParts extends BookmarkPlaces {
  readonly workspace: WorkspaceFolders;
  readonly models: Models;
  readonly settings: BookmarkSettings;
  readonly viewing: BookmarkViewing;
  readonly tour: Tour;
  readonly running: Running;
  readonly display: RunDisplay;
  /** The `lockstep` command, for git to call. */
  readonly program: DriverProgram;
  readonly errors: ErrorMessages;
  readonly log: vscode.LogOutputChannel;
}

/** What runs for each command of the table. */
export function allCommands(parts: CommandParts): CommandHandlers {
  const { workspace, models, following, bookmarkedLines, live, visits, settings, viewing, tour } = parts;
  const { display, running, program, errors, log } = parts;
  const undo = new UndoOffer(errors);
  const starting = new StartOffer(errors);
  const folders = new FolderChoice(workspace);
  const bookmarks = new BookmarkChoice(workspace, folders);
  const lists = new ListChoice(folders);
  const groups = new GroupChoice(folders);
  const queues = new QueueChoice(folders);
  const groupCommands = new GroupCommands(folders, groups, undo);
  const queueCommands = new QueueCommands(folders, queues, undo);
  const targets = new QueueTarget(queues, queueCommands);
  const editing = new BookmarkEditing(bookmarks);
  const removal = new BookmarkRemoval(workspace, folders, bookmarks, settings, undo);
  const onRows = { ...editing.handlers, ...removal.handlers };
  const picker = new BookmarkPicker(onRows, visits, following, errors, log);
  const listCommands = new ListCommands(workspace, folders, lists, undo);
  const ordering = new BookmarkOrdering(bookmarks, viewing);
  const rowCommands = { ...onRows, ...listCommands.handlers, ...ordering.handlers };
  return {
    ...rowCommands,
    ...new SelectedBookmarks(viewing.selected, rowCommands).handlers,
    ...new BookmarkToggling(workspace, settings, undo).handlers,
    ...new BookmarkNavigation(live, visits, settings, log).handlers,
    ...new BookmarkList(live, picker).handlers,
    ...new BookmarkOpening(live, bookmarks, visits).handlers,
    ...new BookmarkSelection(bookmarkedLines).handlers,
    ...new BookmarkMnemonics(workspace, live, visits, settings, undo).handlers,
    ...new BookmarkFileList(live, picker).handlers,
    ...new BookmarkAppearanceCommands(bookmarks).handlers,
    ...new BookmarkMoving(workspace, bookmarks).handlers,
    ...new BookmarkHistoryCommands(workspace, folders).handlers,
    ...new BookmarksViewCommands(viewing.choices, models, following).handlers,
    ...new ResourceBookmarks(workspace).handlers,
    ...new BookmarkScopeCommands(workspace, bookmarks, settings, errors).handlers,
    ...new BookmarkImport(workspace, folders, undo, log).handlers,
    ...new BookmarkExport(folders, settings).handlers,
    ...new TourCommands(folders, models.bookmarks, tour).handlers,
    ...new SharingCommands(folders, program, errors).handlers,
    ...new HelpCommands().handlers,
    ...groupCommands.handlers,
    ...new SessionCommands(groups, groupCommands, undo).handlers,
    ...new GroupControlCommands(groups).handlers,
    ...new SessionControlCommands(groups, undo, starting).handlers,
    ...new RunningCommands(models, display.reveals, display.usage).handlers,
    ...new RunCommands(models, display.logs).handlers,
    ...new FileRunCommands(workspace, display.logs).handlers,
    ...queueCommands.handlers,
    ...new QueuedCommandCommands(queues, targets, undo).handlers,
    ...new AddingCommands(workspace, targets, display.terminals).handlers,
    ...new TaskCommands(folders, undo).handlers,
    ...new ApprovalCommands(folders, running.requests).handlers,
    ...new SecretCommands(running.secrets).handlers,
    ...new QueuedCommandConditions(queues).handlers,
    ...new QueueControlCommands(queues).handlers,
    ...new QueuedCommandControlCommands(queues, undo, starting).handlers,
    ...new DocumentCommands(folders, models).handlers,
    ...new StatusCommands(workspace, folders, models, log).handlers,
  };
}
