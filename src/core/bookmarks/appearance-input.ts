import { LockstepError } from "../errors";
import { optionalLine } from "../records/text-input";
import { bookmarkColors, hexColorPattern } from "./bookmark";

/** As VS Code spells the names of its icons. */
const iconPattern = /^[a-z][a-z0-9-]*$/;
const colors: readonly string[] = bookmarkColors;

export function isColor(text: string): boolean {
  return colors.includes(text) || hexColorPattern.test(text);
}

export function isIcon(text: string): boolean {
  return iconPattern.test(text);
}

/** A colour that may be taken away. @throws {LockstepError} `INVALID` */
export function colorInput(text: string | null | undefined): string | null | undefined {
  const color = optionalLine("color", text);
  if (typeof color === "string" && !isColor(color)) {
    throw new LockstepError("INVALID", "“{0}” is not a colour: it is one of {1}, or #rrggbb.", [
      color,
      bookmarkColors.join(", "),
    ]);
  }
  return color;
}

/** An icon that may be taken away. @throws {LockstepError} `INVALID` */
export function iconInput(text: string | null | undefined): string | null | undefined {
  const icon = optionalLine("icon", text);
  if (typeof icon === "string" && !isIcon(icon)) {
    throw new LockstepError(
      "INVALID",
      "“{0}” is not the name of an icon: names of VS Code's icons are small letters, digits and “-”.",
      [icon],
    );
  }
  return icon;
}
