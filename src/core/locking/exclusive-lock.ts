import { basename } from "node:path";
import { lock } from "proper-lockfile";
import { systemErrorCode } from "../errors";
import type { Log } from "../log";
import type { Fence } from "./file-lock-service";
import { sweepTemps } from "./left-overs";
import type { LivenessJudge } from "./liveness";
import { lockLost } from "./lock-errors";
import { LockFileSystem } from "./lock-file-system";
import { type OwnerFile, readOwnerFile } from "./owner-file";
import type { OwnerRecord } from "./owner-record";

export interface LockParts {
  readonly judge: LivenessJudge;
  readonly makeRecord: (from?: number) => OwnerRecord;
  readonly log: Log;
}

/** Milliseconds between heartbeats, and without one until a foreign owner counts as dead. */
const heartbeat = 1_000;
const stale = 10_000;

export const lockPathOf = (document: string): string => `${document}.lock`;

/** The lock file of one document, held. */
export class ExclusiveLock implements Fence {
  private constructor(
    private readonly document: string,
    private readonly file: OwnerFile,
    private readonly giveBack: () => Promise<void>,
  ) {}

  /** One try. Undefined while somebody alive holds it. @throws system errors */
  static async tryAcquire(document: string, parts: LockParts): Promise<ExclusiveLock | undefined> {
    const path = lockPathOf(document);
    const files = new LockFileSystem(path, parts.judge, parts.makeRecord, (dead, owned) => {
      const swept = sweepTemps(document, owned.record.from, dead.temps, () => owned.isMine());
      const whose = dead.record === undefined ? "an unknown writer" : `${dead.record.app} (pid ${dead.record.pid})`;
      parts.log.debug(`Took over ${path} from ${whose}; removed ${swept.length} temps.`);
    });
    try {
      const giveBack = await lock(document, {
        realpath: false,
        lockfilePath: path,
        retries: 0,
        stale,
        update: heartbeat,
        fs: files,
        // The default throws inside a timer. isHeld() and guard() ask the disk, which knows it first.
        onCompromised: (error) => parts.log.warn(`Lost ${path}: ${error.message}`),
      });
      parts.judge.forget(path);
      return files.ownerFile && new ExclusiveLock(document, files.ownerFile, giveBack);
    } catch (error) {
      files.ownerFile?.remove();
      if (notNow.includes(systemErrorCode(error) ?? "")) {
        return undefined;
      }
      throw error;
    }
  }

  isHeld(): boolean {
    return this.file.isMine();
  }

  guard(temp: string): void {
    // The note comes first: a taker that misses it has not read the lock file yet, and then this check fails.
    this.file.noteTemp(basename(temp));
    if (!this.isHeld()) {
      throw lockLost(this.document);
    }
  }

  /** Whether somebody waits for it. */
  isWanted(): boolean {
    return this.isHeld() && readOwnerFile(this.file.path)?.wanted === true;
  }

  async release(): Promise<void> {
    try {
      await this.giveBack();
    } catch (error) {
      if (!lostBefore.includes(systemErrorCode(error) ?? "")) {
        throw error;
      }
    } finally {
      this.file.close();
    }
  }
}

/** ELOCKED: held. ENOENT: it vanished between two calls of the same try. Both: look again. */
const notNow = ["ELOCKED", "ENOENT"];

/** How proper-lockfile says that there was nothing left to release. */
const lostBefore = ["ERELEASED", "ENOTACQUIRED"];
