import * as vscode from "vscode";
import type { Run } from "../../core/records/run";
import { askRequiredText, pick } from "./questions";

/** Asks what a queue command or a session runs, starting from what it ran before. @throws {LockstepError} `ABORTED` */
export async function askRun(title: string, before?: Run, suggestion = ""): Promise<Run> {
  const kind = await pick(title, kindChoices(before?.kind));
  return kind === "shell"
    ? await askShell(title, before?.kind === "shell" ? before.command : suggestion)
    : await askPrompt(title, before?.kind === "prompt" ? before : undefined, suggestion);
}

function kindChoices(first: Run["kind"] = "shell") {
  const shell = {
    label: vscode.l10n.t("Shell Command"),
    iconPath: new vscode.ThemeIcon("terminal"),
    detail: vscode.l10n.t("A command line, as you would type it in a terminal."),
    value: "shell" as const,
  };
  const prompt = {
    label: vscode.l10n.t("Agent Prompt"),
    iconPath: new vscode.ThemeIcon("comment-discussion"),
    detail: vscode.l10n.t("What a coding agent is asked to do."),
    value: "prompt" as const,
  };
  return first === "shell" ? [shell, prompt] : [prompt, shell];
}

async function askShell(title: string, value: string): Promise<Run> {
  const prompt = vscode.l10n.t("The command line");
  return { kind: "shell", command: await askRequiredText({ title, prompt, value, placeHolder: "npm test" }) };
}

async function askPrompt(
  title: string,
  before: Extract<Run, { kind: "prompt" }> | undefined,
  text: string,
): Promise<Run> {
  const prompt = await askRequiredText({
    title,
    prompt: vscode.l10n.t("What the agent is asked to do"),
    value: before?.prompt ?? text,
  });
  const agent = await askRequiredText({
    title,
    prompt: vscode.l10n.t("Which agent gets the prompt"),
    value: before?.agent ?? "claude",
  });
  const sessionMode = await pick(title, [
    {
      label: vscode.l10n.t("Continue"),
      detail: vscode.l10n.t("Go on with the session of the prompt before it."),
      value: "continue" as const,
    },
    { label: vscode.l10n.t("New"), detail: vscode.l10n.t("Start a session."), value: "new" as const },
  ]);
  return { kind: "prompt", prompt, agent, sessionMode };
}
