import * as vscode from "vscode";
import { hexColorPattern } from "../../core/bookmarks/bookmark";

/** Colours as `#rrggbb` and its kin. */
export interface GutterIcon {
  readonly fill: string;
  readonly border: string;
  readonly digit: string | undefined;
}

const plainShape =
  "M4.5 2h7a.5.5 0 0 1 .5.5v11.1a.4.4 0 0 1-.64.32L8 11.4l-3.36 2.52A.4.4 0 0 1 4 13.6V2.5a.5.5 0 0 1 .5-.5z";
const wideShape =
  "M3.5 1h9a.9.9 0 0 1 .9.9v12.4a.4.4 0 0 1-.62.33L8 11.9l-4.78 2.73a.4.4 0 0 1-.62-.33V1.9a.9.9 0 0 1 .9-.9z";
const [onLight, onDark] = ["#1E1E1E", "#FFFFFF"];

/** The icon as a data URI. A document decides over nothing in it but colours and the digit, and only if that is what they are. */
export function gutterIconUri(icon: GutterIcon): vscode.Uri {
  return vscode.Uri.parse(`data:image/svg+xml,${encodeURIComponent(gutterIconSvg(icon))}`);
}

export function gutterIconSvg(icon: GutterIcon): string {
  const [fill, border] = [safeColor(icon.fill), safeColor(icon.border)];
  const digit = safeDigit(icon.digit);
  const shape = digit === undefined ? plainShape : wideShape;
  const path = `<path d="${shape}" fill="${fill}" stroke="${border}" stroke-width="1" stroke-linejoin="round"/>`;
  const size = 'width="16" height="16" viewBox="0 0 16 16"';
  return `<svg xmlns="http://www.w3.org/2000/svg" ${size}>${path}${digitSvg(digit, fill, border)}</svg>`;
}

function digitSvg(digit: string | undefined, fill: string, border: string): string {
  if (digit === undefined) {
    return "";
  }
  const color = isSeeThrough(fill) ? border : readableOn(fill);
  const font = 'font-family="sans-serif" font-size="10" font-weight="700" text-anchor="middle"';
  return `<text x="8" y="10" ${font} fill="${color}">${digit}</text>`;
}

function safeColor(color: string): string {
  return hexColorPattern.test(color) ? color : "none";
}

function safeDigit(digit: string | undefined): string | undefined {
  return digit !== undefined && /^[0-9]$/.test(digit) ? digit : undefined;
}

function isSeeThrough(color: string): boolean {
  return color === "none" || (channelsOf(color)[3] ?? 1) < 0.5;
}

/** Black or white, whichever stands out more, by the relative luminance of WCAG 2. */
function readableOn(color: string): string {
  const [red = 0, green = 0, blue = 0] = channelsOf(color).map((channel) => channel ** 2.2);
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue > 0.3 ? onLight : onDark;
}

/** Red, green, blue and, where it has one, opacity: each from 0 to 1. */
function channelsOf(color: string): readonly number[] {
  const digits = color.slice(1);
  const pairs = digits.length <= 4 ? [...digits].map((digit) => digit + digit) : (digits.match(/../g) ?? []);
  return pairs.map((pair) => Number.parseInt(pair, 16) / 255);
}
