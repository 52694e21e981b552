import type * as vscode from "vscode";
import type { BookmarkedLines } from "./editor/bookmarked-lines";
import type { Following } from "./following/following";
import type { Models } from "./models/models";
import type { RunDisplay } from "./run-display";
import type { Running } from "./running/running";
import type { Tour } from "./tour/tour";
import type { BookmarkViewChoices } from "./views/bookmark-view-choices";
import type { Trees } from "./views/views";
import type { WorkspaceFolders } from "./workspace-folders";

/** What the tests inside VS Code get to see. Not for other extensions: it changes without notice. */
export interface TestApi {
  /** Every folder is open. */
  readonly ready: Promise<void>;
  readonly folders: WorkspaceFolders;
  readonly models: Models;
  readonly following: Following;
  readonly bookmarkedLines: BookmarkedLines;
  readonly trees: Trees;
  readonly tour: Tour;
  readonly running: Running;
  readonly display: RunDisplay;
  readonly viewChoices: BookmarkViewChoices;
  readonly commandIds: readonly string[];
  /** Where VS Code keeps what is logged. */
  readonly logFolder: vscode.Uri;
}
