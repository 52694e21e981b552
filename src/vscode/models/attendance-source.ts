import type { ListProblem } from "../../core/records/named-document-repository";
import type { StateFolder } from "../../core/state-folder";
import type { LockOnDocument, Status } from "../../core/storage/status";
import type { OpenFolder } from "../workspace-folders";
import type { SnapshotSource } from "./folder-snapshots";
import { problemFrom } from "./listings";

/** Who is attached to one state folder, and why that can't be told. */
export interface Attendance extends Status {
  readonly problems: readonly ListProblem[];
}

/** Milliseconds that a lock must have been there to be shown. */
const steadyAfter = 1_000;

/** A little more, since a timer may be early. */
const lookAgainAfter = steadyAfter + 50;

/**
 * A lock is held for a blink while a document changes; those that stay are what a person wants to see. A lock that is new
 * to us is looked at once more a moment later; while nothing is locked nobody looks.
 */
export class AttendanceSource implements SnapshotSource<Attendance> {
  private readonly sightings = new WeakMap<StateFolder, Sightings>();

  readonly changes = ({ state }: OpenFolder) => state.onDidChangeStatus;

  async read({ state }: OpenFolder, readAgainIn: (milliseconds: number) => void): Promise<Attendance> {
    try {
      const status = await state.status();
      const locks = this.steadyOnes(state, status.locks);
      if (locks.length < status.locks.length) {
        readAgainIn(lookAgainAfter);
      }
      return { ...status, locks, problems: [] };
    } catch (error) {
      return { writers: [], locks: [], leases: [], problems: [problemFrom("local", error)] };
    }
  }

  private steadyOnes(state: StateFolder, locks: readonly LockOnDocument[]): readonly LockOnDocument[] {
    const now = performance.now();
    const before = this.sightings.get(state);
    const sightings: Sightings = new Map(locks.map((lock) => [nameOf(lock), before?.get(nameOf(lock)) ?? now]));
    this.sightings.set(state, sightings);
    return locks.filter((lock) => now - (sightings.get(nameOf(lock)) ?? now) >= steadyAfter);
  }
}

/** When each lock that was there at the last look was seen first, in milliseconds of the monotonic clock. */
type Sightings = ReadonlyMap<string, number>;

function nameOf({ document, type, owner }: LockOnDocument): string {
  return `${document} ${owner?.token ?? type}`;
}
