import { closeSync, constants, fstatSync, openSync, readSync } from "node:fs";
import { ignoring, LockstepError, systemErrorCode } from "../errors";
import { noFollow } from "./no-follow";

/**
 * How a log lies on the disk: `<run>.log` is written to; when it is full it becomes `<run>.log.old`, in place of an older
 * one, and a new one begins with a line that says how much output came before it. All offsets are those in the whole
 * output of the run.
 */
export const logName = (runId: string): string => `${runId}.log`;
export const olderPart = (path: string): string => `${path}.old`;

/** The first line of every part but the first. */
export function headerOf(before: number): string {
  return `[Lockstep: ${before} bytes of output came before this.]\n`;
}

/** What stands where output was cut; nothing where none was. */
export function cutNotice(bytes: number): string {
  return bytes > 0 ? `[Lockstep cut ${bytes} bytes of earlier output here.]\n` : "";
}

const header = /^\[Lockstep: (\d+) bytes of output came before this\.\]\n/;
const longestHeader = 100;

interface Part {
  readonly fd: number;
  readonly inode: string;
  /** Where its output begins, in the output of the run; undefined when it does not tell. */
  readonly base: number | undefined;
  readonly headerLength: number;
  readonly size: number;
}

type BasedPart = Part & { readonly base: number };

/** What there is of a log at one moment. Whoever opened it closes it. */
export class LogSnapshot {
  constructor(private readonly parts: readonly BasedPart[]) {}

  /** What comes before this has been cut. */
  get start(): number {
    return this.parts[0]?.base ?? 0;
  }

  get end(): number {
    const last = this.parts.at(-1);
    return last === undefined ? 0 : endOf(last);
  }

  /** What there is between two offsets. */
  read(from: number, to: number): Buffer {
    return Buffer.concat(this.parts.map((part) => readPart(part, from, to)));
  }

  close(): void {
    for (const { fd } of this.parts) {
      closeSync(fd);
    }
  }
}

/** A log that is being replaced while we look is looked at again. */
const mostLooks = 20;

/** Undefined when there is none. @throws {LockstepError} `SYMLINK`; system errors as they come */
export function openLog(path: string): LogSnapshot | undefined {
  let parts: readonly BasedPart[] | undefined;
  for (let looks = 1; parts === undefined; looks++) {
    const current = openPart(path);
    const older = openPart(olderPart(path));
    parts = matching(older, current) ?? (looks < mostLooks ? undefined : alone(current));
    closeOthers([older, current], parts);
  }
  return parts.length === 0 ? undefined : new LogSnapshot(parts);
}

function closeOthers(opened: readonly (Part | undefined)[], parts: readonly BasedPart[] = []): void {
  for (const part of opened) {
    if (part !== undefined && !parts.some(({ fd }) => fd === part.fd)) {
      closeSync(part.fd);
    }
  }
}

/** Somebody changed the files by hand: what is newest counts. */
function alone(current: Part | undefined): readonly BasedPart[] {
  return current === undefined ? [] : [{ ...current, base: current.base ?? 0 }];
}

/** Undefined when they are not of one moment: the log was made full in between. */
function matching(older: Part | undefined, current: Part | undefined): readonly BasedPart[] | undefined {
  if (older === undefined) {
    return current === undefined ? [] : [{ ...current, base: 0, headerLength: 0 }];
  }
  if (current?.base === undefined) {
    // It is not there yet, or its first line is being written.
    return older.inode === current?.inode ? undefined : [{ ...older, base: older.base ?? 0 }];
  }
  // Only the first part has no such line: what looks like one in it is the run's own output.
  const first = { ...older, base: 0, headerLength: 0 };
  const known = [first, { ...older, base: older.base ?? 0 }].find((part) => endOf(part) === current.base);
  return known === undefined || older.inode === current.inode ? undefined : [known, { ...current, base: current.base }];
}

function openPart(path: string): Part | undefined {
  const fd = openToRead(path);
  if (fd === undefined) {
    return undefined;
  }
  const { size, dev, ino } = fstatSync(fd, { bigint: true });
  const bytes = Buffer.alloc(longestHeader);
  const match = header.exec(bytes.subarray(0, readSync(fd, bytes, 0, longestHeader, 0)).toString("latin1"));
  return {
    fd,
    inode: `${dev}-${ino}`,
    base: match === null ? undefined : Number(match[1]),
    headerLength: match?.[0].length ?? 0,
    size: Number(size),
  };
}

function openToRead(path: string): number | undefined {
  try {
    return ignoring(["ENOENT", "ENOTDIR"], () => openSync(path, constants.O_RDONLY | noFollow));
  } catch (error) {
    throw systemErrorCode(error) === "ELOOP" ? linkError() : error;
  }
}

function linkError(): LockstepError {
  return new LockstepError("SYMLINK", "The log is a symbolic link, which Lockstep does not follow. Remove it.");
}

function endOf(part: BasedPart): number {
  return part.base + Math.max(0, part.size - part.headerLength);
}

function readPart(part: BasedPart, from: number, to: number): Buffer {
  const start = Math.max(from, part.base);
  const length = Math.max(0, Math.min(to, endOf(part)) - start);
  const bytes = Buffer.alloc(length);
  let done = 0;
  while (done < length) {
    const read = readSync(part.fd, bytes, done, length - done, part.headerLength + start - part.base + done);
    if (read === 0) {
      break;
    }
    done += read;
  }
  return bytes.subarray(0, done);
}
