import * as vscode from "vscode";
import { isIcon } from "../../core/bookmarks/appearance-input";
import { bookmarkColors, hexColorPattern } from "../../core/bookmarks/bookmark";
import { themeColorOf } from "../bookmark-colors";
import { askText, pick } from "./questions";

// What people mark places in code with, of the several hundred icons that VS Code has.
const icons = [
  "bookmark",
  "star",
  "heart",
  "flame",
  "bug",
  "beaker",
  "check",
  "checklist",
  "circle-filled",
  "clock",
  "cloud",
  "comment",
  "database",
  "eye",
  "flag",
  "gear",
  "globe",
  "key",
  "lightbulb",
  "lock",
  "megaphone",
  "milestone",
  "person",
  "pin",
  "question",
  "rocket",
  "shield",
  "target",
  "tools",
  "zap",
] as const;

/** A colour, or null for none. @throws {LockstepError} `ABORTED` */
export async function askColor(title: string): Promise<string | null> {
  const answer = await pick<() => Promise<string | null>>(title, [
    { label: vscode.l10n.t("No Colour"), iconPath: new vscode.ThemeIcon("circle-slash"), value: async () => null },
    ...bookmarkColors.map((name) => ({
      label: colorText(name),
      iconPath: new vscode.ThemeIcon("circle-filled", themeColorOf(name)),
      value: async () => name,
    })),
    { label: vscode.l10n.t("Another Colour…"), iconPath: new vscode.ThemeIcon("edit"), value: () => askHex(title) },
  ]);
  return await answer();
}

/** The name of an icon, or null for the usual one. @throws {LockstepError} `ABORTED` */
export async function askIcon(title: string): Promise<string | null> {
  const answer = await pick<() => Promise<string | null>>(title, [
    { label: vscode.l10n.t("Usual Icon"), iconPath: new vscode.ThemeIcon("circle-slash"), value: async () => null },
    ...icons.map((name) => ({ label: name, iconPath: new vscode.ThemeIcon(name), value: async () => name })),
    { label: vscode.l10n.t("Another Icon…"), iconPath: new vscode.ThemeIcon("edit"), value: () => askIconName(title) },
  ]);
  return await answer();
}

function askHex(title: string): Promise<string> {
  return askText({
    title,
    prompt: vscode.l10n.t("A colour as #rrggbb"),
    placeHolder: "#157EFB",
    validate: (text) => (hexColorPattern.test(text) ? undefined : vscode.l10n.t("Write it as #rrggbb.")),
  });
}

function askIconName(title: string): Promise<string> {
  return askText({
    title,
    prompt: vscode.l10n.t("The name of one of VS Code's own icons"),
    placeHolder: "symbol-event",
    validate: (text) =>
      isIcon(text) ? undefined : vscode.l10n.t("Small letters, digits and hyphens, from a letter on."),
  });
}

function colorText(name: (typeof bookmarkColors)[number]): string {
  switch (name) {
    case "blue":
      return vscode.l10n.t("Blue");
    case "green":
      return vscode.l10n.t("Green");
    case "orange":
      return vscode.l10n.t("Orange");
    case "purple":
      return vscode.l10n.t("Purple");
    case "red":
      return vscode.l10n.t("Red");
    case "yellow":
      return vscode.l10n.t("Yellow");
    case "foreground":
      return vscode.l10n.t("As Text");
  }
}
