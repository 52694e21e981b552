import * as vscode from "vscode";
import type { OwnerRecord } from "../../core/locking/owner-record";

// What rows say about locks and those who hold them or wait for them.

/** What a writer calls itself, without its kind. */
export function writerName({ app }: OwnerRecord): string {
  return app.replace(/^(window|cli) /, "");
}

export function writerText(owner: OwnerRecord): string {
  return vscode.l10n.t("{0} (pid {1} on {2})", writerName(owner), owner.pid, owner.host);
}

/** So many are named; the others are counted. */
const longestLine = 10;

/** Who waits, the next one first. */
export function lineText(waiting: readonly OwnerRecord[]): string | undefined {
  if (waiting.length === 0) {
    return undefined;
  }
  const named = waiting.slice(0, longestLine).map(writerText).join(", ");
  const others = waiting.length - longestLine;
  return others > 0 ? vscode.l10n.t("{0} and {1} more", named, others) : named;
}

export function waitingText({ length }: readonly OwnerRecord[]): string | undefined {
  if (length === 0) {
    return undefined;
  }
  return length === 1 ? vscode.l10n.t("1 waiting") : vscode.l10n.t("{0} waiting", length);
}

export function takeoversText(owner: OwnerRecord | undefined): string | undefined {
  const takeovers = owner?.takeovers ?? 0;
  if (takeovers < 1) {
    return undefined;
  }
  return takeovers === 1 ? vscode.l10n.t("taken over") : vscode.l10n.t("taken over {0} times in a row", takeovers);
}

const ordinals = new Intl.PluralRules("en", { type: "ordinal" });

/** `2nd in line`. Languages that write ordinals in one way have one text for all four. */
export function placeInLine(position: number): string {
  switch (ordinals.select(position)) {
    case "one":
      return vscode.l10n.t("{0}st in line", position);
    case "two":
      return vscode.l10n.t("{0}nd in line", position);
    case "few":
      return vscode.l10n.t("{0}rd in line", position);
    default:
      return vscode.l10n.t("{0}th in line", position);
  }
}
