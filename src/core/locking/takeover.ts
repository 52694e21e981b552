import { systemErrorCode } from "../errors";
import type { LivenessJudge } from "./liveness";
import { OwnerFile, readOwnerFile } from "./owner-file";
import type { MakeRecord } from "./owner-records";
import type { OwnerSnapshot } from "./owner-snapshot";

/** How the file is called by which the heir of `owner` claims the file at `path`. */
export const claimPathOf = (path: string, owner: string): string => `${path}.${owner}`;

/**
 * Replaces the file of a dead owner by ours; exactly one of many takers succeeds.
 *
 * Removing the dead file and creating a new one would let two takers remove each other's
 * (https://github.com/moxystudio/node-proper-lockfile/issues/121). Instead the heir of owner X is whoever creates
 * `<path>.<X's token>` exclusively. That file already is the heir's own owner file: once it has seen that `path` is
 * still X's, it renames it over `path`, so the path is never free in between. A late taker that finds the heir's name
 * free again finds, on its second look, that `path` is no longer X's. If the heir dies before the rename, its claim is
 * itself the file of a dead owner and is taken over in the same way.
 *
 * Synchronous as a whole. Undefined when somebody else is or was faster.
 */
export function takeOver(
  path: string,
  dead: OwnerSnapshot,
  judge: LivenessJudge,
  makeRecord: MakeRecord,
): OwnerFile | undefined {
  const claim = claimInheritance(claimPathOf(path, dead.id), judge, () =>
    makeRecord((dead.record?.takeovers ?? 0) + 1),
  );
  if (claim === undefined) {
    return undefined;
  }
  try {
    if (readOwnerFile(path)?.id === dead.id && claim.isMine()) {
      claim.moveTo(path);
      return confirmed(claim);
    }
  } catch (error) {
    if (systemErrorCode(error) !== "ENOENT") {
      claim.remove();
      throw error; // ENOENT: whoever came in after X swept our claim
    }
  }
  if (claim.hasArrivedAt(path)) {
    return claim; // a paused heir, whose claim ours replaced, moved it there
  }
  claim.remove();
  return undefined;
}

/**
 * Between our last look at the claim and its rename it may have become somebody else's, who has given it up since: then
 * the path has a file that nobody owns. Undefined; the path is free again.
 */
function confirmed(claim: OwnerFile): OwnerFile | undefined {
  if (claim.isMine()) {
    return claim;
  }
  claim.unlink();
  claim.close();
  return undefined;
}

function claimInheritance(claimPath: string, judge: LivenessJudge, makeRecord: MakeRecord): OwnerFile | undefined {
  try {
    return OwnerFile.create(claimPath, makeRecord());
  } catch (error) {
    if (systemErrorCode(error) !== "EEXIST") {
      throw error;
    }
  }
  const heir = readOwnerFile(claimPath);
  if (heir === undefined || !judge.isDead(claimPath, heir)) {
    return undefined;
  }
  return takeOver(claimPath, heir, judge, makeRecord);
}
