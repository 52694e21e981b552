import { spawnSync } from "node:child_process";
import { closeSync, mkdtempSync, openSync, realpathSync, rmdirSync, rmSync, statfsSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { systemErrorCode } from "../../../../src/core/errors";

/** A disk of its own that is easy to fill. */
export class SmallDisk {
  private readonly filler: string;

  private constructor(readonly folder: string) {
    this.filler = join(folder, "filler");
  }

  /** Undefined where mounting is not allowed. */
  static mount(kilobytes: number): SmallDisk | undefined {
    if (process.platform !== "linux") {
      return undefined;
    }
    const folder = mkdtempSync(join(realpathSync(tmpdir()), "lockstep-chaos-disk-"));
    if (!run("mount", "-t", "tmpfs", "-o", `size=${kilobytes}k`, "tmpfs", folder)) {
      rmdirSync(folder);
      return undefined;
    }
    return new SmallDisk(folder);
  }

  /** Leaves so many blocks free. */
  fill(blocks: number): void {
    this.empty();
    const { bsize, bfree } = statfsSync(this.folder);
    const fd = openSync(this.filler, "w");
    try {
      const block = Buffer.alloc(bsize);
      for (let written = 0; written < bfree - blocks; written++) {
        writeSync(fd, block);
      }
    } catch (error) {
      if (systemErrorCode(error) !== "ENOSPC") {
        throw error;
      }
    } finally {
      closeSync(fd);
    }
  }

  empty(): void {
    rmSync(this.filler, { force: true });
  }

  unmount(): void {
    run("umount", "--lazy", this.folder); // some process may be on its way out still
    rmdirSync(this.folder);
  }
}

function run(command: string, ...args: readonly string[]): boolean {
  return spawnSync(command, args).status === 0;
}
