import type { Log } from "../log";
import { canonicalPath } from "./canonical-path";
import { lockPathOf } from "./exclusive-lock";
import type { LockState } from "./file-lock-service";
import { ticketPathFrom } from "./line";
import type { LivenessJudge } from "./liveness";
import { readOwnerFile } from "./owner-file";
import type { OwnerRecord } from "./owner-record";
import { readersOf } from "./shared-lock";

/** Reads what lock files tell, without taking any. */
export class LockInspector {
  constructor(
    private readonly judge: LivenessJudge,
    private readonly log: Log,
  ) {}

  /** See {@link FileLockService.inspect}. */
  inspect(resourcePath: string): readonly LockState[] {
    const document = canonicalPath(resourcePath);
    if (document === undefined) {
      return [];
    }
    const lockPath = lockPathOf(document);
    const owner = readOwnerFile(lockPath);
    const exclusive = owner === undefined ? [] : [{ type: "exclusive" as const, path: lockPath, snapshot: owner }];
    const shared = readersOf(document).map((reader) => ({ type: "shared" as const, ...reader }));
    return [...exclusive, ...shared].map(({ type, path, snapshot }) => ({
      type,
      owner: snapshot.record,
      alive: !this.judge.isDead(path, snapshot),
      waiting: this.lineOf(lockPath, snapshot.waiting),
    }));
  }

  /** See {@link FileLockService.holderOf}. Never throws: a message must not fail for a name. */
  holderOf(resourcePath: string): OwnerRecord | undefined {
    try {
      const document = canonicalPath(resourcePath) ?? resourcePath;
      return readOwnerFile(lockPathOf(document))?.record ?? readersOf(document)[0]?.snapshot.record;
    } catch (error) {
      this.log.debug(`Who holds ${resourcePath} can't be read: ${String(error)}`);
      return undefined;
    }
  }

  /** Those who live, as far as they can be asked. */
  private lineOf(lockPath: string, tickets: readonly string[]): readonly OwnerRecord[] {
    return tickets.flatMap((ticket) => {
      const path = ticketPathFrom(lockPath, ticket);
      const snapshot = path === undefined ? undefined : readOwnerFile(path);
      const left = snapshot === undefined || this.judge.readiness(snapshot, Date.now) === "dead";
      return left ? [] : (snapshot.record ?? []);
    });
  }
}
