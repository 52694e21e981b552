import { readdirSync, unlinkSync } from "node:fs";
import { basename, join } from "node:path";
import type { Clock } from "../clock";
import { ignoring, LockstepError } from "../errors";
import { Emitter } from "../events";
import { idPattern } from "../ids";
import type { LivenessJudge } from "./liveness";
import { OwnerFile, readOwnerFile } from "./owner-file";
import type { Lease, LeaseOptions, LeaseResult, OwnerRecord } from "./owner-record";
import type { MakeRecord } from "./owner-records";
import { takeOver } from "./takeover";
import { GaveUp, retryUntil } from "./waiting";

const pollInterval = 250;

/**
 * Record-level ownership for the length of a job: one owner file per name in one folder, on the same machinery as
 * locks. A lease of a dead process of this host is free at once, one of another host when its heartbeat stopped.
 */
export class Leases {
  constructor(
    private readonly folder: string,
    private readonly judge: LivenessJudge,
    private readonly makeRecord: MakeRecord,
    private readonly clock: Clock,
    /** Milliseconds between heartbeats; a fraction of what the judge calls stale. */
    private readonly heartbeat: number,
  ) {}

  /** @throws {LockstepError} `INVALID` for a bad name, `ABORTED` */
  async acquire(name: string, options: LeaseOptions = {}): Promise<LeaseResult> {
    const path = this.pathOf(name);
    const wait = { timeout: options.timeout ?? 0, retryInterval: pollInterval, maxRetries: Number.POSITIVE_INFINITY };
    try {
      const file = await retryUntil(async () => this.tryAcquire(path), this.clock, { ...wait, signal: options.signal });
      return { success: true, lease: new HeldLease(name, file, this.heartbeat) };
    } catch (error) {
      if (error instanceof GaveUp) {
        return { success: false, holder: readOwnerFile(path)?.record };
      }
      throw error;
    }
  }

  /** Undefined when nobody alive holds it. */
  holder(name: string): OwnerRecord | undefined {
    const path = this.pathOf(name);
    const snapshot = readOwnerFile(path);
    return snapshot === undefined || this.judge.isDead(path, snapshot) ? undefined : snapshot.record;
  }

  /** Everyone who holds a lease here and lives; with `remove`, the files of the dead are removed. */
  list(
    options: { readonly removeDead?: boolean } = {},
  ): readonly { readonly name: string; readonly owner: OwnerRecord }[] {
    return this.entries().flatMap(({ name, path, snapshot, dead }) => {
      if (dead && options.removeDead) {
        this.removeDead(path, snapshot.id);
      }
      return dead || snapshot.record === undefined ? [] : [{ name, owner: snapshot.record }];
    });
  }

  /** Names of leases whose owner is dead. */
  dead(): readonly string[] {
    return this.entries().flatMap(({ name, dead }) => (dead ? [name] : []));
  }

  private entries() {
    const files = ignoring(["ENOENT"], () => readdirSync(this.folder)) ?? [];
    return files.flatMap((file) => {
      const path = join(this.folder, file);
      const snapshot = readOwnerFile(path);
      const name = nameOf(file);
      return snapshot === undefined || name === undefined
        ? []
        : [{ name, path, snapshot, dead: this.judge.isDead(path, snapshot) }];
    });
  }

  private tryAcquire(path: string): OwnerFile | undefined {
    const file = this.tryCreate(path) ?? this.tryTakeOver(path);
    if (file !== undefined) {
      this.removeOldClaims(path, file);
    }
    return file;
  }

  private tryCreate(path: string): OwnerFile | undefined {
    return ignoring(["EEXIST"], () => OwnerFile.create(path, this.makeRecord()));
  }

  private tryTakeOver(path: string): OwnerFile | undefined {
    const snapshot = readOwnerFile(path);
    return snapshot !== undefined && this.judge.isDead(path, snapshot)
      ? takeOver(path, snapshot, this.judge, this.makeRecord)
      : undefined;
  }

  /** Claims on owners before us, of heirs that came too late and were killed before they could take them back. */
  private removeOldClaims(path: string, { record }: OwnerFile): void {
    const start = `${basename(path)}.`;
    for (const name of readdirSync(this.folder).filter((file) => file.startsWith(start))) {
      if (!name.startsWith(`${start}${record.token}`)) {
        ignoring(["ENOENT"], () => unlinkSync(join(this.folder, name)));
      }
    }
  }

  /** Through a takeover, so that the file removed is certainly the dead one's. */
  private removeDead(path: string, id: string): void {
    const snapshot = readOwnerFile(path);
    if (snapshot?.id === id) {
      takeOver(path, snapshot, this.judge, this.makeRecord)?.remove();
      this.judge.forget(path);
    }
  }

  private pathOf(name: string): string {
    const parts = name.split("/");
    if (!parts.every((part) => idPattern.test(part))) {
      throw new LockstepError("INVALID", '"{0}" is not the name of a lease.', [name]);
    }
    return join(this.folder, `${parts.join("~")}.lease`);
  }
}

function nameOf(file: string): string | undefined {
  return /^([A-Za-z0-9_~-]+)\.lease$/.exec(file)?.[1]?.replaceAll("~", "/");
}

class HeldLease implements Lease {
  private readonly lost = new Emitter<void>();
  private readonly timer: NodeJS.Timeout;
  private ended = false;
  readonly onDidLose = this.lost.event;

  constructor(
    readonly name: string,
    private readonly file: OwnerFile,
    heartbeat: number,
  ) {
    this.timer = setInterval(() => this.renew(), heartbeat).unref();
  }

  get owner(): OwnerRecord {
    return this.file.record;
  }

  isHeld(): boolean {
    return !this.ended && this.file.isMine();
  }

  async release(): Promise<void> {
    this.dispose();
  }

  dispose(): void {
    if (!this.ended) {
      this.end();
      this.file.remove();
    }
  }

  private renew(): void {
    if (this.file.isMine()) {
      this.file.heartbeat();
      return;
    }
    this.end();
    this.file.close();
    this.lost.fire();
  }

  private end(): void {
    this.ended = true;
    clearInterval(this.timer);
  }
}
