import type { Models } from "./models/models";
import type { BookmarkViewChoices } from "./views/bookmark-view-choices";
import type { Trees } from "./views/views";
import type { WorkspaceFolders } from "./workspace-folders";

/** What the tests inside VS Code get to see. Not for other extensions: it changes without notice. */
export interface TestApi {
  /** Every folder is open. */
  readonly ready: Promise<void>;
  readonly folders: WorkspaceFolders;
  readonly models: Models;
  readonly trees: Trees;
  readonly viewChoices: BookmarkViewChoices;
  readonly commandIds: readonly string[];
}
