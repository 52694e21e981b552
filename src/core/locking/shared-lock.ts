import { readdirSync, rmdirSync, unlinkSync, watch } from "node:fs";
import { join } from "node:path";
import { ignoring } from "../errors";
import type { LivenessJudge } from "./liveness";
import { OwnerFile, readOwnerFile } from "./owner-file";
import type { OwnerRecord } from "./owner-record";
import type { OwnerSnapshot } from "./owner-snapshot";

export const readersFolderOf = (document: string): string => `${document}.readers`;

const heartbeat = 1_000;

/**
 * Shared ownership of one document: an owner file for each holder in `<document>.readers/`.
 *
 * A reader enters while it holds the document's exclusive lock for a moment. A writer takes that lock first and then
 * waits until the readers' folder is empty: no new reader comes in meanwhile, so it is not starved, and whoever is in
 * can finish.
 */
export class SharedLock {
  private readonly timer: NodeJS.Timeout;

  private constructor(private readonly file: OwnerFile) {
    this.timer = setInterval(() => this.file.heartbeat(), heartbeat).unref();
  }

  /** Only under the exclusive lock of `document`. */
  static enter(document: string, record: OwnerRecord): SharedLock {
    return new SharedLock(OwnerFile.create(join(readersFolderOf(document), record.token), record));
  }

  get token(): string {
    return this.file.record.token;
  }

  get path(): string {
    return this.file.path;
  }

  isHeld(): boolean {
    return this.file.isMine();
  }

  release(document: string): void {
    clearInterval(this.timer);
    this.file.remove();
    removeIfEmpty(readersFolderOf(document));
  }
}

export interface Reader {
  readonly path: string;
  readonly snapshot: OwnerSnapshot;
}

/** All holders, dead ones too. */
export function readersOf(document: string): readonly Reader[] {
  const folder = readersFolderOf(document);
  const names = ignoring(["ENOENT"], () => readdirSync(folder)) ?? [];
  return names.flatMap((name) => {
    const path = join(folder, name);
    const snapshot = readOwnerFile(path);
    return snapshot === undefined ? [] : [{ path, snapshot }];
  });
}

/** Removes dead readers; true when nobody is left. Their names are never used twice, so this can't hit a living one. */
export function readersAreGone(document: string, judge: LivenessJudge): boolean {
  const alive = readersOf(document).filter(({ path, snapshot }) => {
    const dead = judge.isDead(path, snapshot);
    if (dead) {
      ignoring(["ENOENT"], () => unlinkSync(path));
    }
    return !dead;
  });
  if (alive.length === 0) {
    removeIfEmpty(readersFolderOf(document));
  }
  return alive.length === 0;
}

/** Resolves when a reader came or went, as far as the system tells, when `milliseconds` went by, or at an abort. */
export async function untilReadersChange(
  document: string,
  milliseconds: number,
  signal: AbortSignal | undefined,
): Promise<void> {
  if (signal?.aborted) {
    return;
  }
  await new Promise<void>((resolve) => {
    const wake = () => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", wake);
      watcher?.close();
      resolve();
    };
    const timer = setTimeout(wake, milliseconds);
    signal?.addEventListener("abort", wake, { once: true });
    const watcher = ignoring(["ENOENT", "ENOSPC", "EMFILE", "ENOSYS", "EPERM"], () =>
      watch(readersFolderOf(document), wake).on("error", () => {}),
    );
    if (watcher !== undefined && readersOf(document).length === 0) {
      wake(); // they went before the watch began
    }
  });
}

function removeIfEmpty(folder: string): void {
  ignoring(["ENOENT", "ENOTEMPTY", "EEXIST", "EPERM", "EBUSY"], () => rmdirSync(folder));
}
