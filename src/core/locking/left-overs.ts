import { lstatSync, readdirSync, renameSync, rmdirSync, unlinkSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { ignoring, systemErrorCode } from "../errors";
import type { LivenessJudge } from "./liveness";
import { type OwnerFile, readOwnerFile } from "./owner-file";

/** What is made beside a document under one ownership, before it gets its real name or after it lost it. */
export const tempPathOf = (document: string, token: string): string => `${document}.${token}.tmp`;
export const backupPathOf = (document: string): string => `${document}.bak`;

const temp = /^\.([0-9a-f]{16})(\.bak)?\.tmp$/;
const ticket = /^\.lock\.([0-9a-f]{16})\.next$/;
const claim = /^\.lock\.([A-Za-z0-9-]+)(\.[A-Za-z0-9-]+)*$/;

export type LeftOverKind = "temp" | "ticket" | "claim";

export interface LeftOver {
  readonly path: string;
  readonly kind: LeftOverKind;
  /** Of the owner that made it or, of a claim, whose lock is claimed. */
  readonly token: string;
}

export interface Surroundings {
  /** Temps, tickets and claims beside the document, whether somebody still needs them or not. */
  readonly leftOvers: readonly LeftOver[];
  readonly hasReaders: boolean;
}

/** Looks once through the document's folder. */
export function lookAround(document: string): Surroundings {
  const folder = dirname(document);
  const start = basename(document);
  const names = (ignoring(["ENOENT"], () => readdirSync(folder)) ?? []).filter((name) => name.startsWith(start));
  const leftOvers = names.flatMap((name) => leftOverFrom(join(folder, name), name.slice(start.length)) ?? []);
  return { leftOvers, hasReaders: names.includes(`${start}.readers`) };
}

function leftOverFrom(path: string, rest: string): LeftOver | undefined {
  for (const [kind, pattern] of [["temp", temp] as const, ["ticket", ticket] as const, ["claim", claim] as const]) {
    const token = pattern.exec(rest)?.[1];
    if (token !== undefined) {
      return { path, kind, token };
    }
  }
  return undefined;
}

/**
 * What every new owner does before it reads the document, and what the fence stands on: it removes the temps of all
 * others. An earlier owner that was paused between its last look at the lock and its rename then finds its temp gone,
 * and its change is not applied; a rename that came before is seen by the reading that follows. Claims and tickets of
 * the dead go with it, so nothing that anyone left behind outlives the next change.
 *
 * Asks before each one whether the lock is still ours: an owner that was itself paused must leave the newer one's temp.
 *
 * @returns the paths removed
 */
export function sweep(
  document: string,
  leftOvers: readonly LeftOver[],
  owned: OwnerFile,
  judge: LivenessJudge,
): readonly string[] {
  const others = leftOvers.filter(({ token }) => token !== owned.record.token);
  const line = others.some(({ kind }) => kind === "ticket") ? owned.notes() : [];
  return others
    .filter(
      (found) => found.kind !== "ticket" || (!line.includes(basename(found.path)) && isAbandoned(found, owned, judge)),
    )
    .filter((found) => owned.isMine() && remove(document, found))
    .map(({ path }) => path);
}

function isAbandoned({ path }: LeftOver, owned: OwnerFile, judge: LivenessJudge): boolean {
  const snapshot = readOwnerFile(path);
  return snapshot !== undefined && judge.readiness(snapshot, () => owned.fileSystemTime()) === "dead";
}

function remove(document: string, { path }: LeftOver): boolean {
  const stat = lstatSync(path, { throwIfNoEntry: false });
  if (stat === undefined) {
    return false;
  }
  if (stat.isDirectory()) {
    emptyBin(path, backupPathOf(document));
  } else {
    ignoring(["ENOENT"], () => unlinkSync(path));
  }
  return true;
}

/**
 * A temp that is a folder: a document is deleted by moving it in there first (see fenced-removal.ts). Who removes the
 * folder while it is empty keeps a paused deletion from happening; one that did happen is completed.
 */
export function emptyBin(bin: string, destination: string): void {
  for (const name of ignoring(["ENOENT"], () => readdirSync(bin)) ?? []) {
    const path = join(bin, name);
    // rename(2) does nothing when both are names of one file already.
    ignoring(["ENOENT"], () => renameSync(path, destination));
    ignoring(["ENOENT"], () => unlinkSync(path));
  }
  try {
    rmdirSync(bin);
  } catch (error) {
    if (systemErrorCode(error) === "ENOTEMPTY" || systemErrorCode(error) === "EEXIST") {
      emptyBin(bin, destination); // the deletion happened just now
    } else if (systemErrorCode(error) !== "ENOENT") {
      throw error;
    }
  }
}
