import { LockstepError } from "../core/errors";

/** Milliseconds from an option in seconds. @throws {LockstepError} `INVALID` */
export function seconds(text: string): number {
  const number = Number(text);
  if (!/^\d+(\.\d+)?$/.test(text) || number > longestWait) {
    throw new LockstepError("INVALID", "--timeout is a number of seconds, not “{0}”.", [text]);
  }
  return number * 1000;
}

/** A day; timers of Node hold no more than 24. */
const longestWait = 86_400;

/** Gathers the values of an option that may be repeated. */
export function repeated(value: string, before: readonly string[] | undefined): readonly string[] {
  return [...(before ?? []), value];
}

/** An option that was given says something; to take a value away there is `--no-…`. @throws {LockstepError} `INVALID` */
export function notEmpty(noun: string, text: string | undefined): string | undefined {
  if (text !== undefined && text.trim() === "") {
    throw new LockstepError("INVALID", "The {0} is empty. To take it away: --no-{0}", [noun]);
  }
  return text;
}

export function yesOrNo(value: boolean): string {
  return value ? "yes" : "no";
}

/** @throws {LockstepError} `INVALID` */
export function number(option: string): (text: string) => number {
  return (text) => {
    if (!/^[+-]?(\d+(\.\d*)?|\.\d+)$/.test(text)) {
      throw new LockstepError("INVALID", "{0} is a number, not “{1}”.", [option, text]);
    }
    return Number(text);
  };
}
