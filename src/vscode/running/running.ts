import type * as vscode from "vscode";
import { type Disposable, DisposableStore } from "../../core/events";
import type { Log } from "../../core/log";
import type { ErrorMessages } from "../error-messages";
import type { Models } from "../models/models";
import type { WorkspaceFolders } from "../workspace-folders";
import { ApprovalRequests } from "./approval-requests";
import { warnOfBudgets } from "./budget-warnings";
import { RunSettings } from "./run-settings";
import { Secrets } from "./secrets";
import { StartNotices } from "./start-notices";
import { WindowWorkers } from "./window-workers";

export interface RunningParts {
  readonly context: vscode.ExtensionContext;
  readonly folders: WorkspaceFolders;
  readonly models: Models;
  readonly errors: ErrorMessages;
  readonly log: Log;
}

/** All that makes queues and groups run in this window. */
export class Running implements Disposable {
  private readonly owned = new DisposableStore();
  private readonly workers: WindowWorkers;

  readonly secrets: Secrets;
  readonly requests: ApprovalRequests;
  readonly startNotices: StartNotices;

  constructor({ context, folders, models, errors, log }: RunningParts) {
    const settings = new RunSettings();
    this.secrets = new Secrets(context.secrets);
    const { secrets } = this;
    const parts = { folders, settings, secrets, extension: context.extensionUri, log };
    this.workers = this.owned.add(new WindowWorkers(parts));
    this.requests = this.owned.add(new ApprovalRequests(this.workers, errors));
    this.startNotices = this.owned.add(new StartNotices({ folders, settings, log }));
    this.owned.add(warnOfBudgets(models.groups, context.workspaceState));
  }

  /** Ends what runs here. Resolves when it is written down. */
  end(): Promise<void> {
    return this.workers.end();
  }

  dispose(): void {
    this.owned.dispose();
  }
}
