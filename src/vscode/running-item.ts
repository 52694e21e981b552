import * as vscode from "vscode";
import { type Disposable, DisposableStore } from "../core/events";
import { withoutIcons } from "./icon-syntax";
import type { Models } from "./models/models";
import { progressText, runnersText, statusText } from "./views/job-appearance";
import { type Running, runningIn, runningJobs } from "./views/running";

/** As many jobs of one queue or group are named, and so many characters shown. */
const most = { jobs: 5, title: 80, name: 30 };

/** In the status bar while something runs: how far it is. A click leads to it, and to what stops it. */
export class RunningItem implements Disposable {
  private readonly owned = new DisposableStore();
  private readonly item: vscode.StatusBarItem;

  constructor(private readonly models: Models) {
    this.item = this.owned.add(vscode.window.createStatusBarItem("lockstep.running", vscode.StatusBarAlignment.Left));
    this.item.name = vscode.l10n.t("Lockstep: What Runs");
    this.item.command = "lockstep.running.show";
    this.owned.add(models.queues.onDidChange(() => this.update()));
    this.owned.add(models.groups.onDidChange(() => this.update()));
    this.update();
  }

  dispose(): void {
    this.owned.dispose();
  }

  private update(): void {
    const running = runningIn(this.models);
    const shown = runningSummary(running);
    if (shown === undefined) {
      this.item.hide();
      return;
    }
    this.item.text = shown.text;
    this.item.tooltip = shown.tooltip; // no Markdown: VS Code would parse it in the extension host with every change
    this.item.accessibilityInformation = { label: shown.label };
    this.item.show();
  }
}

export interface RunningSummary {
  readonly text: string;
  readonly tooltip: string;
  readonly label: string;
}

/** Undefined while nothing runs. */
export function runningSummary(running: readonly Running[]): RunningSummary | undefined {
  const [first, ...others] = running;
  if (first === undefined) {
    return undefined;
  }
  const { record, progress } = first;
  const more = others.length === 0 ? "" : ` +${others.length}`;
  const lines = running.flatMap(linesOf);
  return {
    text: `$(sync~spin) ${withoutIcons(shortened(record.name, most.name))} ${progress.ended}/${progress.total}${more}`,
    tooltip: [...lines, "", vscode.l10n.t("Click to show, pause or stop it.")].join("\n"),
    label: vscode.l10n.t("Lockstep runs {0}", running.map(lineOf).join("; ")),
  };
}

function linesOf(one: Running): readonly string[] {
  const runners = runnersText(one.kind === "queue" ? one.record.commands : one.record.sessions);
  return [
    runners === undefined ? lineOf(one) : vscode.l10n.t("{0}, in {1}", lineOf(one), runners),
    ...runningJobs(one)
      .slice(0, most.jobs)
      .map(({ title }) => `    ${shortened(title, most.title)}`),
  ];
}

function lineOf({ record, progress }: Running): string {
  return `${record.name}: ${statusText(record.status)}, ${progressText(progress)}`;
}

function shortened(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, length - 1)}…`;
}
