import * as vscode from "vscode";

const units = { s: 1000, min: 60_000, h: 3_600_000, d: 86_400_000 } as const;

/** How long something took or has been running, in at most two units: `2.5 s`, `12 s`, `3 min 20 s`, `1 h 5 min`. */
export function durationText(milliseconds: number): string {
  const passed = Math.max(0, milliseconds);
  const count = (unit: keyof typeof units, within = Number.POSITIVE_INFINITY) =>
    Math.floor((passed % within) / units[unit]);
  if (passed < units.min) {
    return vscode.l10n.t("{0} s", passed < 10_000 ? Math.floor(passed / 100) / 10 : count("s"));
  }
  if (passed < units.h) {
    return vscode.l10n.t("{0} min {1} s", count("min"), count("s", units.min));
  }
  return passed < units.d
    ? vscode.l10n.t("{0} h {1} min", count("h"), count("min", units.h))
    : vscode.l10n.t("{0} d {1} h", count("d"), count("h", units.d));
}

/** For what still runs, and is told again every second. */
export function runningText(milliseconds: number): string {
  return milliseconds < 10_000
    ? vscode.l10n.t("{0} s", Math.max(0, Math.floor(milliseconds / 1000)))
    : durationText(milliseconds);
}
