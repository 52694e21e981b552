const units = [
  ["d", 86_400],
  ["h", 3_600],
  ["m", 60],
] as const;

/** `0.4s`, `12s`, `1m 5s`, `2h 3m`, `3d 4h`. */
export function durationText(milliseconds: number): string {
  const seconds = Math.max(0, milliseconds) / 1000;
  if (seconds < 10) {
    return `${seconds.toFixed(1)}s`;
  }
  const whole = Math.floor(seconds);
  const index = units.findIndex(([, length]) => whole >= length);
  const [unit, length] = units[index] ?? ["s", 1];
  const [nextUnit, nextLength] = units[index + 1] ?? ["s", 1];
  return index === -1
    ? `${whole}s`
    : `${Math.floor(whole / length)}${unit} ${Math.floor((whole % length) / nextLength)}${nextUnit}`;
}
