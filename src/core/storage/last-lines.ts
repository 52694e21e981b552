import { cutNotice, type LogSnapshot } from "./run-log-parts";

const newLine = 0x0a;
const block = 64 * 1024;

/** The last lines of a log, read from its end; the last one need not be finished. */
export function lastLines(log: LogSnapshot, lines: number): string {
  for (let size = block; ; size *= 4) {
    const from = Math.max(log.start, log.end - size);
    const bytes = log.read(from, log.end);
    const start = startOfLines(bytes, lines);
    if (start !== undefined) {
      return bytes.subarray(start).toString();
    }
    if (from === log.start) {
      return cutNotice(log.start) + bytes.toString();
    }
  }
}

/** Undefined when there are fewer. */
function startOfLines(bytes: Buffer, lines: number): number | undefined {
  if (lines <= 0) {
    return bytes.length;
  }
  let end = bytes.at(-1) === newLine ? bytes.length - 1 : bytes.length;
  for (let left = lines; left > 0 && end >= 0; left--) {
    end = end === 0 ? -1 : bytes.lastIndexOf(newLine, end - 1);
  }
  return end === -1 ? undefined : end + 1;
}
