import { isColor } from "../appearance-input";

/** As the colour pickers of web pages write it: `rgba(0, 221, 221, 0.5)`. */
const rgbPattern = /^rgba?\(\s*(\d{1,3})\s*,\s*(\d{1,3})\s*,\s*(\d{1,3})\s*(?:,\s*(\d*\.?\d+)\s*)?\)$/;

/** A colour as Lockstep has it; undefined for one that it does not know, which is not worth losing a bookmark for. */
export function foreignColor(text: string | undefined): string | undefined {
  const [, red, green, blue, opacity] = rgbPattern.exec(text ?? "") ?? [];
  const color = red === undefined ? text : hex([red, green, blue].map(Number), opacity);
  return color !== undefined && isColor(color) ? color : undefined;
}

function hex(parts: readonly number[], opacity: string | undefined): string {
  const alpha = Math.round(Math.min(1, Number(opacity ?? 1)) * 255);
  return `#${[...parts, ...(alpha === 255 ? [] : [alpha])].map((part) => part.toString(16).padStart(2, "0")).join("")}`;
}
