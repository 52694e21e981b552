import * as vscode from "vscode";
import type { Owner } from "../../core/records/owner";
import type { Job, Progress } from "../../core/records/progress";
import type { Run } from "../../core/records/run";
import { Tooltip, timeText } from "./tooltip";

// How queue commands and sessions look, which have most things in common.

interface JobDetails extends Job {
  readonly run: Run;
  readonly cwd?: string | undefined;
  readonly exitCode?: number | undefined;
  readonly error?: string | undefined;
  readonly owner?: Owner | undefined;
}

const icons: Readonly<Record<Job["status"], readonly [icon: string, color?: string]>> = {
  pending: ["circle-outline"],
  running: ["loading~spin"],
  paused: ["debug-pause"],
  completed: ["pass", "testing.iconPassed"],
  failed: ["error", "testing.iconFailed"],
  skipped: ["debug-step-over", "testing.iconSkipped"],
  interrupted: ["debug-disconnect", "list.warningForeground"],
};

/** What it runs, in one line. */
export function runText(run: Run): string {
  return (run.kind === "shell" ? run.command : run.prompt).replace(/\s+/g, " ").trim();
}

export function jobIcon({ status, run }: JobDetails): vscode.ThemeIcon {
  if (status === "pending") {
    return new vscode.ThemeIcon(run.kind === "shell" ? "terminal" : "comment-discussion");
  }
  const [icon, color] = icons[status];
  return new vscode.ThemeIcon(icon, color === undefined ? undefined : new vscode.ThemeColor(color));
}

export function jobTooltip(title: string | undefined, job: JobDetails): Tooltip {
  const tooltip = new Tooltip().heading(title);
  tooltip.code(
    job.run.kind === "shell" ? job.run.command : job.run.prompt,
    job.run.kind === "shell" ? "shellscript" : "",
  );
  tooltip.fact(vscode.l10n.t("Agent"), job.run.kind === "prompt" ? job.run.agent : undefined);
  tooltip.fact(vscode.l10n.t("Status"), statusText(job.status)).fact(vscode.l10n.t("Folder"), job.cwd);
  tooltip
    .fact(vscode.l10n.t("Started"), timeText(job.startedAt))
    .fact(vscode.l10n.t("Ended"), timeText(job.completedAt));
  tooltip.fact(vscode.l10n.t("Exit code"), job.exitCode?.toString());
  tooltip.fact(vscode.l10n.t("Run by"), job.owner && `${job.owner.writer} (${job.owner.pid}, ${job.owner.host})`);
  return tooltip.fact(vscode.l10n.t("Error"), job.error);
}

/** How far a queue or group is, in few words. */
export function progressText({ total, ended, running }: Progress): string {
  if (ended === 0 && running === 0) {
    return String(total);
  }
  return running === 0
    ? vscode.l10n.t("{0} of {1} done", ended, total)
    : vscode.l10n.t("{0} of {1} done, {2} running", ended, total, running);
}

export function statusText(status: Job["status"] | "idle" | "stopped" | "created" | "archived"): string {
  const texts: Readonly<Record<typeof status, string>> = {
    pending: vscode.l10n.t("pending"),
    running: vscode.l10n.t("running"),
    paused: vscode.l10n.t("paused"),
    completed: vscode.l10n.t("completed"),
    failed: vscode.l10n.t("failed"),
    skipped: vscode.l10n.t("skipped"),
    interrupted: vscode.l10n.t("interrupted"),
    idle: vscode.l10n.t("idle"),
    stopped: vscode.l10n.t("stopped"),
    created: vscode.l10n.t("created"),
    archived: vscode.l10n.t("archived"),
  };
  return texts[status];
}
