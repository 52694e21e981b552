import * as vscode from "vscode";
import { type Disposable, Emitter, type Event } from "../core/events";

const section = "lockstep";
const modes = ["auto", "poll"] as const;

/** How this window notices what other writers change. */
export type WatchMode = (typeof modes)[number];

/** What the user has set. */
export class Settings implements Disposable {
  private readonly changedWatch = new Emitter<void>();
  private readonly listening: Disposable;
  private toldWatch = this.watch;

  readonly onDidChangeWatch: Event<void> = this.changedWatch.event;

  constructor() {
    this.listening = vscode.workspace.onDidChangeConfiguration((change) => {
      // VS Code tells of one change several times.
      if (change.affectsConfiguration(`${section}.watch`) && this.watch !== this.toldWatch) {
        this.toldWatch = this.watch;
        this.changedWatch.fire();
      }
    });
  }

  get watch(): WatchMode {
    const value = vscode.workspace.getConfiguration(section).get<string>("watch");
    return modes.find((mode) => mode === value) ?? "auto";
  }

  dispose(): void {
    this.listening.dispose();
    this.changedWatch.dispose();
  }
}
