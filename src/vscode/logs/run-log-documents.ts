import * as vscode from "vscode";
import { type Disposable, DisposableStore } from "../../core/events";
import type { Log } from "../../core/log";
import type { Models } from "../models/models";
import type { OpenFolder } from "../workspace-folders";
import { FollowedLog } from "./followed-log";
import { LogScroll } from "./log-scroll";

const scheme = "lockstep-log";

/** One run of a queued command or a session. */
export interface RunInFolder {
  readonly folder: OpenFolder;
  readonly runId: string;
  /** What people know it by. */
  readonly title: string;
}

/** Logs of runs as documents that nobody can change, followed while they are open and their run goes on. */
export class RunLogDocuments implements vscode.TextDocumentContentProvider, Disposable {
  private readonly owned = new DisposableStore();
  private readonly changed = this.owned.add(new vscode.EventEmitter<vscode.Uri>());
  private readonly runs = new Map<string, RunInFolder>();
  private readonly logs = new Map<string, FollowedLog>();
  private readonly scroll = new LogScroll();

  readonly onDidChange = this.changed.event;

  constructor(
    private readonly models: Models,
    private readonly log: Log,
  ) {
    this.owned.add(vscode.workspace.registerTextDocumentContentProvider(scheme, this));
    this.owned.add(vscode.workspace.onDidCloseTextDocument(({ uri }) => this.close(uri.toString())));
    this.owned.add(
      vscode.workspace.onDidChangeTextDocument(
        ({ document }) => document.uri.scheme === scheme && this.scroll.grew(document),
      ),
    );
    this.owned.add(models.queues.onDidChange(() => this.endThoseThatEnded()));
    this.owned.add(models.groups.onDidChange(() => this.endThoseThatEnded()));
  }

  dispose(): void {
    this.owned.dispose();
    for (const key of this.logs.keys()) {
      this.close(key);
    }
  }

  /** Shows its end, and what comes. */
  async open(run: RunInFolder): Promise<vscode.TextEditor> {
    const name = run.title.replaceAll(/[/\\?#\s]+/g, " ").slice(0, 60);
    const query = new URLSearchParams({ folder: run.folder.id, run: run.runId }).toString();
    const uri = vscode.Uri.from({ scheme, path: `/${name}.log`, query });
    this.runs.set(uri.toString(), run);
    const document = await vscode.workspace.openTextDocument(uri);
    const editor = await vscode.window.showTextDocument(document, { preview: true });
    this.scroll.goToEnd(editor);
    return editor;
  }

  provideTextDocumentContent(uri: vscode.Uri): string {
    const run = this.runs.get(uri.toString());
    if (run === undefined) {
      return vscode.l10n.t("This log was opened before the window was loaded again. Open it anew from its row.");
    }
    const { text } = this.logs.get(uri.toString()) ?? this.follow(uri, run);
    return text;
  }

  private follow(uri: vscode.Uri, run: RunInFolder): FollowedLog {
    const followed = new FollowedLog(run.folder.state.logs, run.runId, () => this.changed.fire(uri), this.log);
    this.logs.set(uri.toString(), followed);
    if (!this.goesOn(run)) {
      followed.end();
    }
    return followed;
  }

  private close(key: string): void {
    this.logs.get(key)?.dispose();
    this.logs.delete(key);
    this.runs.delete(key);
  }

  private endThoseThatEnded(): void {
    for (const [key, followed] of this.logs) {
      const run = this.runs.get(key);
      if (run === undefined || !this.goesOn(run)) {
        followed.end();
      }
    }
  }

  private goesOn({ folder, runId }: RunInFolder): boolean {
    const { queues, groups } = this.models;
    const ofQueues = queues.latest.flatMap((snapshot) =>
      snapshot.folder === folder ? snapshot.value.items.flatMap(({ commands }) => commands) : [],
    );
    const ofGroups = groups.latest.flatMap((snapshot) =>
      snapshot.folder === folder ? snapshot.value.items.flatMap(({ sessions }) => sessions) : [],
    );
    return [...ofQueues, ...ofGroups].some((job) => job.runId === runId && job.status === "running");
  }
}
