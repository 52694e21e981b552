import { type Disposable, DisposableStore } from "../core/events";
import type { Log } from "../core/log";
import { TerminalCommands } from "./adding/terminal-commands";
import { RunLogDocuments } from "./logs/run-log-documents";
import type { Models } from "./models/models";
import { RunningItem } from "./running-item";
import { UsagePanel } from "./usage/usage-panel";
import { RevealedRows } from "./views/revealed-rows";
import type { WorkspaceFolders } from "./workspace-folders";

/** What a window knows and shows of what runs, beside its views. */
export class RunDisplay implements Disposable {
  private readonly owned = new DisposableStore();

  readonly reveals = { groups: new RevealedRows("groups"), queues: new RevealedRows("queues") };
  readonly logs: RunLogDocuments;
  readonly terminals = this.owned.add(new TerminalCommands());

  readonly usage: UsagePanel;

  constructor(folders: WorkspaceFolders, models: Models, log: Log) {
    this.usage = this.owned.add(new UsagePanel(folders, models));
    this.logs = this.owned.add(new RunLogDocuments(models, log));
    this.owned.add(new RunningItem(models));
  }

  dispose(): void {
    this.owned.dispose();
  }
}
