import * as vscode from "vscode";
import { changesOf } from "../setting-changes";

const section = "lockstep.run";
const recorded = ["all", "prompts", "none"] as const;
const whens = ["whenUnfocused", "always", "never"] as const;

const reveals: Readonly<Record<string, vscode.TaskRevealKind>> = {
  never: vscode.TaskRevealKind.Never,
  silent: vscode.TaskRevealKind.Silent,
  always: vscode.TaskRevealKind.Always,
};

const panels: Readonly<Record<string, vscode.TaskPanelKind>> = {
  dedicated: vscode.TaskPanelKind.Dedicated,
  shared: vscode.TaskPanelKind.Shared,
  new: vscode.TaskPanelKind.New,
};

/** How this window runs queues and groups. */
export class RunSettings {
  readonly onDidChange = changesOf(section);

  /** Whether this window runs anything. */
  get inThisWindow(): boolean {
    return this.get<string>("inThisWindow") !== "off";
  }

  get presentation(): vscode.TaskPresentationOptions {
    return {
      reveal: reveals[this.get<string>("terminal.reveal") ?? ""] ?? vscode.TaskRevealKind.Silent,
      panel: panels[this.get<string>("terminal.panel") ?? ""] ?? vscode.TaskPanelKind.Dedicated,
      close: this.get<boolean>("terminal.close") === true,
      showReuseMessage: false,
    };
  }

  get problemMatchers(): readonly string[] {
    const names = this.get<unknown>("problemMatchers");
    return Array.isArray(names) ? names.filter((name) => typeof name === "string") : [];
  }

  /** Of which runs to keep what they changed. */
  get recordedChanges(): (typeof recorded)[number] {
    const value = this.get<string>("recordedChanges");
    return recorded.find((which) => which === value) ?? "all";
  }

  /** As it is written: see `agentProfile`. */
  get agents(): unknown {
    return vscode.workspace.getConfiguration("lockstep").get("agents");
  }

  /** When to tell of a run that has ended. */
  get notification(): (typeof whens)[number] {
    const value = this.get<string>("notification.when");
    return whens.find((when) => when === value) ?? "whenUnfocused";
  }

  /** Milliseconds that a run takes at least of which to tell. */
  get notificationAfter(): number {
    const seconds = this.get<unknown>("notification.after");
    return 1_000 * (typeof seconds === "number" && seconds >= 0 ? seconds : 60);
  }

  private get<T>(key: string): T | undefined {
    return vscode.workspace.getConfiguration(section).get<T>(key);
  }
}
