import * as nodeFs from "node:fs";
import { setTimeout as delay } from "node:timers/promises";
import { ignoring, systemErrorCode } from "../errors";
import type { Fence } from "../locking/file-lock-service";
import { tempPathOf } from "../locking/left-overs";
import { newToken } from "../locking/tokens";
import { keepBackup } from "./backup";
import { PinnedFile } from "./document-file";
import { flush, flushNameOf } from "./sync-folder";

export interface WriteOptions {
  /** The lock under which the write happens; it stops a writer that lost it. */
  readonly fence?: Fence;
  /** Keeps the version that is replaced as `<file>.bak`. Default false. */
  readonly backup?: boolean;
  /**
   * Whether file and folder are flushed to the disk, to survive a power cut. Default true; false is for what can be made
   * again or is worth nothing tomorrow.
   */
  readonly durable?: boolean;
}

/** What a test may replace to make the system fail. */
export interface AtomicWriterParts {
  readonly files: Pick<typeof nodeFs, "openSync" | "writeSync" | "write" | "fsync" | "renameSync">;
  readonly platform: NodeJS.Platform;
}

/** Bytes whose writing takes less time than asking the thread pool to do it. */
const smallWrite = 256 * 1024;

/** Virus scanners and indexers hold a file open for a moment (https://github.com/npm/write-file-atomic/issues/28). */
const busyOnWindows = ["EPERM", "EACCES", "EBUSY"];
const busyPatience = 5_000;

/**
 * Replaces a file as a whole: a temp beside it, flushed, renamed over it. A failure leaves the old file as it was and no
 * temp. It never overwrites in place.
 *
 * Not write-file-atomic, for what its options can't change: its temp names are equal in two containers that share a
 * folder, so that a paused writer may put somebody else's half-written temp in place; it takes a short write for a
 * success; and the look at the lock and the rename are not in one turn. Only the flushes are left to the thread pool:
 * the other calls take microseconds, and a trip there and back takes more.
 */
export class AtomicWriter {
  private readonly parts: AtomicWriterParts;

  constructor(parts: Partial<AtomicWriterParts> = {}) {
    this.parts = { files: nodeFs, platform: process.platform, ...parts };
  }

  /**
   * Resolves with what was written, still open: its owner closes it.
   *
   * @throws {LockstepError} `LOCK_LOST` from the fence; system errors as they come
   */
  async replace(filePath: string, content: string, options: WriteOptions = {}): Promise<PinnedFile> {
    const temp = tempPathOf(filePath, options.fence?.token ?? newToken());
    let file: PinnedFile | undefined;
    try {
      file = new PinnedFile(createLike(this.parts.files.openSync, temp, filePath));
      await this.fill(file.fd, temp, filePath, Buffer.from(content, "utf8"), options);
      file.readStamp();
      if (this.parts.platform === "win32") {
        file.release(); // an open file can't be renamed there
      }
      await this.moveIntoPlace(temp, filePath, options.fence);
      if (options.durable !== false) {
        await flushNameOf(filePath);
      }
      return file;
    } catch (error) {
      file?.release();
      ignoring(["ENOENT", "ENOTDIR"], () => nodeFs.unlinkSync(temp));
      if (systemErrorCode(error) === "ENOENT") {
        options.fence?.check(); // swept by whoever took the lock over, or gone with the folder: says LOCK_LOST
      }
      throw error;
    }
  }

  /** @throws as {@link replace} */
  async write(filePath: string, content: string, options: WriteOptions = {}): Promise<void> {
    (await this.replace(filePath, content, options)).release();
  }

  async writeJson<T>(filePath: string, data: T, options: WriteOptions = {}): Promise<void> {
    await this.write(filePath, `${JSON.stringify(data, undefined, 2)}\n`, options);
  }

  private async fill(
    fd: number,
    temp: string,
    filePath: string,
    bytes: Buffer,
    { durable = true, backup = false }: WriteOptions,
  ): Promise<void> {
    await this.writeAll(fd, bytes);
    const flushed = durable ? flush(this.parts.files, fd) : undefined;
    const kept = backup ? keepBackup(filePath, temp) : undefined;
    // Both are waited for before the file is closed, whichever fails.
    const failed = (await Promise.allSettled([flushed, kept])).find(({ status }) => status === "rejected");
    if (failed?.status === "rejected") {
      throw failed.reason;
    }
  }

  private async writeAll(fd: number, bytes: Buffer): Promise<void> {
    for (let done = 0; done < bytes.length; ) {
      const written = await this.writeSome(fd, bytes.subarray(done), done);
      if (written === 0) {
        throw Object.assign(new Error("The disk takes no more bytes."), { code: "ENOSPC" });
      }
      done += written;
    }
  }

  private writeSome(fd: number, bytes: Buffer, position: number): number | Promise<number> {
    if (bytes.length <= smallWrite) {
      return this.parts.files.writeSync(fd, bytes, 0, bytes.length, position);
    }
    return new Promise((resolve, reject) => {
      this.parts.files.write(fd, bytes, 0, bytes.length, position, (error, written) =>
        error === null ? resolve(written) : reject(error),
      );
    });
  }

  /** The fence looks and the rename happens in one turn; on Windows as often as it takes. */
  private async moveIntoPlace(temp: string, filePath: string, fence: Fence | undefined): Promise<void> {
    const deadline = performance.now() + busyPatience;
    for (let wait = 10; ; wait = Math.min(wait + 10, 100)) {
      fence?.check();
      try {
        this.parts.files.renameSync(temp, filePath);
        return;
      } catch (error) {
        if (!this.isBusy(error) || performance.now() > deadline) {
          throw error;
        }
      }
      await delay(wait);
    }
  }

  private isBusy(error: unknown): boolean {
    return this.parts.platform === "win32" && busyOnWindows.includes(systemErrorCode(error) ?? "");
  }
}

/** A new file with the mode and, as far as we may, the owner of another one that may not exist yet. */
function createLike(openSync: typeof nodeFs.openSync, path: string, model: string): number {
  const stat = nodeFs.statSync(model, { throwIfNoEntry: false });
  const mode = stat === undefined ? 0o666 : stat.mode & 0o777;
  const fd = openSync(path, "wx", mode);
  if (stat !== undefined) {
    const own = nodeFs.fstatSync(fd);
    if (own.uid !== stat.uid || own.gid !== stat.gid) {
      ignoring(["EPERM", "EINVAL", "ENOSYS"], () => nodeFs.fchownSync(fd, stat.uid, stat.gid));
    }
    if ((own.mode & 0o777) !== mode) {
      ignoring(["EPERM", "ENOSYS"], () => nodeFs.fchmodSync(fd, mode)); // the umask took some of it
    }
  }
  return fd;
}
