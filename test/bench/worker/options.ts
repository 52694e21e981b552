import type { ContenderName } from "../contenders/all-contenders";

/** What a worker process is told when it starts. */
export interface WorkerOptions {
  readonly contender: ContenderName;
  /** Where the contender keeps its document. */
  readonly folder: string;
  /** Milliseconds that every flush takes longer, as on a slow disk. */
  readonly fsyncDelay?: number;
  /** Flushes of folders do nothing, to compare with a floor that does not flush its folder. */
  readonly skipFolderFlush?: boolean;
  /** Whether to add up the time that synchronous file-system calls take. */
  readonly metered?: boolean;
  /** Whether to note when timers fire. */
  readonly timed?: boolean;
}

/** Milliseconds of the monotonic clock, which all processes of a machine share. */
export const now = (): number => Number(process.hrtime.bigint()) / 1e6;
