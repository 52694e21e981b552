import * as vscode from "vscode";
import { LockstepError } from "../../core/errors";
import { ignoredByGit } from "../../core/git/git-ignored";
import type { SharingOptions } from "../../core/storage/git-sharing";
import type { DriverProgram } from "../../core/storage/merge-driver";
import type { ErrorMessages } from "../error-messages";
import { showInformation, showWarning } from "../notifications";
import type { FolderRow } from "../views/folder-row";
import { waitFor } from "../waiting";
import type { OpenFolder } from "../workspace-folders";
import type { CommandHandlers, FolderWords } from "./command-table";
import type { FolderChoice } from "./folder-choice";
import { confirm } from "./questions";

type SharingId = "lockstep.state.share" | "lockstep.state.keepPrivate" | "lockstep.mergeDriver.install";

type At = FolderRow | FolderWords | undefined;

/** Whether git carries the state folder. */
export class SharingCommands {
  readonly handlers: CommandHandlers<SharingId> = {
    "lockstep.state.share": (at) => this.share(at),
    "lockstep.state.keepPrivate": (at) => this.keepPrivate(at),
    "lockstep.mergeDriver.install": async (at) => this.install(await this.folder(at)),
  };

  constructor(
    private readonly folders: FolderChoice,
    private readonly program: DriverProgram,
    private readonly errors: ErrorMessages,
  ) {}

  private async share(at: At): Promise<void> {
    const folder = await this.folder(at);
    await change(folder, (options) => folder.state.share(options));
    const rule = vscode.workspace.isTrusted ? await ignoredByGit(folder.files.fsPath) : undefined;
    if (rule !== undefined) {
      const message = vscode.l10n.t("The state folder is shared now, but git ignores it by another rule: {0}", rule);
      void showWarning(message);
      return;
    }
    this.tellShared(folder);
  }

  /** Does not wait for the person. */
  private tellShared(folder: OpenFolder): void {
    const install = vscode.l10n.t("Install Merge Driver");
    const message = vscode.l10n.t(
      "git sees the bookmarks, groups and queues of {0} now. Commit the folder .lockstep to share them.",
      folder.name,
    );
    const buttons = vscode.workspace.isTrusted ? [install] : [];
    showInformation(message, ...buttons)
      .then((button) => (button === install ? this.install(folder) : undefined))
      .then(undefined, (error: unknown) => this.errors.show(error));
  }

  private async keepPrivate(at: At): Promise<void> {
    const folder = await this.folder(at);
    await change(folder, (options) => folder.state.keepPrivate(options));
    const message = vscode.l10n.t(
      "git ignores the state of {0}. What is committed already stays in the repository until it is removed: git rm -r --cached .lockstep",
      folder.name,
    );
    void showInformation(message);
  }

  /** It runs git, whose configuration may name programs. */
  private async install(folder: OpenFolder): Promise<void> {
    if (!vscode.workspace.isTrusted) {
      throw new LockstepError("PRECONDITION", "Trust the workspace first: this runs git in it.");
    }
    await waitFor(folder, () => folder.state.installMergeDriver(this.program));
    const message = vscode.l10n.t(
      "git merges the state files of {0} with Lockstep now. Commit .gitattributes.",
      folder.name,
    );
    void showInformation(message);
  }

  private async folder(at: At): Promise<OpenFolder> {
    const folder = await this.folders.one(at);
    if (folder.isGlobal) {
      throw new LockstepError("PRECONDITION", "Global bookmarks are in no workspace folder that git could carry.");
    }
    return folder;
  }
}

/** Asks before what a person wrote is replaced. */
async function change(folder: OpenFolder, verb: (options: SharingOptions) => Promise<void>): Promise<void> {
  try {
    await waitFor(folder, () => verb({}));
  } catch (error) {
    if (!(error instanceof LockstepError && error.code === "CONFLICT")) {
      throw error;
    }
    await confirm(
      vscode.l10n.t("Replace the .gitignore of the state folder?"),
      vscode.l10n.t("Somebody changed it by hand. What it says now is lost."),
      vscode.l10n.t("Replace"),
    );
    await waitFor(folder, () => verb({ replace: true }));
  }
}
