import { systemErrorCode } from "../errors";
import { handOver } from "./hand-over";
import type { LivenessJudge } from "./liveness";
import { OwnerFile, readOwnerFile } from "./owner-file";
import type { MakeRecord } from "./owner-records";
import type { OwnerSnapshot } from "./owner-snapshot";
import { takeOver } from "./takeover";
import type { Ticket } from "./ticket";

type Callback<T = void> = (error: Error | null, value?: T) => void;

interface Times {
  readonly mtime: Date;
}

/**
 * The five file-system calls that proper-lockfile makes through its documented `fs` option, on an {@link OwnerFile}
 * instead of an empty directory. proper-lockfile stays the state machine (acquire, refresh, compromised, release at
 * exit); what it can't make safe by itself is done below it:
 *
 * - `mkdir` creates the owner file, so the lock tells who holds it; or finds that the lock was given to our ticket
 * - `stat` of a lock that is not ours yields the liveness verdict as a time: the epoch is "stale", now is "fresh"
 * - `rmdir` of a lock that is not ours is the single-winner takeover; the `mkdir` that follows finds it done
 * - `stat`, `utimes` and `rmdir` of our own lock act only while it is ours; `rmdir` gives it to the next in line
 *
 * One object per acquisition, so that its mtime probe stays in memory too.
 */
export class LockFileSystem {
  private owned: OwnerFile | undefined;
  private mtime = new Date(0);
  private probed = false;

  constructor(
    private readonly path: string,
    private readonly judge: LivenessJudge,
    private readonly makeRecord: MakeRecord,
    private readonly ticket: Ticket | undefined,
    private readonly tell: { tookOver(dead: OwnerSnapshot): void; handedOver(): void },
  ) {}

  get ownerFile(): OwnerFile | undefined {
    return this.owned;
  }

  readonly mkdir = (_path: string, done: Callback): void => {
    report(done, () => {
      this.owned ??= this.ticket?.arrived() ?? OwnerFile.create(this.path, this.makeRecord());
    });
  };

  readonly stat = (_path: string, done: Callback<Times>): void => {
    report(done, () => ({ mtime: this.owned === undefined ? this.judged() : this.refreshed(this.owned) }));
  };

  readonly utimes = (_path: string, _accessed: Date, modified: Date, done: Callback): void => {
    report(done, () => {
      this.mtime = modified;
      if (this.probed) {
        this.owned?.heartbeat();
      }
      this.probed = true;
    });
  };

  readonly rmdir = (_path: string, done: Callback): void => {
    report(done, () => (this.owned === undefined ? this.inherit() : this.giveUp(this.owned)));
  };

  /** Called by proper-lockfile when the process exits. */
  readonly rmdirSync = (): void => (this.owned === undefined ? undefined : this.giveUp(this.owned));

  readonly realpath = (path: string, done: Callback<string>): void => done(null, path);

  private judged(): Date {
    const snapshot = readOwnerFile(this.path);
    if (snapshot === undefined) {
      throw missing(this.path);
    }
    return this.judge.isDead(this.path, snapshot) ? new Date(0) : new Date();
  }

  private refreshed(owned: OwnerFile): Date {
    if (!owned.isMine()) {
      throw missing(this.path);
    }
    return this.mtime;
  }

  private inherit(): void {
    const dead = readOwnerFile(this.path);
    if (dead === undefined || !this.judge.isDead(this.path, dead)) {
      return;
    }
    this.owned = takeOver(this.path, dead, this.judge, this.makeRecord);
    if (this.owned !== undefined) {
      this.tell.tookOver(dead);
    }
  }

  private giveUp(owned: OwnerFile): void {
    if (handOver(owned, this.judge)) {
      this.tell.handedOver();
    }
  }
}

/** Windows says EPERM, EACCES or EBUSY for a file that is being deleted: held, for our purposes. */
const heldOnWindows = ["EPERM", "EACCES", "EBUSY"];

function report<T>(done: Callback<T>, action: () => T): void {
  let value: T;
  try {
    value = action();
  } catch (error) {
    const held = process.platform === "win32" && heldOnWindows.includes(systemErrorCode(error) ?? "");
    const failure = error instanceof Error ? error : new Error(String(error));
    done(held ? Object.assign(failure, { code: "EEXIST" }) : failure);
    return;
  }
  done(null, value);
}

function missing(path: string): Error {
  return Object.assign(new Error(`${path} is not there.`), { code: "ENOENT" });
}
