import * as vscode from "vscode";
import type { Disposable } from "../../core/events";
import { bookmarkTitle } from "../bookmark-texts";
import { withoutIcons } from "../icon-syntax";
import { noteText } from "./note-text";
import type { TourPosition } from "./tour";

/** Says in the status bar where the tour is; a click leads on. */
export class TourSign implements Disposable {
  private readonly entry = vscode.window.createStatusBarItem("lockstep.tour", vscode.StatusBarAlignment.Left);

  constructor() {
    this.entry.name = vscode.l10n.t("Lockstep Tour");
    this.entry.command = "lockstep.tour.next";
  }

  show({ number, total, title, bookmark: { bookmark } }: TourPosition): void {
    const label = bookmarkTitle(bookmark);
    this.entry.text = `$(map) ${vscode.l10n.t("Tour {0}/{1}: {2}", number, total, shortened(label))}`;
    this.entry.tooltip = noteText(title, bookmark);
    this.entry.accessibilityInformation = {
      label: vscode.l10n.t("Stop {0} of {1} on the tour {2}: {3}. Go on.", number, total, title, label),
    };
    this.entry.show();
  }

  hide(): void {
    this.entry.hide();
  }

  dispose(): void {
    this.entry.dispose();
  }
}

const longest = 40;

function shortened(text: string): string {
  const safe = withoutIcons(text);
  return safe.length > longest ? `${safe.slice(0, longest).trimEnd()}…` : safe;
}
