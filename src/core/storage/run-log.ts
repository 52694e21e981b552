import { closeSync, constants, openSync, renameSync, writeSync } from "node:fs";
import type { LockstepError } from "../errors";
import { ioError } from "../io-error";
import { noFollow } from "./no-follow";
import { headerOf, olderPart } from "./run-log-parts";

const newLine = 0x0a;

/**
 * The log of one run, for its one writer. A run does not fail because its log does: the first failure ends the log, and
 * its owner may tell.
 */
export class RunLog {
  private fd: number | undefined;
  /** Output in the file that is written to. */
  private filled = 0;
  /** All output so far. */
  private total = 0;
  private problem: LockstepError | undefined;

  /**
   * @param name how people know it
   * @param cap bytes of output in a part
   */
  constructor(
    private readonly path: string,
    private readonly name: string,
    private readonly cap: number,
  ) {
    this.attempt(() => {
      this.fd = createFile(path);
    });
  }

  /** Why the rest of the output is not in the log. */
  get failure(): LockstepError | undefined {
    return this.problem;
  }

  /** Never throws. */
  write(chunk: Uint8Array): void {
    this.attempt(() => {
      for (let rest = chunk; rest.length > 0 && this.fd !== undefined; ) {
        const fitting = this.fitting(rest);
        if (fitting === 0) {
          this.beginPart();
        } else {
          this.append(this.fd, rest.subarray(0, fitting));
          rest = rest.subarray(fitting);
        }
      }
    });
  }

  close(): void {
    const { fd } = this;
    this.fd = undefined;
    if (fd !== undefined) {
      closeSync(fd);
    }
  }

  /** How much of it goes into this part; a part ends with a line, unless the line is longer than a part. */
  private fitting(bytes: Uint8Array): number {
    const room = this.cap - this.filled;
    if (bytes.length <= room) {
      return bytes.length;
    }
    const lines = room <= 0 ? 0 : bytes.lastIndexOf(newLine, room - 1) + 1;
    return lines === 0 && this.filled === 0 ? room : lines;
  }

  private append(fd: number, bytes: Uint8Array): void {
    for (let done = 0; done < bytes.length; ) {
      const written = writeSync(fd, bytes, done, bytes.length - done);
      done += written;
      this.filled += written;
      this.total += written;
    }
  }

  private beginPart(): void {
    this.close();
    renameSync(this.path, olderPart(this.path));
    this.fd = createFile(this.path);
    this.filled = 0;
    writeSync(this.fd, headerOf(this.total));
  }

  private attempt(action: () => void): void {
    try {
      action();
    } catch (error) {
      this.problem ??= ioError(this.name, error);
      this.close();
    }
  }
}

/** A new file, never what somebody else put there, be it a link to elsewhere. For its user's eyes. */
function createFile(path: string): number {
  const flags = constants.O_WRONLY | constants.O_APPEND | constants.O_CREAT | constants.O_EXCL;
  return openSync(path, flags | noFollow, 0o600);
}
