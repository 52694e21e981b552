import * as vscode from "vscode";
import { changesOf } from "./setting-changes";

const section = "lockstep";
const modes = ["auto", "poll"] as const;

/** How this window notices what other writers change. */
export type WatchMode = (typeof modes)[number];

/** What the user has set. */
export class Settings {
  readonly onDidChangeWatch = changesOf(`${section}.watch`);

  get watch(): WatchMode {
    const value = vscode.workspace.getConfiguration(section).get<string>("watch");
    return modes.find((mode) => mode === value) ?? "auto";
  }
}
