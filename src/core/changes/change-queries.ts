import { compareTexts } from "../compare-texts";
import { mergedRun } from "./change-rules";
import { Overlaps } from "./overlaps";
import type { FileChange, RunChanges } from "./run-changes";

/** A changed file, with what only the other runs tell. */
export type SharedFileChange = FileChange & {
  /** Another run that ran at the same time has it, too: either may have changed it, or both. */
  readonly shared: boolean;
};

/** What is kept of a run, without its files. See {@link RunChanges}. */
export interface RunSummary {
  readonly id: string;
  readonly title?: string | undefined;
  readonly queue?: string | undefined;
  readonly group?: string | undefined;
  readonly job?: string | undefined;
  readonly startedAt: string;
  readonly endedAt: string;
  readonly incomplete?: boolean | undefined;
  readonly more?: number | undefined;
}

export interface ChangesOfRun extends RunSummary {
  readonly files: readonly SharedFileChange[];
}

/** A run that changed a file or something in a folder, and how. */
export interface RunOfFile {
  readonly run: RunSummary;
  readonly files: readonly SharedFileChange[];
}

/** Each run once, whichever documents tell of it, the one that ended last first. */
export function mergedRuns(runs: readonly RunChanges[]): readonly RunChanges[] {
  const found = new Map<string, RunChanges>();
  for (const run of runs) {
    const known = found.get(run.id);
    found.set(run.id, known === undefined ? run : mergedRun(known, run));
  }
  return [...found.values()]
    .map((run) => ({ run, end: Date.parse(run.endedAt) }))
    .toSorted((left, right) => right.end - left.end || compareTexts(left.run.id, right.run.id))
    .map(({ run }) => run);
}

export function summaryOf({ files: _, ...summary }: RunChanges): RunSummary {
  return summary;
}

/** @param runs all that are known, itself among them */
export function changesOfRun(run: RunChanges, runs: readonly RunChanges[]): ChangesOfRun {
  return { ...run, files: marked(run, run.files, new Overlaps(runs)) };
}

/**
 * The runs that changed a file, or anything in a folder, in the order of `runs`, which is the newest first. What had
 * another name before a run renamed it is followed to that name in the runs before.
 *
 * @param path as records have it; `.` is everything
 */
export function runsOfPath(path: string, runs: readonly RunChanges[]): readonly RunOfFile[] {
  const names = new Set([path]);
  const overlaps = new Overlaps(runs);
  return runs.flatMap((run) => {
    const files = run.files.filter(
      (file) => isAt(file.path, names) || (file.from !== undefined && isAt(file.from, names)),
    );
    for (const { path: to, from } of files) {
      if (from !== undefined && isAt(to, names)) {
        names.add(from);
      }
    }
    return files.length === 0 ? [] : [{ run: summaryOf(run), files: marked(run, files, overlaps) }];
  });
}

/** Whether it is one of the names, or stands in a folder that is. */
function isAt(path: string, names: ReadonlySet<string>): boolean {
  if (names.has(".") || names.has(path)) {
    return true;
  }
  const folder = path.lastIndexOf("/");
  return folder > 0 && isAt(path.slice(0, folder), names);
}

function marked(run: RunChanges, files: readonly FileChange[], overlaps: Overlaps): readonly SharedFileChange[] {
  const others = overlaps.with(run.id);
  const touched = new Set(others.flatMap((other) => other.files.flatMap(({ path, from }) => [path, from ?? path])));
  return files.map((file) => ({ ...file, shared: touched.has(file.path) || touched.has(file.from ?? file.path) }));
}
