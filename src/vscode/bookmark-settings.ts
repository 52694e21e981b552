import * as vscode from "vscode";
import { hexColorPattern } from "../core/bookmarks/bookmark";
import type { MnemonicScope } from "../core/bookmarks/mnemonic-rules";
import type { ToggleMode } from "../core/bookmarks/toggle-rules";
import { changesOf } from "./setting-changes";

const section = "lockstep.bookmarks";

const toggleModes = ["allLinesAtOnce", "eachLineIndependently"] as const satisfies readonly ToggleMode[];
const suggestions = [
  "dontUse",
  "useWhenSelected",
  "suggestWhenSelected",
  "suggestWhenSelectedOrLineWhenNoSelected",
] as const;
const lanes = ["none", "left", "center", "right", "full"] as const;
const confirmations = ["never", "always", "commandPalette", "sideBar"] as const;
const badges = ["all", "files", "off"] as const;
const mnemonicScopes = { false: "file", replace: "all", allowDuplicates: "duplicates" } as const;
const places = ["top", "center"] as const;
const fontStyles = ["normal", "italic"] as const;

export type LabelSuggestion = (typeof suggestions)[number];
export type RulerLane = (typeof lanes)[number];
export type ConfirmClear = (typeof confirmations)[number];
export type CountBadge = (typeof badges)[number];

/** What the user has set about bookmarks; a value that package.json does not name counts as the default one. */
export class BookmarkSettings {
  readonly onDidChange = changesOf(section);

  get navigateThroughAllFiles(): boolean {
    return flag("navigateThroughAllFiles", true);
  }

  get wrapNavigation(): boolean {
    return flag("wrapNavigation", true);
  }

  get showNoMoreBookmarksWarning(): boolean {
    return flag("showNoMoreBookmarksWarning", true);
  }

  get revealLocation(): (typeof places)[number] {
    return oneOf("revealLocation", places, "center");
  }

  get toggleMode(): ToggleMode {
    return oneOf("multicursor.toggleMode", toggleModes, "allLinesAtOnce");
  }

  get labelSuggestion(): LabelSuggestion {
    return oneOf("label.suggestion", suggestions, "dontUse");
  }

  get inlineLabel(): InlineLabelSettings {
    return {
      enabled: flag("label.inline.enabled", true),
      margin: number("label.inline.margin", 2),
      fontStyle: oneOf("label.inline.fontStyle", fontStyles, "normal"),
      fontWeight: text("label.inline.fontWeight", /^(normal|bold|[1-9]00)$/, "400"),
    };
  }

  get gutterIcon(): { readonly fill: string; readonly border: string } {
    return { fill: color("gutterIconFillColor"), border: color("gutterIconBorderColor") };
  }

  get overviewRulerLane(): RulerLane {
    return oneOf("overviewRulerLane", lanes, "full");
  }

  get confirmClear(): ConfirmClear {
    return oneOf("confirmClear", confirmations, "always");
  }

  get countBadge(): CountBadge {
    return oneOf("sideBar.countBadge", badges, "off");
  }

  get expanded(): boolean {
    return flag("sideBar.expanded", true);
  }

  get exportPattern(): string {
    return text("export.pattern", /\S/, "- `$file:$line` $label");
  }

  get mnemonicScope(): MnemonicScope {
    return mnemonicScopes[
      oneOf("mnemonics.navigateThroughAllFiles", ["false", "replace", "allowDuplicates"], "replace")
    ];
  }

  get branchScope(): boolean {
    return flag("branchScope", false);
  }

  get detectRenames(): boolean {
    return flag("detectRenames", true);
  }
}

export interface InlineLabelSettings {
  readonly enabled: boolean;
  /** In characters. */
  readonly margin: number;
  readonly fontStyle: (typeof fontStyles)[number];
  readonly fontWeight: string;
}

function value(key: string): unknown {
  return vscode.workspace.getConfiguration(section).get(key);
}

function flag(key: string, otherwise: boolean): boolean {
  const set = value(key);
  return typeof set === "boolean" ? set : otherwise;
}

function number(key: string, otherwise: number): number {
  const set = value(key);
  return typeof set === "number" && set >= 0 ? set : otherwise;
}

function text(key: string, allowed: RegExp, otherwise: string): string {
  const set = value(key);
  return typeof set === "string" && allowed.test(set) ? set : otherwise;
}

function color(key: string): string {
  return text(key, hexColorPattern, "#157EFB");
}

function oneOf<const T extends readonly string[]>(key: string, allowed: T, otherwise: T[number]): T[number] {
  const set = value(key);
  return allowed.find((one) => one === set) ?? otherwise;
}
