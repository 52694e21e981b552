import { isDeepStrictEqual } from "node:util";
import type { Run } from "../records/run";

/** All that decides what a job does. */
export interface JobContent {
  readonly run: Run;
  /** As the documents say, of the outermost first; the last one counts. */
  readonly cwd: readonly string[];
  readonly env: readonly Readonly<Record<string, string>>[];
}

/** Whether two do the same, whatever else there is to say of them. */
export function isSameContent(left: JobContent, right: JobContent): boolean {
  const decisive = ({ run, cwd, env }: JobContent) => [run, cwd, env];
  return isDeepStrictEqual(decisive(left), decisive(right));
}

/** What may run on this machine without a question. */
export interface JobApprovals {
  isApproved(content: JobContent): boolean;
  /** A person wrote these here. Told before they are written to a document, so that nobody asks meanwhile. Never throws. */
  note(contents: readonly JobContent[]): void;
}

export const noApprovals: JobApprovals = { isApproved: () => false, note: () => {} };
