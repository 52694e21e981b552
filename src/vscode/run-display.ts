import { type Disposable, DisposableStore } from "../core/events";
import type { Log } from "../core/log";
import { TerminalCommands } from "./adding/terminal-commands";
import { RunLogDocuments } from "./logs/run-log-documents";
import type { Models } from "./models/models";
import { RunningItem } from "./running-item";
import { RevealedRows } from "./views/revealed-rows";

/** What a window knows and shows of what runs, beside its views. */
export class RunDisplay implements Disposable {
  private readonly owned = new DisposableStore();

  readonly reveals = { groups: new RevealedRows("groups"), queues: new RevealedRows("queues") };
  readonly logs: RunLogDocuments;
  readonly terminals = this.owned.add(new TerminalCommands());

  constructor(models: Models, log: Log) {
    this.logs = this.owned.add(new RunLogDocuments(models, log));
    this.owned.add(new RunningItem(models));
  }

  dispose(): void {
    this.owned.dispose();
  }
}
