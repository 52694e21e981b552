import { compareTexts } from "../compare-texts";
import type { FileChange } from "./run-changes";

/** A file that is gone, or one that is new. */
export interface Moved {
  readonly path: string;
  /** Of what it held; undefined where nobody knows. */
  readonly content: string | undefined;
}

/**
 * Makes one change of a deletion and a creation that belong together: as `known` says (to → from), and where the whole
 * content is the same. Of several that could be meant, the one that kept its name.
 */
export function withRenames(
  changes: readonly FileChange[],
  { gone, made, known }: { gone: readonly Moved[]; made: readonly Moved[]; known: ReadonlyMap<string, string> },
): readonly FileChange[] {
  const left = new Map(gone.map((file) => [file.path, file]));
  const origins = new Map<string, string>();
  const pair = (to: string, from: string | undefined) => {
    if (from !== undefined && left.delete(from)) {
      origins.set(to, from);
    }
  };
  for (const { path } of made) {
    pair(path, known.get(path));
  }
  for (const { path, content } of made.toSorted((one, other) => compareTexts(one.path, other.path))) {
    if (content !== undefined && !origins.has(path)) {
      pair(path, likeliest(path, content, [...left.values()]));
    }
  }
  const renamed = new Set(origins.values());
  return changes
    .filter(({ path, change }) => change !== "deleted" || !renamed.has(path))
    .map((change) => {
      const from = origins.get(change.path);
      return from === undefined ? change : { ...change, change: "renamed", from };
    });
}

function likeliest(to: string, content: string, gone: readonly Moved[]): string | undefined {
  const same = gone.filter((file) => file.content === content).map(({ path }) => path);
  return same.find((path) => nameOf(path) === nameOf(to)) ?? same[0];
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}
