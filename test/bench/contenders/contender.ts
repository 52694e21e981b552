import type { Counter } from "../../helpers/test-container";
import type { Counters } from "../harness/counters";

/** One way to change a JSON document on disk, opened on a folder of its own. */
export interface Contender {
  /** Makes the document. Called once per folder, by one process. */
  seed(text: string): Promise<void>;
  /** One read-modify-write of the whole document. */
  change(modify: (current: Counter) => Counter): Promise<unknown>;
  read(): Promise<Counter>;
  /** The file that is there while a lock is held; none where nothing is locked, or not by a file. */
  readonly lockPath?: string;
  /** Takes the lock and keeps it for as long as the process lives. */
  hold?(): Promise<void>;
  /** What it has counted of its own doing, by name. */
  counters?(): Counters;
}

export const documentName = "bench.json";

/** The text that all of them store: what Lockstep's own codec makes of the value. */
export const format = (value: Counter): string => `${JSON.stringify(value, undefined, 2)}\n`;

/** A trusting look at the text, as the peers take it: none of them validates. */
export const parse = (text: string): Counter => JSON.parse(text);

/** A document of about so many bytes, in lines of the length of a short record. */
export function documentOf(bytes: number): string {
  const entry = "x".repeat(60);
  return format({ version: 1, count: 0, entries: Array.from({ length: Math.round(bytes / 68) }, () => entry) });
}
