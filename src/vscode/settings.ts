import * as vscode from "vscode";
import type { Event } from "../core/events";
import { changesOf } from "./setting-changes";

const section = "lockstep";
const modes = ["auto", "poll"] as const;

/** How this window notices what other writers change. */
export type WatchMode = (typeof modes)[number];

/** What the user has set. */
export class Settings {
  /** The value is another one. VS Code tells of one change several times. */
  readonly onDidChangeWatch: Event<void> = (listener) => {
    let told = this.watch;
    return changesOf(`${section}.watch`)(() => {
      if (this.watch !== told) {
        told = this.watch;
        listener();
      }
    });
  };

  get watch(): WatchMode {
    const value = vscode.workspace.getConfiguration(section).get<string>("watch");
    return modes.find((mode) => mode === value) ?? "auto";
  }
}
