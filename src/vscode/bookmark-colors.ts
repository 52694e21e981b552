import * as vscode from "vscode";
import { bookmarkColors, hexColorPattern } from "../core/bookmarks/bookmark";

type ColorName = (typeof bookmarkColors)[number];

/** One colour as it is drawn on dark and on light ground; `#rrggbb` and its shorter and longer kin. */
export interface DrawnColor {
  readonly dark: string;
  readonly light: string;
}

interface NamedColor extends DrawnColor {
  readonly theme: string;
}

// What is drawn can't ask the theme: these are the values that VS Code's own themes give these names. Of "charts.orange" some of
// them make a brown.
const named: Readonly<Record<ColorName, NamedColor>> = {
  blue: { theme: "charts.blue", dark: "#3794FF", light: "#1A85FF" },
  green: { theme: "charts.green", dark: "#89D185", light: "#388A34" },
  orange: { theme: "symbolIcon.classForeground", dark: "#E8912D", light: "#D18616" },
  purple: { theme: "charts.purple", dark: "#B180D7", light: "#652D90" },
  red: { theme: "charts.red", dark: "#F14C4C", light: "#E51400" },
  yellow: { theme: "charts.yellow", dark: "#CCA700", light: "#BF8803" },
  foreground: { theme: "icon.foreground", dark: "#C5C5C5", light: "#424242" },
};

/** A document may say anything: what is no colour counts as none. */
export function knownColor(color: string | undefined): string | undefined {
  return nameOf(color) ?? (isHex(color) ? color.toLowerCase() : undefined);
}

/** The colour of a row's icon. Rows follow the theme only: `#rrggbb` becomes the name that comes closest. */
export function themeColorOf(color: string | undefined): vscode.ThemeColor | undefined {
  const name = nameOf(color) ?? nearestName(color);
  return name && new vscode.ThemeColor(named[name].theme);
}

/** The colour as it can be drawn; undefined for what is no colour, whatever a document says. */
export function drawnColorOf(color: string | undefined): DrawnColor | undefined {
  const name = nameOf(color);
  if (name !== undefined) {
    return named[name];
  }
  return isHex(color) ? { dark: color, light: color } : undefined;
}

/** The colour where a theme's colour or a literal one may stand. */
export function rulerColorOf(color: string | undefined): vscode.ThemeColor | string | undefined {
  return isHex(color) ? color : themeColorOf(color);
}

function nameOf(color: string | undefined): ColorName | undefined {
  return color === undefined ? undefined : bookmarkColors.find((name) => name === color);
}

function isHex(color: string | undefined): color is string {
  return color !== undefined && hexColorPattern.test(color);
}

function nearestName(color: string | undefined): ColorName | undefined {
  if (!isHex(color)) {
    return undefined;
  }
  const distance = (name: ColorName) => distanceBetween(channels(color), channels(named[name].dark));
  return bookmarkColors.toSorted((left, right) => distance(left) - distance(right))[0];
}

/** Red, green and blue, of the short form too. */
function channels(hex: string): readonly number[] {
  const width = hex.length < 6 ? 1 : 2;
  return [0, 1, 2].map((index) => {
    const digits = hex.slice(1 + index * width, 1 + (index + 1) * width);
    return Number.parseInt(width === 1 ? digits + digits : digits, 16);
  });
}

function distanceBetween(left: readonly number[], right: readonly number[]): number {
  return Math.hypot(...left.map((channel, index) => channel - (right[index] ?? 0)));
}
