import { compareTexts } from "../compare-texts";
import { changed } from "../records/changed";
import type { Outcome } from "../records/outcome";
import { type ChangesDocument, type FileChange, largestRun, type RunChanges } from "./run-changes";

/** So many runs and files may a document hold before the next part is begun: it is written as a whole with every run. */
const fullAt = 5000;

const empty: ChangesDocument = { version: 1, runs: [] };

/** With what a run changed, merged with what is there of it. Results in undefined where the document is full. */
export function withRun(
  document: ChangesDocument | undefined,
  run: RunChanges,
): Outcome<ChangesDocument, RunChanges | undefined> {
  const current = document ?? empty;
  const known = current.runs.find(({ id }) => id === run.id);
  if (known !== undefined) {
    const merged = mergedRun(known, run);
    const runs = current.runs.map((one) => (one === known ? merged : one));
    return { document: merged === known ? current : { ...current, runs }, result: merged };
  }
  if (sizeOf(current) >= fullAt) {
    return { document: current, result: undefined };
  }
  const first = cut(run);
  return { document: { ...current, runs: [...current.runs, first] }, result: first };
}

function sizeOf({ runs }: ChangesDocument): number {
  return runs.reduce((size, { files }) => size + files.length, runs.length);
}

/** What two looks at one run found. The same record as `before` when `after` tells nothing new. */
export function mergedRun(before: RunChanges, after: RunChanges): RunChanges {
  const files = new Map(before.files.map((file) => [file.path, file]));
  for (const file of after.files) {
    files.set(file.path, mergedFile(files.get(file.path), file));
  }
  const next = changed(before, {
    ...after,
    startedAt: earlier(before.startedAt, after.startedAt),
    endedAt: earlier(before.endedAt, after.endedAt) === before.endedAt ? after.endedAt : before.endedAt,
    incomplete: before.incomplete || after.incomplete || undefined,
    more: Math.max(before.more ?? 0, after.more ?? 0) || undefined,
    files: [...files.values()],
  });
  return changed(before, cut(next));
}

/** A file that was made by a run and changed by it later was made by it. */
function mergedFile(before: FileChange | undefined, after: FileChange): FileChange {
  return before?.change === "created" && after.change === "modified"
    ? changed(before, { ...after, change: "created" })
    : after;
}

function earlier(left: string, right: string): string {
  return Date.parse(left) <= Date.parse(right) ? left : right;
}

/** By path, each once and no more than a record may hold; how many there were besides is told. */
function cut(run: RunChanges): RunChanges {
  const unique = new Map(run.files.map((file) => [file.path, file]));
  const files = [...unique.values()].toSorted((left, right) => compareTexts(left.path, right.path));
  const over = files.length - largestRun;
  return changed(run, {
    files: files.slice(0, largestRun),
    more: over > 0 ? Math.max(run.more ?? 0, over) : undefined,
  });
}

/** Without the runs that ended before. Results in their ids. */
export function withoutOlder(
  document: ChangesDocument | undefined,
  time: Date,
): Outcome<ChangesDocument, readonly string[]> {
  const current = document ?? empty;
  const [old, kept] = [true, false].map((wanted) => current.runs.filter((run) => isOlder(run, time) === wanted));
  const result = (old ?? []).map(({ id }) => id);
  return { document: result.length === 0 ? current : { ...current, runs: kept ?? [] }, result };
}

function isOlder({ endedAt }: RunChanges, time: Date): boolean {
  return Date.parse(endedAt) < time.getTime();
}
