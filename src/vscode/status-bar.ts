import * as vscode from "vscode";
import { type Disposable, DisposableStore } from "../core/events";
import { progress } from "../core/queues/queue-rules";
import type { Models } from "./models/models";

/** How much there is, at a glance; a click leads to the views. */
export class StatusBar implements Disposable {
  private readonly owned = new DisposableStore();
  private readonly entry: vscode.StatusBarItem;

  constructor(private readonly models: Models) {
    this.entry = this.owned.add(vscode.window.createStatusBarItem("lockstep", vscode.StatusBarAlignment.Left));
    this.entry.name = "Lockstep";
    this.entry.command = "workbench.view.extension.lockstep";
    this.owned.add(models.onDidChangeRecords(() => this.update()));
    this.update();
    this.entry.show();
  }

  dispose(): void {
    this.owned.dispose();
  }

  private update(): void {
    const { bookmarks, groups, queues } = this.models;
    const marks = bookmarks.latest.reduce((sum, { value }) => sum + value.items.length, 0);
    const jobs = queues.latest.flatMap(({ value }) => value.items.map(progress));
    const waiting = jobs.reduce((sum, { total, ended }) => sum + total - ended, 0);
    const problems = [bookmarks, groups, queues].flatMap(({ latest }) => latest.flatMap(({ value }) => value.problems));
    const warning = problems.length === 0 ? "" : " $(warning)";
    this.entry.text = `$(bookmark) ${marks} $(list-ordered) ${waiting}${warning}`;
    const facts = [
      [vscode.l10n.t("Bookmarks"), String(marks)],
      [vscode.l10n.t("Queued commands"), vscode.l10n.t("{0} in {1} queues", waiting, jobs.length)],
      ...(problems.length === 0 ? [] : [[vscode.l10n.t("Documents that can't be read"), String(problems.length)]]),
    ];
    // No Markdown: VS Code would parse it in the extension host with every change.
    this.entry.tooltip = ["Lockstep", ...facts.map((fact) => fact.join(": "))].join("\n");
    this.entry.accessibilityInformation = {
      label: vscode.l10n.t("Lockstep: {0} bookmarks, {1} queued commands", marks, waiting),
    };
  }
}
