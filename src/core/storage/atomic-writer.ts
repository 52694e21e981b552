import { type FileHandle, open } from "node:fs/promises";
import { dirname } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import writeFileAtomic from "write-file-atomic";
import { systemErrorCode } from "../errors";
import type { Fence } from "../locking/file-lock-service";
import { keepBackup } from "./backup";
import { syncFolder } from "./sync-folder";

export interface WriteOptions {
  /** The lock under which the write happens; it stops a writer that lost it. */
  readonly fence?: Fence;
  /** Keeps the version that is replaced as `<file>.bak`. Default false. */
  readonly backup?: boolean;
  /** Whether file and folder are flushed to the disk, to survive a power cut. Default true. */
  readonly durable?: boolean;
}

/** What a test may replace to make the system fail. */
export interface AtomicWriterParts {
  readonly writeFile: (path: string, data: Buffer, options: writeFileAtomic.Options) => Promise<void>;
  readonly openFile: (path: string, flags: string) => Promise<FileHandle>;
  readonly platform: NodeJS.Platform;
}

const realParts: AtomicWriterParts = { writeFile: writeFileAtomic, openFile: open, platform: process.platform };

const nothing = Buffer.alloc(0);

/** Virus scanners and indexers hold a file open for a moment (https://github.com/npm/write-file-atomic/issues/28). */
const busyOnWindows = ["EPERM", "EACCES", "EBUSY"];
const busyPatience = 5_000;

/**
 * Replaces a file as a whole: a temp beside it, flushed, renamed over it. A failure leaves the old file as it was and no
 * temp. It never overwrites in place.
 */
export class AtomicWriter {
  private readonly parts: AtomicWriterParts;

  constructor(parts: Partial<AtomicWriterParts> = {}) {
    this.parts = { ...realParts, ...parts };
  }

  /** @throws {LockstepError} `LOCK_LOST` from the fence; system errors as they come */
  async write(filePath: string, content: string, options: WriteOptions = {}): Promise<void> {
    const bytes = Buffer.from(content, "utf8");
    const deadline = performance.now() + busyPatience;
    for (let wait = 10; ; wait = Math.min(wait + 10, 100)) {
      try {
        await this.replace(filePath, bytes, options);
        break;
      } catch (error) {
        if (!this.isBusy(error) || performance.now() > deadline) {
          throw error;
        }
        await delay(wait);
      }
    }
    if (options.durable !== false) {
      await syncFolder(dirname(filePath));
    }
  }

  async writeJson<T>(filePath: string, data: T, options: WriteOptions = {}): Promise<void> {
    await this.write(filePath, `${JSON.stringify(data, undefined, 2)}\n`, options);
  }

  private async replace(filePath: string, bytes: Buffer, options: WriteOptions): Promise<void> {
    const { fence } = options;
    try {
      await this.parts.writeFile(filePath, nothing, {
        fsync: false,
        // write-file-atomic takes a short write (full tmpfs, btrfs) for a success; the bytes are written here instead.
        tmpfileCreated: async (temp: string) => {
          await this.fill(temp, bytes, options.durable !== false);
          if (options.backup) {
            keepBackup(filePath);
          }
          fence?.guard(temp);
        },
      });
    } catch (error) {
      if (systemErrorCode(error) === "ENOENT") {
        fence?.guard(filePath); // the temp was swept by whoever took the lock over: says LOCK_LOST
      }
      throw error;
    }
  }

  private async fill(temp: string, bytes: Buffer, durable: boolean): Promise<void> {
    const file = await this.parts.openFile(temp, "r+");
    try {
      for (let written = 0; written < bytes.length; ) {
        const { bytesWritten } = await file.write(bytes, written, bytes.length - written, written);
        if (bytesWritten === 0) {
          throw Object.assign(new Error("The disk takes no more bytes."), { code: "ENOSPC" });
        }
        written += bytesWritten;
      }
      if (durable) {
        await file.sync();
      }
    } finally {
      await file.close();
    }
  }

  private isBusy(error: unknown): boolean {
    return this.parts.platform === "win32" && busyOnWindows.includes(systemErrorCode(error) ?? "");
  }
}
