import type * as vscode from "vscode";
import type { Run } from "../../core/records/run";
import type { BookmarkRow, FileRow, ListRow } from "../views/bookmark-rows";
import type { FolderRow } from "../views/folder-row";
import type { GroupRow, SessionRow } from "../views/group-rows";
import type { LockRow } from "../views/lock-rows";
import type { ProblemRow } from "../views/problem-row";
import type { QueuedCommandRow, QueueRow } from "../views/queue-rows";
import type { Row } from "../views/row";

// A command gets the row that it was chosen on, or words: what a keybinding or another extension says instead. Whatever is
// left out is asked for. In the title of a view it gets the row that has the focus, of whatever kind.

/** The name or URI of an open folder. */
export interface FolderWords {
  readonly folder?: string;
}

/** What the editor's gutter hands over. Lines count from 1; the active editor's cursors where they are left out. */
export interface LineWords {
  readonly uri?: vscode.Uri;
  readonly lineNumber?: number;
}

/** Records by id, the beginning of one, or name. */
export interface BookmarkWords extends FolderWords, LineWords {
  readonly bookmark?: string;
}

/** A list of bookmarks by its name. */
export interface ListWords extends FolderWords {
  readonly list?: string;
}

/** One of the bookmarks' colours, or `#rrggbb`; null takes it away. */
export interface ColorWords {
  readonly color?: string | null;
}

/** The name of one of VS Code's icons; null takes it away. */
export interface IconWords {
  readonly icon?: string | null;
}

export type Mnemonic = "0" | "1" | "2" | "3" | "4" | "5" | "6" | "7" | "8" | "9";

export interface GroupWords extends FolderWords {
  readonly group?: string;
}

export interface SessionWords extends GroupWords {
  readonly session?: string;
}

export interface QueueWords extends FolderWords {
  readonly queue?: string;
}

export interface QueuedCommandWords extends QueueWords {
  readonly command?: string;
}

export interface NameWords {
  readonly name?: string;
}

export interface DescriptionWords {
  readonly description?: string;
}

export interface JobWords {
  readonly run?: Run;
  readonly cwd?: string;
}

export interface SecretWords {
  readonly secret?: string;
}

export interface DocumentWords extends FolderWords {
  /** `bookmarks`, `groups/<id>` or `queues/<id>`. */
  readonly document?: string;
}

/** What a view hands over beside the row that was clicked, when several are selected. */
type Selection = readonly Row[] | undefined;

type OnBookmark<Words = unknown> = [at?: BookmarkRow | (BookmarkWords & Words)];
type OnList<Words = unknown> = [at?: ListRow | (ListWords & Words)];
type OnGroup<Words = unknown> = [at?: GroupRow | (GroupWords & Words)];
type OnSession<Words = unknown> = [at?: SessionRow | (SessionWords & Words)];
type OnQueue<Words = unknown> = [at?: QueueRow | (QueueWords & Words)];
/** Menus of editors hand over the file that they are on. */
type OnQueueToAdd = [at?: QueueRow | QueueWords | vscode.Uri];
type OnQueuedCommand<Words = unknown> = [at?: QueuedCommandRow | (QueuedCommandWords & Words)];
type OnGroups = [at?: GroupRow | GroupWords, selection?: Selection];
type OnSessions = [at?: SessionRow | SessionWords, selection?: Selection];
type OnQueues = [at?: QueueRow | QueueWords, selection?: Selection];
type OnQueuedCommands<Words = unknown> = [at?: QueuedCommandRow | (QueuedCommandWords & Words), selection?: Selection];

type MnemonicCommands = {
  [Id in `lockstep.bookmark.toggleMnemonic${Mnemonic}`]: [at?: LineWords];
} & { [Id in `lockstep.bookmark.jumpToMnemonic${Mnemonic}`]: [] };

/** Every command with its arguments. The only list of ids; a test compares it with package.json. */
export interface CommandTable extends MnemonicCommands {
  "lockstep.bookmark.toggle": [at?: LineWords];
  "lockstep.bookmark.toggleWithLabel": [at?: LineWords & { readonly label?: string }];
  "lockstep.bookmark.add": [at?: LineWords];
  "lockstep.bookmark.addWithLabel": [at?: LineWords & { readonly label?: string }];
  "lockstep.bookmark.next": [];
  "lockstep.bookmark.previous": [];
  "lockstep.bookmark.list": [];
  "lockstep.bookmark.open": OnBookmark;
  "lockstep.bookmark.editLabel": OnBookmark<{ readonly label?: string }>;
  "lockstep.bookmark.editNote": OnBookmark<{ readonly note?: string }>;
  "lockstep.bookmark.editTags": OnBookmark<{ readonly tags?: readonly string[] }>;
  "lockstep.bookmark.remove": [at?: BookmarkRow | BookmarkWords, selection?: Selection];
  "lockstep.bookmark.clearFile": [at?: FileRow | vscode.Uri | LineWords];
  "lockstep.bookmark.clearAll": [at?: FolderRow | FolderWords];
  "lockstep.bookmark.listFile": [];
  "lockstep.bookmark.selectLines": [];
  "lockstep.bookmark.expandSelectionToNext": [];
  "lockstep.bookmark.expandSelectionToPrevious": [];
  "lockstep.bookmark.shrinkSelection": [];
  "lockstep.bookmark.setMnemonic": [at?: LineWords & { readonly mnemonic?: Mnemonic }];
  "lockstep.bookmark.jumpToMnemonic": [at?: { readonly mnemonic?: Mnemonic }];
  "lockstep.bookmark.moveToList": [at?: BookmarkRow | (BookmarkWords & ListWords), selection?: Selection];
  "lockstep.bookmark.moveUp": [at?: BookmarkRow | BookmarkWords, selection?: Selection];
  "lockstep.bookmark.moveDown": [at?: BookmarkRow | BookmarkWords, selection?: Selection];
  "lockstep.bookmark.setColor": [at?: BookmarkRow | (BookmarkWords & ColorWords), selection?: Selection];
  "lockstep.bookmark.setIcon": [at?: BookmarkRow | (BookmarkWords & IconWords), selection?: Selection];
  "lockstep.bookmark.moveHere": OnBookmark;
  "lockstep.bookmark.undo": [];
  "lockstep.bookmark.redo": [];
  "lockstep.bookmark.restoreFromTrash": [at?: Row | (FolderWords & { readonly bookmarks?: readonly string[] })];
  "lockstep.bookmark.emptyTrash": [at?: FolderWords];
  "lockstep.bookmark.toggleFile": [at?: vscode.Uri | LineWords, selection?: unknown];
  "lockstep.bookmark.toggleFolder": [at?: vscode.Uri, selection?: unknown];
  "lockstep.bookmark.toggleGlobal": [at?: LineWords & { readonly label?: string }];
  "lockstep.bookmark.toggleBranch": [at?: BookmarkRow | BookmarkWords, selection?: Selection];
  "lockstep.bookmark.import": [at?: Row | (FolderWords & { readonly uri?: vscode.Uri })];
  "lockstep.bookmark.export": [at?: Row | (FolderWords & { readonly format?: "json" | "markdown" | "pattern" })];
  "lockstep.list.create": [at?: FolderRow | (FolderWords & NameWords & ColorWords & IconWords)];
  "lockstep.list.rename": OnList<NameWords>;
  "lockstep.list.setColor": OnList<ColorWords>;
  "lockstep.list.setIcon": OnList<IconWords>;
  "lockstep.list.setDefault": OnList;
  "lockstep.list.delete": OnList<{ readonly bookmarks?: "keep" | "remove" }>;
  "lockstep.bookmarks.showByFile": [];
  "lockstep.bookmarks.showByList": [];
  "lockstep.bookmarks.showFlat": [];
  "lockstep.bookmarks.hidePosition": [];
  "lockstep.bookmarks.showPosition": [];
  "lockstep.bookmarks.sort": [at?: Row | { readonly by?: "path" | "label" | "age" | "manual" }];
  "lockstep.bookmarks.filter": [
    at?: Row | { readonly text?: string; readonly list?: string; readonly tags?: readonly string[] },
  ];
  "lockstep.bookmarks.clearFilter": [];
  "lockstep.bookmarks.refresh": [];
  "lockstep.bookmarks.editSelected": [];
  "lockstep.bookmarks.removeSelected": [];
  "lockstep.bookmarks.moveSelectedUp": [];
  "lockstep.bookmarks.moveSelectedDown": [];
  "lockstep.bookmarks.clearAll": [];
  "lockstep.tour.start": OnList;
  "lockstep.tour.next": [];
  "lockstep.tour.previous": [];
  "lockstep.tour.end": [];
  "lockstep.state.share": [at?: FolderRow | FolderWords];
  "lockstep.state.keepPrivate": [at?: FolderRow | FolderWords];
  "lockstep.mergeDriver.install": [at?: FolderRow | FolderWords];
  "lockstep.settings.open": [];
  "lockstep.walkthrough.open": [];
  "lockstep.group.create": [at?: FolderRow | (FolderWords & NameWords & DescriptionWords)];
  "lockstep.group.rename": OnGroup<NameWords>;
  "lockstep.group.describe": OnGroup<DescriptionWords>;
  "lockstep.group.archive": OnGroup;
  "lockstep.group.unarchive": OnGroup;
  "lockstep.group.delete": OnGroup;
  "lockstep.group.addSession": OnGroup<NameWords & JobWords>;
  "lockstep.group.updateSession": OnSession<NameWords & JobWords>;
  "lockstep.group.setDependencies": OnSession<{ readonly dependsOn?: readonly string[] }>;
  "lockstep.group.moveSession": [at?: SessionRow | (SessionWords & { readonly to?: string }), selection?: Selection];
  "lockstep.group.removeSession": [at?: SessionRow | SessionWords, selection?: Selection];
  "lockstep.group.start": OnGroups;
  "lockstep.group.pause": OnGroups;
  "lockstep.group.resume": OnGroups;
  "lockstep.group.stop": OnGroups;
  "lockstep.group.retry": OnGroups;
  "lockstep.group.cancel": OnSessions;
  "lockstep.group.restart": OnSessions;
  "lockstep.group.startNow": OnSessions;
  "lockstep.queue.create": [at?: FolderRow | (FolderWords & NameWords & DescriptionWords & { readonly cwd?: string })];
  "lockstep.queue.rename": OnQueue<NameWords>;
  "lockstep.queue.delete": OnQueue;
  "lockstep.queue.addCommand": OnQueue<JobWords & { readonly label?: string }>;
  "lockstep.queue.addSelection": OnQueueToAdd;
  "lockstep.queue.addTest": OnQueueToAdd;
  "lockstep.queue.addTerminalCommand": OnQueueToAdd;
  "lockstep.queue.createFromTasks": [
    at?: FolderRow | (FolderWords & NameWords & { readonly tasks?: readonly string[] }),
  ];
  "lockstep.queue.updateCommand": OnQueuedCommand<JobWords & { readonly label?: string }>;
  "lockstep.queue.moveCommandUp": OnQueuedCommand;
  "lockstep.queue.moveCommandDown": OnQueuedCommand;
  "lockstep.queue.removeCommand": [at?: QueuedCommandRow | QueuedCommandWords, selection?: Selection];
  "lockstep.approval.review": [];
  "lockstep.approval.forget": [at?: Row | FolderWords];
  "lockstep.secret.set": [at?: SecretWords];
  "lockstep.secret.delete": [at?: SecretWords];
  "lockstep.queue.setDependencies": OnQueuedCommand<{ readonly after?: readonly string[] }>;
  "lockstep.queue.setPriority": OnQueuedCommands<{ readonly priority?: number }>;
  "lockstep.queue.start": OnQueues;
  "lockstep.queue.pause": OnQueues;
  "lockstep.queue.resume": OnQueues;
  "lockstep.queue.stop": OnQueues;
  "lockstep.queue.retry": OnQueues;
  "lockstep.queue.cancel": OnQueuedCommands;
  "lockstep.queue.skip": OnQueuedCommands;
  "lockstep.queue.restart": OnQueuedCommands;
  "lockstep.queue.restartAtEnd": OnQueuedCommands;
  "lockstep.queue.startNow": OnQueuedCommands;
  "lockstep.queue.setDelay": OnQueuedCommands<{ readonly notBefore?: string }>;
  "lockstep.queue.moveCommand": OnQueuedCommands<{ readonly to?: string }>;
  "lockstep.run.showLog": [at?: QueuedCommandRow | SessionRow];
  "lockstep.running.show": [];
  "lockstep.usage.show": [];
  "lockstep.file.showRuns": [at?: vscode.Uri];
  "lockstep.status.refresh": [];
  "lockstep.status.revealLock": [at?: LockRow];
  "lockstep.doctor": [at?: FolderRow | (FolderWords & { readonly fix?: boolean })];
  "lockstep.document.open": [at?: QueueRow | GroupRow | ProblemRow | DocumentWords];
  "lockstep.document.startAfresh": [at?: ProblemRow | DocumentWords];
  "lockstep.log.show": [];
  "lockstep.log.diagnostics": [];
}

export type CommandId = keyof CommandTable;

/** What runs for each command. What it resolves with goes to whoever executed it. */
export type CommandHandlers<Id extends CommandId = CommandId> = {
  readonly [Key in Id]: (...args: CommandTable[Key]) => unknown;
};
