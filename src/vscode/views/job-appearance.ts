import { hostname } from "node:os";
import * as vscode from "vscode";
import type { RunnableJob } from "../../core/jobs/job-rules";
import type { Owner } from "../../core/records/owner";
import type { Job, Progress } from "../../core/records/progress";
import type { Run } from "../../core/records/run";
import { durationText, runningText } from "./duration-text";
import { shortTimeText, Tooltip, timeText } from "./tooltip";

// How queue commands and sessions look, which have most things in common, and the queues and groups that hold them.

export interface JobDetails extends RunnableJob {
  readonly cwd?: string | undefined;
  readonly priority?: number | undefined;
  readonly notBefore?: string | undefined;
}

export type Status = Job["status"] | "idle" | "stopped" | "created" | "archived";

const icons: Readonly<Record<Status, readonly [icon: string, color?: string]>> = {
  pending: ["circle-outline"],
  running: ["loading~spin"],
  paused: ["debug-pause", "list.warningForeground"],
  completed: ["pass", "testing.iconPassed"],
  failed: ["error", "testing.iconFailed"],
  skipped: ["debug-step-over", "testing.iconSkipped"],
  interrupted: ["debug-disconnect", "list.warningForeground"],
  idle: ["list-ordered"],
  stopped: ["debug-stop", "list.warningForeground"],
  created: ["layers"],
  archived: ["archive"],
};

/** What it runs, in one line. */
export function runText(run: Run): string {
  return (run.kind === "shell" ? run.command : run.prompt).replace(/\s+/g, " ").trim();
}

export function statusIcon(status: Status): vscode.ThemeIcon {
  const [icon, color] = icons[status];
  return new vscode.ThemeIcon(icon, color === undefined ? undefined : new vscode.ThemeColor(color));
}

export function jobIcon({ status, run, notBefore }: JobDetails): vscode.ThemeIcon {
  if (status !== "pending") {
    return statusIcon(status);
  }
  return new vscode.ThemeIcon(
    notBefore !== undefined && isLater(notBefore) ? "clock" : run.kind === "shell" ? "terminal" : "comment-discussion",
  );
}

/** How it went or goes, or what it waits for beside its turn, in few words each. */
export function jobFacts(job: JobDetails, waitsFor: string | undefined): readonly string[] {
  switch (job.status) {
    case "pending":
      return pendingFacts(job, waitsFor);
    case "running":
      return present([
        job.stopRequested === true ? vscode.l10n.t("stopping") : undefined,
        tookText(job),
        job.owner && placeText(job.owner),
      ]);
    case "completed":
      return present([tookText(job) ?? statusText("completed")]);
    default:
      return present([statusText(job.status), exitText(job), tookText(job)]);
  }
}

function pendingFacts({ startNow, notBefore, priority }: JobDetails, waitsFor: string | undefined): readonly string[] {
  return present([
    startNow === true ? vscode.l10n.t("starts now") : undefined,
    notBefore !== undefined && isLater(notBefore) ? notBeforeText(notBefore) : undefined,
    waitsFor === undefined ? undefined : vscode.l10n.t("after {0}", waitsFor),
    priority === undefined || priority === 0 ? undefined : vscode.l10n.t("priority {0}", priority),
  ]);
}

/** How long it took, or has been running; undefined for what never ran. */
function tookText({ startedAt, completedAt, status }: Job): string | undefined {
  if (startedAt === undefined) {
    return undefined;
  }
  return completedAt === undefined
    ? status === "running"
      ? runningText(Date.now() - Date.parse(startedAt))
      : undefined
    : durationText(Date.parse(completedAt) - Date.parse(startedAt));
}

function exitText({ exitCode }: JobDetails): string | undefined {
  return exitCode === undefined || exitCode === 0 ? undefined : vscode.l10n.t("exit code {0}", exitCode);
}

function notBeforeText(time: string): string {
  return vscode.l10n.t("not before {0}", shortTimeText(time));
}

/** Where it runs, as people know it. */
function placeText(owner: Owner): string {
  return isThisWindow(owner) ? vscode.l10n.t("this window") : ownerName(owner);
}

function isThisWindow({ pid, host }: Owner): boolean {
  return pid === process.pid && host === hostname();
}

function ownerName({ writer }: Owner): string {
  return writer.replace(/^(window|cli) /, "");
}

export function jobTooltip(title: string | undefined, job: JobDetails, waitsFor: string | undefined): Tooltip {
  const tooltip = new Tooltip().heading(title);
  tooltip.code(
    job.run.kind === "shell" ? job.run.command : job.run.prompt,
    job.run.kind === "shell" ? "shellscript" : "",
  );
  tooltip
    .fact(vscode.l10n.t("Agent"), job.run.kind === "prompt" ? job.run.agent : undefined)
    .fact(vscode.l10n.t("Status"), statusText(job.status))
    .fact(reasonName(job), job.error)
    .fact(vscode.l10n.t("Exit code"), job.exitCode?.toString())
    .fact(vscode.l10n.t("Folder"), job.cwd)
    .fact(vscode.l10n.t("Runs after"), waitsFor)
    .fact(vscode.l10n.t("Not before"), timeText(job.notBefore))
    .fact(vscode.l10n.t("Priority"), job.priority?.toString());
  return tooltip
    .fact(vscode.l10n.t("Started"), timeText(job.startedAt))
    .fact(vscode.l10n.t("Ended"), timeText(job.completedAt))
    .fact(job.status === "running" ? vscode.l10n.t("Running for") : vscode.l10n.t("Took"), tookText(job))
    .fact(vscode.l10n.t("Cost"), job.costUsd === undefined ? undefined : `$${job.costUsd.toFixed(2)}`)
    .fact(vscode.l10n.t("Run by"), job.owner && ownerText(job.owner));
}

function ownerText(owner: Owner): string {
  const process = vscode.l10n.t("{0} (pid {1} on {2})", ownerName(owner), owner.pid, owner.host);
  return isThisWindow(owner) ? vscode.l10n.t("this window: {0}", process) : process;
}

function reasonName({ status }: Job): string {
  return status === "skipped" ? vscode.l10n.t("Why it was skipped") : vscode.l10n.t("Why it did not complete");
}

/** Who runs something of it now, each once. */
export function runnersText(jobs: readonly Pick<RunnableJob, "status" | "owner">[]): string | undefined {
  const names = jobs.flatMap(({ status, owner }) => (status === "running" && owner ? [placeText(owner)] : []));
  return names.length === 0 ? undefined : [...new Set(names)].join(", ");
}

/** How far a queue or group is, in a few characters. */
export function fractionText({ total, ended, running }: Progress): string {
  return ended === 0 && running === 0 ? String(total) : `${ended}/${total}`;
}

/** The same in words, for tooltips and those who listen. */
export function progressText({ total, ended, running, failed, interrupted }: Progress): string {
  if (ended === 0 && running === 0) {
    return String(total);
  }
  return present([
    vscode.l10n.t("{0} of {1} done", ended, total),
    running === 0 ? undefined : vscode.l10n.t("{0} running", running),
    failed + interrupted === 0 ? undefined : vscode.l10n.t("{0} failed", failed + interrupted),
  ]).join(", ");
}

export function statusText(status: Status): string {
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

/** For `when` clauses: what it is, and what can be done with it, as in `queue.pause.stop`. */
export function contextOf(kind: string, flags: readonly string[]): string {
  return [kind, ...flags].join(".");
}

function isLater(time: string): boolean {
  return Date.parse(time) > Date.now();
}

function present(texts: readonly (string | undefined)[]): readonly string[] {
  return texts.filter((text) => text !== undefined);
}
