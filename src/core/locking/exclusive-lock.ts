import { lock } from "proper-lockfile";
import type { Counters } from "../counters";
import { systemErrorCode } from "../errors";
import type { Log } from "../log";
import type { Fence } from "./file-lock-service";
import { lookAround, type Surroundings, sweep } from "./left-overs";
import type { LivenessJudge } from "./liveness";
import { lockLost } from "./lock-errors";
import { LockFileSystem } from "./lock-file-system";
import type { OwnerFile } from "./owner-file";
import type { MakeRecord } from "./owner-records";
import type { Ticket } from "./ticket";

export interface LockParts {
  readonly judge: LivenessJudge;
  readonly makeRecord: MakeRecord;
  readonly log: Log;
  readonly counters: Counters;
}

/** Milliseconds between heartbeats, and without one until a foreign owner counts as dead. */
const heartbeat = 1_000;
const stale = 10_000;

export const lockPathOf = (document: string): string => `${document}.lock`;

/**
 * The lock file of one document, held.
 *
 * The fence, by which no update is lost although an owner may be paused at any instant and be taken for dead: a temp is
 * named after its owner; the owner looks whether the lock is still its own in the same turn in which it renames the
 * temp; and every new owner removes all others' temps before it reads the document (see left-overs.ts).
 */
export class ExclusiveLock implements Fence {
  private constructor(
    private readonly document: string,
    readonly file: OwnerFile,
    private readonly surroundings: Surroundings,
    private readonly giveBack: () => Promise<void>,
  ) {}

  /** One try. Undefined while somebody alive holds it. @throws system errors */
  static async tryAcquire(document: string, parts: LockParts, ticket?: Ticket): Promise<ExclusiveLock | undefined> {
    const path = lockPathOf(document);
    const { log, counters } = parts;
    const files = new LockFileSystem(path, parts.judge, parts.makeRecord, ticket, {
      tookOver: ({ record }) => {
        counters.takeovers++;
        log.debug(
          `Took over ${path} from ${record === undefined ? "a nameless writer" : `${record.app} (pid ${record.pid})`}.`,
        );
      },
      handedOver: () => void counters.handedOver++,
    });
    try {
      const giveBack = await lock(document, {
        realpath: false,
        lockfilePath: path,
        retries: 0,
        stale,
        update: heartbeat,
        fs: files,
        // The default throws inside a timer. isHeld() and check() ask the disk, which knows it first.
        onCompromised: (error) => log.warn(`Lost ${path}: ${error.message}`),
      });
      parts.judge.forget(path);
      return files.ownerFile && ExclusiveLock.enter(document, files.ownerFile, parts, giveBack);
    } catch (error) {
      files.ownerFile?.remove();
      if (notNow.includes(systemErrorCode(error) ?? "")) {
        return undefined;
      }
      throw error;
    }
  }

  private static enter(
    document: string,
    file: OwnerFile,
    { judge, log, counters }: LockParts,
    giveBack: () => Promise<void>,
  ): ExclusiveLock {
    const surroundings = lookAround(document);
    const swept = sweep(document, surroundings.leftOvers, file, judge);
    if (swept.length > 0) {
      log.debug(`Removed what earlier writers left: ${swept.join(", ")}.`);
    }
    counters.acquired++;
    return new ExclusiveLock(document, file, surroundings, giveBack);
  }

  get token(): string {
    return this.file.record.token;
  }

  /** Whether anybody had a shared lock when this one was taken. */
  get hasReaders(): boolean {
    return this.surroundings.hasReaders;
  }

  isHeld(): boolean {
    return this.file.isMine();
  }

  check(): void {
    if (!this.isHeld()) {
      throw lockLost(this.document);
    }
  }

  /** Whether another process waits for it. */
  isWanted(): boolean {
    return this.file.hasNotes();
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
