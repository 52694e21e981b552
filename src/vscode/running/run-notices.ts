import * as vscode from "vscode";
import type { Ending, Work } from "../../core/runner/execution";
import { showInformation, showWarning } from "../notifications";
import type { RunSettings } from "./run-settings";

/** A run that was here. */
export interface RunEnded {
  readonly work: Work;
  readonly ending: Ending;
  /** Milliseconds. */
  readonly duration: number;
}

/** Tells of a run that took long and has ended, as far as the user wants to hear of it. */
export function tellOfEnd(run: RunEnded, settings: RunSettings, isFocused = vscode.window.state.focused): void {
  const { notification: when } = settings;
  const isWanted = when === "always" || (when === "whenUnfocused" && !isFocused);
  if (isWanted && run.duration >= settings.notificationAfter && !run.ending.isStopped) {
    void (run.ending.exitCode === 0 ? showInformation : showWarning)(endText(run));
  }
}

function endText({ work, ending, duration }: RunEnded): string {
  const { l10n } = vscode;
  const what = work.origin === undefined ? work.title : `${work.origin.name}: ${work.title}`;
  const time = durationText(duration);
  if (ending.exitCode === 0) {
    return l10n.t("{0} has ended after {1}.", what, time);
  }
  return ending.exitCode === undefined
    ? l10n.t("{0} has failed after {1}.", what, time)
    : l10n.t("{0} has failed after {1}, with exit code {2}.", what, time, ending.exitCode);
}

function durationText(milliseconds: number): string {
  const seconds = Math.round(milliseconds / 1_000);
  const [hours, minutes] = [Math.floor(seconds / 3_600), Math.floor(seconds / 60) % 60];
  if (hours > 0) {
    return vscode.l10n.t("{0} h {1} min", hours, minutes);
  }
  return minutes > 0 ? vscode.l10n.t("{0} min {1} s", minutes, seconds % 60) : vscode.l10n.t("{0} s", seconds);
}
