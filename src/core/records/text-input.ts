import { LockstepError } from "../errors";
import { limits } from "./limits";

/** Line ends among them; tabs are fine. */
const controlCharacters = /[^\P{Cc}\t]/u;

/**
 * What a person typed, fit to be stored: a name, a label.
 *
 * @throws {LockstepError} `INVALID` when it is empty, more than one line or too long
 */
export function oneLine(noun: string, text: string, most: number = limits.line): string {
  const line = text.trim();
  checkNotBlank(noun, line);
  if (controlCharacters.test(line)) {
    throw new LockstepError("INVALID", "The {0} must be one line of text.", [noun]);
  }
  checkLength(noun, line, most);
  return line;
}

/** A label that may be taken away: null and nothing but spaces do. Undefined stays undefined. */
export function optionalLine(noun: string, text: string | null | undefined): string | null | undefined {
  return isAbsent(text) ? text : text.trim() === "" ? null : oneLine(noun, text);
}

/** A note or description that may be taken away: null and nothing but spaces do. Undefined stays undefined. */
export function optionalProse(noun: string, text: string | null | undefined): string | null | undefined {
  if (isAbsent(text)) {
    return text;
  }
  checkLength(noun, text, limits.description);
  return text.trim() === "" ? null : text;
}

/**
 * What the operating system gets as it is: a command, a folder.
 *
 * @throws {LockstepError} `INVALID` when it is blank, too long or holds a NUL character
 */
export function systemInput(noun: string, text: string, most: number): string {
  checkNotBlank(noun, text);
  checkLength(noun, text, most);
  if (text.includes("\0")) {
    throw new LockstepError("INVALID", "The {0} must not hold a NUL character.", [noun]);
  }
  return text;
}

/** The same where it may be taken away: null and nothing but spaces do. Undefined stays undefined. */
export function optionalSystemInput(
  noun: string,
  text: string | null | undefined,
  most: number,
): string | null | undefined {
  return isAbsent(text) ? text : text.trim() === "" ? null : systemInput(noun, text, most);
}

function isAbsent(text: string | null | undefined): text is null | undefined {
  return text === null || text === undefined;
}

function checkNotBlank(noun: string, text: string): void {
  if (text.trim() === "") {
    throw new LockstepError("INVALID", "The {0} is empty.", [noun]);
  }
}

function checkLength(noun: string, text: string, most: number): void {
  if (text.length > most) {
    throw new LockstepError("INVALID", "The {0} is too long: {1} characters, {2} are the most.", [
      noun,
      text.length,
      most,
    ]);
  }
}
