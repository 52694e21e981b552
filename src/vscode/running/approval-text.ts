import * as vscode from "vscode";
import type { GatedJob } from "../../core/runner/job-runner";
import type { ApprovalRequest } from "./window-workers";

/** Who wants what, in a sentence. */
export function requestText({ kind, name, jobs }: ApprovalRequest): string {
  const { l10n } = vscode;
  if (kind === "queue") {
    return jobs.length === 1
      ? l10n.t("The queue “{0}” came with this folder and wants to run a command.", name)
      : l10n.t("The queue “{0}” came with this folder and wants to run {1} commands.", name, jobs.length);
  }
  return jobs.length === 1
    ? l10n.t("The group “{0}” came with this folder and wants to run a session.", name)
    : l10n.t("The group “{0}” came with this folder and wants to run {1} sessions.", name, jobs.length);
}

/** All that would run, for a person to read. */
export function previewText(request: ApprovalRequest): string {
  const jobs = request.jobs.map((job, index) => jobLines(job, index + 1).join("\n"));
  const folder = vscode.l10n.t("Workspace folder: {0}", request.folder.files.fsPath);
  const nothing = vscode.l10n.t("Nothing of it runs on this machine until you allow it.");
  return [`${requestText(request)} ${nothing}`, folder, ...jobs].join("\n\n").concat("\n");
}

function jobLines({ run, cwd, env }: GatedJob, number: number): readonly string[] {
  const { l10n } = vscode;
  const [what, text] =
    run.kind === "shell"
      ? [l10n.t("{0}. Shell command:", number), run.command]
      : [l10n.t("{0}. Prompt for the agent {1}:", number, run.agent), run.prompt];
  const variables = Object.entries(Object.assign({}, ...env));
  return [
    what,
    "",
    ...text.split(/\r\n|\r|\n/).map((line) => `    ${line}`),
    "",
    `   ${l10n.t("In the folder: {0}", cwd.at(-1) ?? ".")}`,
    ...(variables.length === 0 ? [] : [`   ${l10n.t("With the environment variables:")}`]),
    ...variables.map(([name, value]) => `       ${name}=${JSON.stringify(value)}`),
  ];
}
