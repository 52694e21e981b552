import * as vscode from "vscode";
import type { Disposable } from "../../core/events";
import { drawnColorOf, rulerColorOf } from "../bookmark-colors";
import type { BookmarkSettings, InlineLabelSettings, RulerLane } from "../bookmark-settings";
import type { IconLook } from "./decorated-lines";
import { gutterIconUri } from "./gutter-icon";

const lanes: Readonly<Record<RulerLane, vscode.OverviewRulerLane | undefined>> = {
  none: undefined,
  left: vscode.OverviewRulerLane.Left,
  center: vscode.OverviewRulerLane.Center,
  right: vscode.OverviewRulerLane.Right,
  full: vscode.OverviewRulerLane.Full,
};
const widestMargin = 100;

/** What decorations look like, made when it is needed first and kept until the settings change. */
export class DecorationTypes implements Disposable {
  readonly label: vscode.TextEditorDecorationType;
  private readonly icons = new Map<string, vscode.TextEditorDecorationType>();

  constructor(private readonly settings: Pick<BookmarkSettings, "gutterIcon" | "inlineLabel" | "overviewRulerLane">) {
    this.label = vscode.window.createTextEditorDecorationType(labelAppearance(settings.inlineLabel));
  }

  /** The same for the same look. */
  icon(look: IconLook): vscode.TextEditorDecorationType {
    const key = `${look.color}/${look.digit}`;
    const known = this.icons.get(key);
    if (known !== undefined) {
      return known;
    }
    const made = vscode.window.createTextEditorDecorationType(iconAppearance(look, this.settings));
    this.icons.set(key, made);
    return made;
  }

  dispose(): void {
    for (const type of [this.label, ...this.icons.values()]) {
      type.dispose();
    }
  }
}

/** Icon, ruler and the line itself, whose two colours are transparent until a theme or the user says otherwise. */
function iconAppearance(
  { color, digit }: IconLook,
  { gutterIcon, overviewRulerLane }: Pick<BookmarkSettings, "gutterIcon" | "overviewRulerLane">,
): vscode.DecorationRenderOptions {
  const drawn = drawnColorOf(color);
  const iconOn = (ground: "dark" | "light") => {
    const colors = drawn === undefined ? gutterIcon : { fill: drawn[ground], border: drawn[ground] };
    return { gutterIconPath: gutterIconUri({ ...colors, digit }) };
  };
  return {
    dark: iconOn("dark"),
    light: iconOn("light"),
    gutterIconSize: "contain",
    isWholeLine: true,
    backgroundColor: new vscode.ThemeColor("lockstep.bookmarkLineBackground"),
    borderColor: new vscode.ThemeColor("lockstep.bookmarkLineBorder"),
    borderStyle: "solid",
    borderWidth: "1px",
    rangeBehavior: vscode.DecorationRangeBehavior.ClosedClosed,
    ...rulerAppearance(color, lanes[overviewRulerLane]),
  };
}

function rulerAppearance(
  color: string | undefined,
  overviewRulerLane: vscode.OverviewRulerLane | undefined,
): vscode.DecorationRenderOptions {
  return overviewRulerLane === undefined
    ? {}
    : {
        overviewRulerLane,
        overviewRulerColor: rulerColorOf(color) ?? new vscode.ThemeColor("lockstep.bookmarkOverviewRuler"),
      };
}

/** Open at its end: what is typed there comes before the label. */
function labelAppearance({ margin, fontStyle, fontWeight }: InlineLabelSettings): vscode.DecorationRenderOptions {
  return {
    after: {
      margin: `0 0 0 ${Math.min(margin, widestMargin)}ch`,
      fontStyle,
      fontWeight,
      color: new vscode.ThemeColor("lockstep.bookmarkLabelForeground"),
      backgroundColor: new vscode.ThemeColor("lockstep.bookmarkLabelBackground"),
    },
    rangeBehavior: vscode.DecorationRangeBehavior.ClosedOpen,
  };
}
