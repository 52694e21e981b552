import * as vscode from "vscode";
import type { JobVerb } from "../../core/jobs/possible-verbs";

interface Wish {
  readonly title: string;
  readonly none: string;
}

/** What is asked for a verb, and what is said where there is nothing to choose from. */
export function commandWish(verb: JobVerb): Wish {
  switch (verb) {
    case "cancel":
      return { title: vscode.l10n.t("Cancel Which Command?"), none: "No queued command waits or runs." };
    case "skip":
      return { title: vscode.l10n.t("Skip Which Command?"), none: "No queued command waits for its turn." };
    case "restart":
      return { title: vscode.l10n.t("Run Which Command Again?"), none: "No queued command has ended yet." };
    case "startNow":
      return { title: vscode.l10n.t("Start Which Command Now?"), none: "No queued command waits for its turn." };
  }
}

/** See {@link commandWish}. */
export function sessionWish(verb: Exclude<JobVerb, "skip">): Wish {
  switch (verb) {
    case "cancel":
      return { title: vscode.l10n.t("Cancel Which Session?"), none: "No session waits or runs." };
    case "restart":
      return { title: vscode.l10n.t("Run Which Session Again?"), none: "No session has ended yet." };
    case "startNow":
      return { title: vscode.l10n.t("Start Which Session Now?"), none: "No session waits." };
  }
}
