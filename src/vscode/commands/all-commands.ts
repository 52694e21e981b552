import type * as vscode from "vscode";
import type { ErrorMessages } from "../error-messages";
import type { Models } from "../models/models";
import type { WorkspaceFolders } from "../workspace-folders";
import { BookmarkChoice } from "./bookmark-choice";
import { BookmarkEditing } from "./bookmark-editing";
import { BookmarkList } from "./bookmark-list";
import { BookmarkNavigation } from "./bookmark-navigation";
import { BookmarkRemoval } from "./bookmark-removal";
import { BookmarkToggling } from "./bookmark-toggling";
import type { CommandHandlers } from "./command-table";
import { DocumentCommands } from "./document-commands";
import { FolderChoice } from "./folder-choice";
import { GroupChoice } from "./group-choice";
import { GroupCommands } from "./group-commands";
import { QueueChoice } from "./queue-choice";
import { QueueCommands } from "./queue-commands";
import { QueuedCommandCommands } from "./queued-command-commands";
import { SessionCommands } from "./session-commands";
import { StatusCommands } from "./status-commands";
import { UndoOffer } from "./undo-offer";

export interface CommandParts {
  readonly workspace: WorkspaceFolders;
  readonly models: Models;
  readonly errors: ErrorMessages;
  readonly log: vscode.LogOutputChannel;
}

/** What runs for each command of the table. */
export function allCommands({ workspace, models, errors, log }: CommandParts): CommandHandlers {
  const undo = new UndoOffer(errors);
  const folders = new FolderChoice(workspace);
  const bookmarks = new BookmarkChoice(workspace, folders);
  const groups = new GroupChoice(folders);
  const queues = new QueueChoice(folders);
  const groupCommands = new GroupCommands(folders, groups, undo);
  const queueCommands = new QueueCommands(folders, queues, undo);
  return {
    ...new BookmarkToggling(workspace, undo).handlers,
    ...new BookmarkNavigation(workspace, models.bookmarks, log).handlers,
    ...new BookmarkList(models.bookmarks, log).handlers,
    ...new BookmarkEditing(bookmarks).handlers,
    ...new BookmarkRemoval(workspace, folders, bookmarks, undo).handlers,
    ...groupCommands.handlers,
    ...new SessionCommands(groups, groupCommands, undo).handlers,
    ...queueCommands.handlers,
    ...new QueuedCommandCommands(queues, queueCommands, undo).handlers,
    ...new DocumentCommands(folders, models).handlers,
    ...new StatusCommands(workspace, folders, models, log).handlers,
  };
}
