import {
  close,
  closeSync,
  fstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  readSync,
  renameSync,
  statSync,
  unlinkSync,
  writeSync,
} from "node:fs";
import { dirname } from "node:path";
import { ignoring } from "../errors";
import { type FileIdentity, identityAt, identityOf, isSameInode } from "./file-identity";
import { notesIn } from "./notes";
import type { OwnerRecord } from "./owner-record";
import { arrival, type OwnerSnapshot, snapshotOf } from "./owner-snapshot";

/**
 * A file whose existence means "somebody owns this": the owner record, then a line per heartbeat (`H 7`), then what
 * others have to say to the owner (`W name`, see waiting-line.ts). Everybody appends whole lines, so they mix but don't
 * break. The owner writes through its own descriptor, so nothing it does can touch the file of another owner; the open
 * descriptor also keeps the inode number from being reused, which makes {@link isMine} exact.
 *
 * All calls are synchronous: each costs microseconds, and "check, then act" stays within one turn of the event loop.
 */
export class OwnerFile {
  private beats = 0;
  private open = true;
  /** Bytes that are ours. What is more was written by others. */
  private written = 0;

  private constructor(
    private currentPath: string,
    readonly record: OwnerRecord,
    private readonly fd: number,
    private readonly identity: FileIdentity,
  ) {}

  get path(): string {
    return this.currentPath;
  }

  /** @throws EEXIST when somebody owns it, other system errors as they come; a missing folder is made. */
  static create(path: string, record: OwnerRecord): OwnerFile {
    const fd = openExclusive(path);
    let file: OwnerFile | undefined;
    try {
      file = new OwnerFile(path, record, fd, identityOf(fstatSync(fd, { bigint: true })));
      file.append(JSON.stringify(record));
    } catch (error) {
      closeSync(fd);
      ignoring(["ENOENT"], () => unlinkSync(path));
      throw error;
    }
    if (!file.isMine()) {
      file.close(); // it stood unsigned for so long that somebody took its maker for dead
      throw Object.assign(new Error(`${path} was taken over.`), { code: "EEXIST" });
    }
    return file;
  }

  /** Asks the disk whether the file at the path is still this one. */
  isMine(): boolean {
    return this.isAt(this.currentPath);
  }

  /** Whether somebody gave this file the name `path`; it then goes by that name. */
  hasArrivedAt(path: string): boolean {
    const arrived = this.isAt(path);
    this.currentPath = arrived ? path : this.currentPath;
    return arrived;
  }

  heartbeat(): void {
    this.appendIfPossible(`H ${++this.beats}`);
  }

  /** Says that it owns from now on what it only waited for before. */
  beginOwning(now: Date): void {
    this.appendIfPossible(`${arrival}${now.toISOString()}`);
  }

  /**
   * Milliseconds of the file system's own clock, by which file times of two machines compare: of the last line here, and
   * that is a heartbeat ago at most.
   */
  fileSystemTime(): number {
    return Number(fstatSync(this.fd, { bigint: true }).mtimeMs);
  }

  /** Whether others wrote anything here. */
  hasNotes(): boolean {
    return this.open && Number(fstatSync(this.fd, { bigint: true }).size) > this.written;
  }

  /** What others wrote here, in order. */
  notes(): readonly string[] {
    return this.hasNotes() ? notesIn(this.text()) : [];
  }

  /** Takes the place of whatever is at `path`, atomically. @throws ENOENT when the present name is gone */
  moveTo(path: string): void {
    renameSync(this.currentPath, path);
    this.currentPath = path;
  }

  /** Gives up ownership; never removes the file of somebody who took over. */
  remove(): void {
    if (this.isMine()) {
      this.unlink();
    }
    this.close();
  }

  /** Frees the path. Only in the turn in which {@link isMine} said yes. */
  unlink(): void {
    ignoring(["ENOENT"], () => unlinkSync(this.currentPath));
  }

  /** Lets go of the descriptor without removing anything. */
  close(): void {
    if (this.open) {
      this.open = false;
      close(this.fd, () => {}); // the last one of a removed file may have to wait for the disk: not here
    }
  }

  private isAt(path: string): boolean {
    return this.open && isSameInode(identityAt(path), this.identity);
  }

  private text(): string {
    const bytes = Buffer.alloc(Number(fstatSync(this.fd, { bigint: true }).size));
    return bytes.toString("utf8", 0, readSync(this.fd, bytes, 0, bytes.length, 0));
  }

  /** On a full disk a line may be missing; the owner is none the worse for it on this host. */
  private appendIfPossible(line: string): void {
    ignoring(["ENOSPC", "EDQUOT", "EIO"], () => this.append(line));
  }

  private append(line: string): void {
    if (this.open) {
      this.written += writeLine(this.fd, line);
    }
  }
}

/** Undefined where there is no such file. */
export function readOwnerFile(path: string): OwnerSnapshot | undefined {
  const stat = statSync(path, { bigint: true, throwIfNoEntry: false });
  if (stat === undefined) {
    return undefined;
  }
  return ignoring(["ENOENT", "ENOTDIR"], () =>
    snapshotOf(
      stat,
      ignoring(["EACCES", "EPERM"], () => readFileSync(path, "utf8")),
    ),
  );
}

/** Bytes. @throws ENOSPC when only a part of it fits: half an owner record would be taken for that of a dead process */
export function writeLine(fd: number, line: string): number {
  const bytes = Buffer.from(`${line}\n`);
  if (writeSync(fd, bytes) < bytes.length) {
    throw Object.assign(new Error("no space left on device"), { code: "ENOSPC" });
  }
  return bytes.length;
}

/** Anyone may read who holds a lock; only its owner's account writes to it. */
const fileMode = 0o644;

function openExclusive(path: string): number {
  for (;;) {
    const fd = ignoring(["ENOENT"], () => openSync(path, "ax+", fileMode));
    if (fd !== undefined) {
      return fd;
    }
    mkdirSync(dirname(path), { recursive: true });
  }
}
