import {
  closeSync,
  constants,
  fstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  statSync,
  unlinkSync,
  writeSync,
} from "node:fs";
import { dirname } from "node:path";
import { ignoring, systemErrorCode } from "../errors";
import { idPattern } from "../ids";
import type { OwnerRecord } from "./owner-record";

/** What anyone can read of a lock, lease or presence file. */
export interface OwnerSnapshot {
  /** Undefined while the owner is between creating the file and writing its first line, died there, or see below. */
  readonly record: OwnerRecord | undefined;
  /** We may not read it: somebody else's, with a mask that hides it. Only its time and size tell of its life. */
  readonly hidden: boolean;
  /** Which ownership this is: the token, or the identity of a file that has none yet. */
  readonly id: string;
  /** Changes with everything that the owner writes, heartbeats above all. */
  readonly fingerprint: string;
  /** Names of temps that the owner was about to rename when it wrote them down. */
  readonly temps: readonly string[];
  /** Somebody waits for it. */
  readonly wanted: boolean;
  /** When the file was created, milliseconds of the wall clock. */
  readonly bornAt: number;
}

/**
 * A file whose existence means "somebody owns this". Line one is the owner record, then one line per heartbeat (`H 7`)
 * and per temp that is about to replace the document (`T name`), and a `W` from whoever waits. The owner's lines are appended through the owner's own file
 * descriptor, so nothing it does can touch the file of another owner; the open descriptor also keeps the inode number
 * from being reused, which makes {@link isMine} exact.
 *
 * All calls are synchronous: each costs microseconds, and "check, then act" stays within one turn of the event loop.
 */
export class OwnerFile {
  private beats = 0;
  private open = true;

  private constructor(
    private currentPath: string,
    readonly record: OwnerRecord,
    private readonly fd: number,
    private readonly inode: string,
  ) {}

  get path(): string {
    return this.currentPath;
  }

  /** @throws EEXIST when somebody owns it, other system errors as they come; a missing folder is made. */
  static create(path: string, record: OwnerRecord): OwnerFile {
    const fd = openExclusive(path);
    try {
      writeLine(fd, JSON.stringify(record));
      return new OwnerFile(path, record, fd, inodeOf(fstatSync(fd, { bigint: true })));
    } catch (error) {
      closeSync(fd);
      unlinkSync(path);
      throw error;
    }
  }

  /** Asks the disk whether the file at the path is still this one. */
  isMine(): boolean {
    if (!this.open) {
      return false;
    }
    const stat = ignoring(["ENOENT", "ENOTDIR"], () => statSync(this.currentPath, { bigint: true }));
    return stat !== undefined && inodeOf(stat) === this.inode;
  }

  /** On a full disk a beat may be missing; the owner is none the worse for it on this host. */
  heartbeat(): void {
    ignoring(["ENOSPC", "EDQUOT", "EIO"], () => this.append(`H ${++this.beats}`));
  }

  noteTemp(name: string): void {
    this.append(`T ${name}`);
  }

  /** Takes the place of whatever is at `path`, atomically. */
  moveTo(path: string): void {
    renameSync(this.currentPath, path);
    this.currentPath = path;
  }

  /** Gives up ownership; never removes the file of somebody who took over. */
  remove(): void {
    const mine = this.isMine();
    this.close();
    if (mine) {
      ignoring(["ENOENT"], () => unlinkSync(this.currentPath));
    }
  }

  /** Lets go of the descriptor without removing anything. */
  close(): void {
    if (this.open) {
      this.open = false;
      closeSync(this.fd);
    }
  }

  private append(line: string): void {
    if (this.open) {
      writeLine(this.fd, line);
    }
  }
}

const wantedLine = "W";

/**
 * Tells the owner of a lock that somebody waits for it. Best effort: what could not be told is found out by trying.
 * Looks and writes through one descriptor, so that the note can't come before the owner record, which is the first line:
 * the file may be another one by now, whose owner is about to sign it.
 */
export function tellThatItIsWanted(path: string): void {
  ignoring(["ENOENT", "EACCES", "EPERM", "EROFS", "ENOSPC", "EDQUOT"], () => {
    const fd = openSync(path, constants.O_RDWR | constants.O_APPEND);
    try {
      const lines = readFileSync(fd, "utf8").split("\n");
      if (parseRecord(lines[0] ?? "") !== undefined && !lines.includes(wantedLine)) {
        writeLine(fd, wantedLine);
      }
    } finally {
      closeSync(fd);
    }
  });
}

/** Undefined where there is no such file. */
export function readOwnerFile(path: string): OwnerSnapshot | undefined {
  return ignoring(["ENOENT", "ENOTDIR"], () => {
    const stat = statSync(path, { bigint: true });
    const text = ignoring(["EACCES", "EPERM"], () => readFileSync(path, "utf8"));
    const lines = (text ?? "").split("\n");
    const record = parseRecord(lines[0] ?? "");
    const id = record?.token ?? `empty-${stat.ino}-${stat.birthtimeMs}`;
    const ownersLines = lines.filter((line) => line !== wantedLine).join("\n");
    return {
      record,
      hidden: text === undefined,
      id,
      fingerprint: text === undefined ? `${id} ${stat.mtimeNs} ${stat.size}` : `${id} ${ownersLines.length}`,
      temps: lines.filter((line) => line.startsWith("T ")).map((line) => line.slice(2)),
      wanted: lines.includes(wantedLine),
      bornAt: Number(stat.birthtimeMs > 0n ? stat.birthtimeMs : stat.mtimeMs),
    };
  });
}

/** @throws ENOSPC when only a part of it fits: half an owner record would be taken for that of a dead process */
function writeLine(fd: number, line: string): void {
  const bytes = Buffer.from(`${line}\n`);
  if (writeSync(fd, bytes) < bytes.length) {
    throw Object.assign(new Error("no space left on device"), { code: "ENOSPC" });
  }
}

/** Anyone may read who holds a lock; only its owner writes to it. */
const fileMode = 0o644;

function openExclusive(path: string): number {
  try {
    return openSync(path, "ax+", fileMode);
  } catch (error) {
    if (systemErrorCode(error) !== "ENOENT") {
      throw error;
    }
    mkdirSync(dirname(path), { recursive: true });
    return openSync(path, "ax+", fileMode);
  }
}

function inodeOf(stat: { dev: bigint; ino: bigint }): string {
  return `${stat.dev}-${stat.ino}`;
}

function parseRecord(line: string): OwnerRecord | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return isOwnerRecord(value) ? value : undefined;
  } catch {
    return undefined; // half a line: judged by its age, see liveness.ts
  }
}

function isOwnerRecord(value: unknown): value is OwnerRecord {
  if (typeof value !== "object" || value === null) {
    return false;
  }
  const { token, pid, host, domain, start, from } = value as Partial<Record<keyof OwnerRecord, unknown>>;
  return (
    typeof token === "string" &&
    idPattern.test(token) && // it becomes part of a file name
    Number.isSafeInteger(pid) &&
    typeof host === "string" &&
    typeof domain === "string" &&
    (start === undefined || typeof start === "string") &&
    typeof from === "number"
  );
}
