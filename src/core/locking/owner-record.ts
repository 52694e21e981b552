import type { Disposable, Event } from "../events";

/**
 * Who owns a lock, a lease or a place in the list of windows, as the first line of its file tells anyone who reads it.
 * The protocol comes from git's lock files, VS Code's workspace storage lock and Chubby's sequencers.
 */
export interface OwnerRecord {
  readonly v: 1;
  /** Random, new for every acquisition: says which ownership this is. */
  readonly token: string;
  readonly pid: number;
  readonly host: string;
  /** When the process started, as far as the system tells: tells a reused pid from the real owner. */
  readonly start?: string;
  /** Within which pids mean anything: platform, host, boot and pid namespace. */
  readonly domain: string;
  /** The writer's id and what it calls itself: `window a1b2`, `lockstep queue add`. */
  readonly writer: string;
  readonly app: string;
  /** Start of the process and of this ownership, ISO 8601. */
  readonly processStartedAt: string;
  readonly since: string;
  /** How often in a row the lock was taken over from a dead owner, this time included. Left out: it was free, or given. */
  readonly takeovers?: number;
  /** Signed while it waited: it owns from the moment that it says so. */
  readonly waits?: true;
}

/** Ownership of one record, renewed by a heartbeat until it is released, lost or its process dies. */
export interface Lease extends Disposable {
  readonly name: string;
  readonly owner: OwnerRecord;
  /** Asks the disk: false from the moment that another writer took it over. */
  isHeld(): boolean;
  readonly onDidLose: Event<void>;
  release(): Promise<void>;
}

export interface LeaseOptions {
  /** Milliseconds to wait for the present holder; 0, the default, asks once. */
  readonly timeout?: number;
  readonly signal?: AbortSignal;
}

export type LeaseResult =
  | { readonly success: true; readonly lease: Lease }
  | { readonly success: false; readonly holder: OwnerRecord | undefined };
