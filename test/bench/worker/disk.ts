// Puts another disk under a process by replacing what `node:fs` exports, before anything has kept a reference to it.
import fs from "node:fs";
import { setTimeout as delay } from "node:timers/promises";

export interface Disk {
  readonly fsyncDelay: number;
  readonly skipFolderFlush: boolean;
  readonly skipFileFlush?: boolean;
}

type Flush = (fd: number, done: (error: Error | null) => void) => void;

/** Delays or skips each flush, by whichever of Node's three ways it comes. */
export async function replaceDisk(disk: Disk): Promise<void> {
  const { skipFolderFlush, skipFileFlush = false } = disk;
  const skips = (fd: number) =>
    skipFolderFlush === skipFileFlush ? skipFolderFlush : fs.fstatSync(fd).isDirectory() === skipFolderFlush;
  for (const name of ["fsync", "fdatasync"] as const) {
    const flush: Flush = fs[name];
    const flushLater: Flush = (fd, done) =>
      skips(fd) ? process.nextTick(done, null) : flush(fd, (error) => setTimeout(done, disk.fsyncDelay, error));
    Object.assign(fs, { [name]: disk.fsyncDelay === 0 ? skipping(flush, skips) : flushLater });
    const flushNow = fs[`${name}Sync`];
    Object.assign(fs, {
      [`${name}Sync`]: (fd: number) => {
        if (!skips(fd)) {
          flushNow(fd);
          block(disk.fsyncDelay);
        }
      },
    });
  }
  await replaceHandleFlush(disk, skips);
}

function skipping(flush: Flush, skips: (fd: number) => boolean): Flush {
  return (fd, done) => (skips(fd) ? process.nextTick(done, null) : flush(fd, done));
}

async function replaceHandleFlush(disk: Disk, skips: (fd: number) => boolean): Promise<void> {
  const handle = await fs.promises.open(__filename, "r");
  const prototype: fs.promises.FileHandle = Object.getPrototypeOf(handle);
  await handle.close();
  for (const name of ["sync", "datasync"] as const) {
    const flush = prototype[name];
    prototype[name] = async function (this: fs.promises.FileHandle) {
      if (skips(this.fd)) {
        return;
      }
      await flush.call(this);
      if (disk.fsyncDelay > 0) {
        await delay(disk.fsyncDelay);
      }
    };
  }
}

function block(milliseconds: number): void {
  if (milliseconds > 0) {
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
  }
}
