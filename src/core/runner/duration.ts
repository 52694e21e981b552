const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;

const units: readonly (readonly [RegExp, number])[] = [
  [/^(?:ms|millis|milliseconds?)$/, 1],
  [/^(?:s|secs?|seconds?)$/, second],
  [/^(?:m|mins?|minutes?)$/, minute],
  [/^(?:h|hrs?|hours?)$/, hour],
  [/^(?:d|days?)$/, 24 * hour],
  [/^(?:w|weeks?)$/, 7 * 24 * hour],
];

/**
 * Milliseconds of `90s`, `1h30m`, `2 days`, `1.5h`; undefined for anything else, also for a number without a unit. A day is
 * 24 hours, whatever clocks do meanwhile.
 */
export function durationOf(text: string): number | undefined {
  if (!/^(?:\d+(?:\.\d+)? ?[a-z]+[ ,]*)+$/.test(text)) {
    return undefined;
  }
  let sum = 0;
  for (const [, amount, unit = ""] of text.matchAll(/(\d+(?:\.\d+)?) ?([a-z]+)/g)) {
    const length = units.find(([name]) => name.test(unit))?.[1];
    if (length === undefined) {
      return undefined;
    }
    sum += Number(amount) * length;
  }
  return Math.round(sum);
}
