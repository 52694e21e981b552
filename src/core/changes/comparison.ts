import type { FileChange } from "./run-changes";

export interface FoundChanges {
  readonly files: readonly FileChange[];
  /** Not all of the folder could be looked at. */
  readonly incomplete: boolean;
}

/** A folder as it was, to be compared with what it is at the end. */
export interface Comparison {
  end(): Promise<FoundChanges>;
}
