import { grouped } from "../grouped";
import type { FileChange } from "./run-changes";

/** A file that is gone, or one that is new. */
export interface Moved {
  readonly path: string;
  /** Of what it held; undefined where nobody knows. */
  readonly content: string | undefined;
}

export interface Moves {
  readonly gone: readonly Moved[];
  readonly made: readonly Moved[];
  /** What else tells of renames: to → from. */
  readonly known: ReadonlyMap<string, string>;
}

/** Of more files with one content nobody wants to know which became which. */
const mostAlike = 100;

/**
 * Makes one change of a deletion and a creation that belong together: as `known` says, and where the whole
 * content is the same. Of several that could be meant, the one that kept its name.
 */
export function withRenames(changes: readonly FileChange[], moves: Moves): readonly FileChange[] {
  const origins = originsOf(moves);
  const renamed = new Set(origins.values());
  return changes
    .filter(({ path, change }) => change !== "deleted" || !renamed.has(path))
    .map((change) => {
      const from = origins.get(change.path);
      return from === undefined ? change : { ...change, change: "renamed", from };
    });
}

/** Of each new file that is an old one: where that was. */
function originsOf({ gone, made, known }: Moves): ReadonlyMap<string, string> {
  const left = new Set(gone.map(({ path }) => path));
  const byContent = grouped(gone, ({ content }) => content);
  const origins = new Map<string, string>();
  const pair = (to: string, from: string | undefined) => {
    if (from !== undefined && left.delete(from)) {
      origins.set(to, from);
    }
  };
  for (const { path } of made) {
    pair(path, known.get(path));
  }
  const unexplained = made.filter(({ path, content }) => content !== undefined && !origins.has(path));
  const candidates = (content: string | undefined) => (byContent.get(content) ?? []).slice(0, mostAlike);
  for (const { path, content } of unexplained) {
    pair(path, candidates(content).find((old) => left.has(old.path) && nameOf(old.path) === nameOf(path))?.path);
  }
  for (const { path, content } of unexplained.filter((file) => !origins.has(file.path))) {
    pair(path, candidates(content).find((old) => left.has(old.path))?.path);
  }
  return origins;
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}
