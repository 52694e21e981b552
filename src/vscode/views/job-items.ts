import * as vscode from "vscode";
import type { RunnableJob } from "../../core/jobs/job-rules";
import type { Progress } from "../../core/records/progress";
import {
  contextOf,
  fractionText,
  type JobDetails,
  jobFacts,
  jobIcon,
  jobTooltip,
  progressText,
  runnersText,
  type Status,
  statusIcon,
  statusText,
} from "./job-appearance";
import { Tooltip } from "./tooltip";

// The rows of queues and groups, and those of their commands and sessions.

interface Holder {
  readonly name: string;
  readonly description?: string | undefined;
  readonly status: Status;
}

interface HolderLook {
  readonly id: string;
  /** As `when` clauses have it, and what can be done with it. */
  readonly context: readonly [kind: string, verbs: readonly string[]];
  readonly jobs: readonly RunnableJob[];
  readonly counts: Progress;
  /** As it is made: not worth a word. */
  readonly isNew: boolean;
  readonly isFolded?: boolean;
  readonly jobsTitle: string;
  readonly fact: readonly [title: string, text: string | undefined];
  /** For those who listen. */
  spoken(status: string, progress: string): string;
}

/** A queue or a group. */
export function holderItem({ name, description, status }: Holder, look: HolderLook): vscode.TreeItem {
  const { Collapsed, Expanded } = vscode.TreeItemCollapsibleState;
  const item = new vscode.TreeItem(name, look.isFolded ? Collapsed : Expanded);
  const progress = progressText(look.counts);
  const runners = runnersText(look.jobs);
  item.id = look.id;
  item.description = [fractionText(look.counts), ...(look.isNew ? [] : [statusText(status)])].join(" · ");
  item.iconPath = statusIcon(status);
  item.contextValue = contextOf(...look.context);
  item.tooltip = new Tooltip()
    .heading(name)
    .paragraph(description)
    .fact(vscode.l10n.t("Status"), statusText(status))
    .fact(look.jobsTitle, progress)
    .fact(vscode.l10n.t("Running in"), runners)
    .fact(...look.fact)
    .build();
  item.accessibilityInformation = {
    label: [
      look.spoken(statusText(status), progress),
      ...(runners === undefined ? [] : [vscode.l10n.t("running in {0}", runners)]),
    ].join(", "),
  };
  return item;
}

interface JobLook {
  readonly id: string;
  readonly context: HolderLook["context"];
  readonly title: string;
  /** Above what it runs; undefined where the title is what it runs. */
  readonly heading: string | undefined;
  readonly details: readonly string[];
  readonly waitsFor: string | undefined;
  /** For those who listen. */
  spoken(status: string): string;
}

/** A queue command or a session. */
export function jobItem(job: JobDetails, look: JobLook): vscode.TreeItem {
  const [kind, verbs] = look.context;
  const item = new vscode.TreeItem(look.title, vscode.TreeItemCollapsibleState.None);
  const facts = jobFacts(job, look.waitsFor);
  item.id = look.id;
  item.description = [...look.details, ...facts].join(" · ");
  item.iconPath = jobIcon(job);
  item.contextValue = contextOf(kind, [...verbs, ...(job.runId === undefined ? [] : ["log"])]);
  item.tooltip = jobTooltip(look.heading, job, look.waitsFor).build();
  const status = [statusText(job.status), ...facts.filter((fact) => fact !== statusText(job.status))];
  item.accessibilityInformation = { label: look.spoken(status.join(", ")) };
  return item;
}
