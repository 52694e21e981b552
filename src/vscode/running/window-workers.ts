import * as vscode from "vscode";
import { type Disposable, DisposableStore, Emitter, type Event } from "../../core/events";
import type { Log } from "../../core/log";
import type { ApprovalNeeded, Worker } from "../../core/runner/worker";
import type { OpenFolder, WorkspaceFolders } from "../workspace-folders";
import { type RunEnded, tellOfEnd } from "./run-notices";
import type { RunSettings } from "./run-settings";
import { RunTasks } from "./run-tasks";
import type { Secrets } from "./secrets";
import { TaskExecutor } from "./task-executor";
import { terminalVariables } from "./terminal-variables";
import { windowVariable } from "./window-variables";

/** Milliseconds after which a folder that was opened is looked at: VS Code has other things to do when it starts. */
const firstLook = 1_000;
/** Milliseconds between asking a run to end and ending it. */
const grace = 5_000;
/** The same when this window closes: VS Code waits for five seconds, and the end is to be written down. */
const lastGrace = 1_500;

/** Something that waits for a word of the user. */
export interface ApprovalRequest extends ApprovalNeeded {
  readonly folder: OpenFolder;
}

export interface WindowWorkersParts {
  readonly folders: WorkspaceFolders;
  readonly settings: RunSettings;
  readonly secrets: Secrets;
  /** Where this extension is. */
  readonly extension: vscode.Uri;
  readonly log: Log;
}

/** What makes this window a worker: one for each folder that is open, as long as it is. */
export class WindowWorkers implements Disposable {
  private readonly owned = new DisposableStore();
  private readonly workers = new Map<OpenFolder, Worker>();
  private readonly approvalNeeded = this.owned.add(new Emitter<ApprovalRequest>());
  private isEnding = false;

  /** Again after every look: see {@link Worker.onDidNeedApproval}. */
  readonly onDidNeedApproval: Event<ApprovalRequest> = this.approvalNeeded.event;

  constructor(private readonly parts: WindowWorkersParts) {
    const { folders, settings } = parts;
    this.owned.add(folders.follow((folder) => this.begin(folder)));
    this.owned.add(vscode.workspace.onDidGrantWorkspaceTrust(() => this.look()));
    this.owned.add(settings.onDidChange(() => this.look()));
  }

  /** Something may run now that might not before. */
  look(): void {
    for (const worker of this.workers.values()) {
      worker.look();
    }
  }

  /** Ends what runs here. Resolves when it is written down. */
  async end(): Promise<void> {
    this.isEnding = true;
    await Promise.all([...this.workers.values()].map((worker) => worker.end()));
  }

  dispose(): void {
    this.owned.dispose();
  }

  /** What belongs to no folder runs nowhere: it would run in the root of the disk. */
  private begin(folder: OpenFolder): Disposable {
    if (folder.isGlobal) {
      return { dispose: () => {} };
    }
    const worker = this.workerOf(folder);
    this.workers.set(folder, worker);
    const listening = new DisposableStore();
    let hearsOfApprovals = false; // which takes watching a folder: only where something waits for one
    const onNeed = (need: ApprovalNeeded) => {
      if (!hearsOfApprovals) {
        hearsOfApprovals = true;
        listening.add(folder.state.approvals.onDidChange(() => worker.look()));
      }
      this.approvalNeeded.fire({ ...need, folder });
    };
    listening.add(worker.onDidNeedApproval(onNeed));
    const timer = setTimeout(() => worker.look(), firstLook);
    return {
      dispose: () => {
        clearTimeout(timer);
        listening.dispose();
        this.workers.delete(folder); // closing the folder ends it
      },
    };
  }

  private workerOf(folder: OpenFolder): Worker {
    const { settings, secrets, extension, log } = this.parts;
    const tasks = new RunTasks(folder.files, settings);
    const graceNow = () => (this.isEnding ? lastGrace : grace);
    const ended = (run: RunEnded) => tellOfEnd(run, settings);
    return folder.state.work({
      executor: new TaskExecutor({ tasks, grace: graceNow, ended, log }),
      gate: folder.state.approvals,
      mayRun: () => vscode.workspace.isTrusted && settings.inThisWindow,
      surroundings: {
        env: () => terminalVariables(extension, folder.files),
        variables: (name, argument) => windowVariable(name, argument, folder.files),
        secrets: (name) => secrets.get(name),
      },
      agents: () => settings.agents,
      recordedChanges: () => settings.recordedChanges,
    });
  }
}
