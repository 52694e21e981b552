import { existsSync, type FSWatcher, unlinkSync, watch } from "node:fs";
import { basename } from "node:path";
import type { Clock } from "../clock";
import { ignoring } from "../errors";
import { type FileIdentity, identityAt, isSameFile } from "./file-identity";
import { leaveNote, ticketPathOf } from "./line";
import type { LivenessJudge } from "./liveness";
import { OwnerFile, readOwnerFile } from "./owner-file";
import type { OwnerRecord } from "./owner-record";
import type { MakeRecord } from "./owner-records";
import type { OwnerSnapshot } from "./owner-snapshot";

/** Milliseconds between heartbeats of somebody who waits. */
const heartbeat = 1_000;

/**
 * A place in the line for one lock: an owner file, signed and ready, that only needs the lock's name. Whoever holds the
 * lock gives it away by renaming the first ticket over it (see hand-over.ts), so the lock goes from owner to owner in the
 * order in which they came, is never free in between, and wakes nobody but the next one, who watches its own ticket.
 */
export class Ticket {
  private file: OwnerFile;
  private watcher: FSWatcher | undefined;
  private wake = () => {};
  /** The lock file in which our ticket is noted. */
  private noted: FileIdentity | undefined;
  private beatAt: number;
  /** Who held the lock at our last look. */
  private owner:
    | { readonly identity: FileIdentity; readonly snapshot: OwnerSnapshot; readonly readAt: number }
    | undefined;

  constructor(
    private readonly lockPath: string,
    private readonly makeRecord: MakeRecord,
    private readonly clock: Clock,
  ) {
    this.file = this.draw();
    this.watcher = this.startWatching();
    this.beatAt = clock.monotonic();
  }

  /** Our file, once it has been given the lock's name. */
  arrived(): OwnerFile | undefined {
    if (!this.file.hasArrivedAt(this.lockPath)) {
      return undefined;
    }
    this.removeTicket(); // it is there still when the lock was free and given by link
    this.file.beginOwning(this.clock.now());
    return this.file;
  }

  /** A cheap look: has the lock been given to us, is it free, or is its owner dead? */
  isWorthATry(judge: LivenessJudge): boolean {
    if (this.file.hasArrivedAt(this.lockPath)) {
      return true;
    }
    const present = identityAt(this.lockPath);
    const owner = this.ownerOf(present);
    return owner === undefined || judge.isDead(this.lockPath, owner);
  }

  /** Read anew when it is another one, and for its heartbeats. */
  private ownerOf(present: FileIdentity | undefined): OwnerSnapshot | undefined {
    const known = this.owner;
    const now = this.clock.monotonic();
    if (known !== undefined && now - known.readAt < heartbeat && isSameFile(known.identity, present)) {
      return known.snapshot;
    }
    const snapshot = present && readOwnerFile(this.lockPath);
    this.owner = present && snapshot && { identity: present, snapshot, readAt: now };
    return snapshot;
  }

  /** Resolves when a try may succeed, when `milliseconds` went by, or when the signal aborts. */
  async wait(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
    if (this.comeForward()) {
      return;
    }
    if (signal?.aborted) {
      return;
    }
    await new Promise<void>((resolve) => {
      const wake = () => {
        clearTimeout(timer);
        signal?.removeEventListener("abort", wake);
        this.wake = () => {};
        resolve();
      };
      const timer = setTimeout(wake, milliseconds);
      signal?.addEventListener("abort", wake, { once: true });
      this.wake = () => (this.file.hasArrivedAt(this.lockPath) ? wake() : undefined);
      this.wake(); // it may have arrived since the last event
    });
  }

  /**
   * Leaves the line, with the lock (`owned`, be it through the ticket or another way) or without.
   *
   * @param giveOn for a lock that was given to us although we no longer want it
   */
  leave(owned: OwnerFile | undefined, giveOn: (file: OwnerFile) => void): void {
    this.watcher?.close();
    if (owned === this.file) {
      return;
    }
    this.removeTicket(); // from here on nobody can give us anything
    if (this.file.hasArrivedAt(this.lockPath)) {
      giveOn(this.file);
    } else {
      this.file.close();
    }
  }

  /** Sees to it that the present owner knows of us. True when there is none, or the lock is ours. */
  private comeForward(): boolean {
    // In this order: it may arrive between two looks.
    const inLine = this.file.isMine();
    if (this.file.hasArrivedAt(this.lockPath)) {
      return true;
    }
    if (!inLine) {
      this.drawAgain(); // somebody took us for dead
    }
    if (this.clock.monotonic() - this.beatAt > heartbeat) {
      this.beatAt = this.clock.monotonic();
      this.file.heartbeat();
    }
    if (this.noted !== undefined && isSameFile(identityAt(this.lockPath), this.noted)) {
      return false;
    }
    const outcome = leaveNote(this.lockPath, basename(this.file.path));
    this.noted = typeof outcome === "string" ? undefined : outcome;
    return outcome === "free";
  }

  private removeTicket(): void {
    const path = ticketPathOf(this.lockPath, this.file.record.token);
    if (existsSync(path)) {
      ignoring(["ENOENT"], () => unlinkSync(path));
    }
  }

  private drawAgain(): void {
    this.watcher?.close();
    this.file.close();
    this.file = this.draw();
    this.watcher = this.startWatching();
    this.noted = undefined;
  }

  private draw(): OwnerFile {
    for (;;) {
      const record: OwnerRecord = { ...this.makeRecord(), waits: true };
      const file = ignoring(["EEXIST"], () => OwnerFile.create(ticketPathOf(this.lockPath, record.token), record));
      if (file !== undefined) {
        return file;
      }
    }
  }

  /** Undefined where the system can't watch: then every wait takes its time. */
  private startWatching(): FSWatcher | undefined {
    try {
      const watcher = watch(this.file.path, () => this.wake());
      watcher.on("error", () => {});
      return watcher;
    } catch {
      return undefined;
    }
  }
}
