import { randomBytes } from "node:crypto";
import * as vscode from "vscode";
import { type Disposable, DisposableStore } from "../../core/events";
import type { Job } from "../../core/records/progress";
import type { UsageEntry } from "../../core/usage/usage-entry";
import { totalsOf, type UsageGrouping } from "../../core/usage/usage-totals";
import { messageOf } from "../messages";
import type { Models } from "../models/models";
import type { WorkspaceFolders } from "../workspace-folders";
import { startOfDays, usageDays } from "./usage-days";
import { type Usage, usagePage } from "./usage-page";

/** So many are shown. */
const dayCount = 30;
/** Milliseconds in which what changes is shown at once. */
const throttle = 1_000;

/** What was used in the folders that are open, as a page that follows it while it is shown. */
export class UsagePanel implements Disposable {
  private open: { readonly panel: vscode.WebviewPanel; readonly owned: DisposableStore } | undefined;
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly folders: WorkspaceFolders,
    private readonly models: Models,
  ) {}

  dispose(): void {
    this.open?.panel.dispose();
  }

  /** Resolves with the page once it shows what there is now. */
  async show(): Promise<string> {
    this.open ??= this.create();
    this.open.panel.reveal();
    return await this.update();
  }

  private create() {
    const panel = vscode.window.createWebviewPanel("lockstep.usage", vscode.l10n.t("Usage"), vscode.ViewColumn.Active, {
      enableScripts: false,
      enableFindWidget: true,
      localResourceRoots: [],
    });
    const owned = new DisposableStore();
    owned.add(this.folders.follow(({ state }) => state.usage.onDidChange(() => this.updateSoon())));
    owned.add(this.models.queues.onDidChange(() => this.updateSoon()));
    owned.add(this.models.groups.onDidChange(() => this.updateSoon()));
    panel.onDidChangeViewState(() => this.updateSoon());
    panel.onDidDispose(() => {
      this.open = undefined;
      clearTimeout(this.timer);
      this.timer = undefined;
      owned.dispose();
    });
    return { panel, owned };
  }

  private updateSoon(): void {
    if (this.open?.panel.visible) {
      this.timer ??= setTimeout(() => {
        this.timer = undefined;
        void this.update();
      }, throttle);
    }
  }

  private async update(): Promise<string> {
    const page = usagePage(await this.read(new Date()), randomBytes(16).toString("hex"));
    if (this.open !== undefined) {
      this.open.panel.webview.html = page;
    }
    return page;
  }

  private async read(now: Date): Promise<Usage> {
    const since = startOfDays(now, dayCount);
    const listings = await Promise.all(this.folders.all.map(({ state }) => state.usage.listWithProblems({ since })));
    const entries = listings.flatMap((listing) => listing.entries);
    const { l10n } = vscode;
    const by = (name: string, grouping: UsageGrouping) => ({ name, totals: totalsOf(entries, grouping) });
    return {
      days: usageDays(totalsOf(entries, "day"), this.jobs(), { now, count: dayCount }),
      by: [
        by(l10n.t("Provider"), "provider"),
        by(l10n.t("Model"), "model"),
        by(l10n.t("Operation"), "operation"),
        { name: l10n.t("Queue"), totals: totalsOf(this.withQueueNames(entries), "queue") },
      ],
      problems: listings.flatMap(({ problems }) => problems.map(({ error }) => messageOf(error))),
    };
  }

  private jobs(): readonly Job[] {
    const { queues, groups } = this.models;
    return [
      ...queues.latest.flatMap(({ value }) => value.items.flatMap(({ commands }) => commands)),
      ...groups.latest.flatMap(({ value }) => value.items.flatMap(({ sessions }) => sessions)),
    ];
  }

  /** Those that are gone keep their ids. */
  private withQueueNames(entries: readonly UsageEntry[]): readonly UsageEntry[] {
    const queues = this.models.queues.latest.flatMap(({ value }) => value.items);
    const names = new Map(queues.map(({ id, name }) => [id, name]));
    return entries.flatMap((entry) =>
      entry.queue === undefined ? [] : [{ ...entry, queue: names.get(entry.queue) ?? entry.queue }],
    );
  }
}
