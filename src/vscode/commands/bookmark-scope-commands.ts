import * as vscode from "vscode";
import type { Bookmark } from "../../core/bookmarks/bookmark";
import type { Toggled } from "../../core/bookmarks/bookmark-rules";
import { LockstepError } from "../../core/errors";
import type { BookmarkSettings } from "../bookmark-settings";
import type { ErrorMessages } from "../error-messages";
import { showInformation } from "../notifications";
import { BookmarkRow } from "../views/bookmark-rows";
import { waitFor } from "../waiting";
import type { OpenFolder, WorkspaceFolders } from "../workspace-folders";
import type { BookmarkChoice } from "./bookmark-choice";
import type { CommandHandlers, CommandTable } from "./command-table";
import { linesMeant } from "./line-targets";
import type { InFolder } from "./record-choice";
import { rowsFor } from "./words";

type ScopeId = "lockstep.bookmark.toggleGlobal" | "lockstep.bookmark.toggleBranch";

/** Where a bookmark shows: in every workspace, on one branch. */
export class BookmarkScopeCommands {
  readonly handlers: CommandHandlers<ScopeId> = {
    "lockstep.bookmark.toggleGlobal": (at) => this.toggleGlobal(at),
    "lockstep.bookmark.toggleBranch": (at, selection) => this.toggleBranch(at, selection),
  };

  constructor(
    private readonly workspace: WorkspaceFolders,
    private readonly bookmarks: BookmarkChoice,
    private readonly settings: BookmarkSettings,
    private readonly errors: ErrorMessages,
  ) {}

  /** In any file, inside the workspace or not. What the line has in its own folder stays as it is. */
  private async toggleGlobal(...[at]: CommandTable["lockstep.bookmark.toggleGlobal"]): Promise<Toggled> {
    const { folder, lines } = await linesMeant(this.workspace, at, (uri) => this.workspace.locateGlobally(uri));
    const inputs = at?.label === undefined ? lines : lines.map((line) => ({ ...line, label: at.label }));
    return await waitFor(folder, () => folder.state.bookmarks.toggle(inputs, this.settings.toggleMode));
  }

  /** Ties them to the branch that is checked out, also those that hide there; unties them when all are. */
  private async toggleBranch(
    ...[at, selection]: CommandTable["lockstep.bookmark.toggleBranch"]
  ): Promise<readonly Bookmark[]> {
    const rows = rowsFor(BookmarkRow, at, selection).map(({ folder, bookmark }) => ({ folder, record: bookmark }));
    const chosen: readonly InFolder<Bookmark>[] = rows.length > 0 ? rows : [await this.bookmarks.bookmark(at, "all")];
    const branches = new Map(chosen.map(({ folder }) => [folder, branchOf(folder)]));
    const untie = chosen.every(({ folder, record }) => record.branch === branches.get(folder));
    const changed: Bookmark[] = [];
    for (const [folder, branch] of branches) {
      const ids = chosen.filter((one) => one.folder === folder).map(({ record }) => record.id);
      const changes = { branch: untie ? null : branch };
      changed.push(...(await waitFor(folder, () => folder.state.bookmarks.editAll(ids, changes))));
    }
    if (!untie && !this.settings.branchScope) {
      this.offerScope();
    }
    return changed;
  }

  /** Without it the tie shows nowhere. */
  private offerScope(): void {
    const turnOn = vscode.l10n.t("Turn On");
    const message = vscode.l10n.t("Bookmarks of other branches hide only while branch scope is on.");
    showInformation(message, turnOn)
      .then(async (button) => {
        if (button === turnOn) {
          const configuration = vscode.workspace.getConfiguration("lockstep.bookmarks");
          await configuration.update("branchScope", true, vscode.ConfigurationTarget.Global);
        }
      })
      .then(undefined, (error: unknown) => this.errors.show(error));
  }
}

/** @throws {LockstepError} `PRECONDITION` */
function branchOf({ name, branch }: OpenFolder): string {
  const { current } = branch;
  if (current === undefined) {
    throw new LockstepError("PRECONDITION", "No git branch is checked out in {0} that a bookmark could be tied to.", [
      name,
    ]);
  }
  return current;
}
