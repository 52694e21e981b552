import { closeSync, constants, existsSync, openSync, renameSync, unlinkSync } from "node:fs";
import { ignoring, systemErrorCode } from "../errors";
import { giveFreeLock, leaveNote, ticketPathFrom, unwritable } from "./line";
import type { LivenessJudge } from "./liveness";
import { noteOf } from "./notes";
import { type OwnerFile, readOwnerFile, writeLine } from "./owner-file";

/**
 * Gives a lock up: to the first in line who can take it, or to nobody. Does nothing to a lock that is no longer ours.
 * Synchronous as a whole.
 *
 * @returns whether somebody else has it now
 */
export function handOver(owned: OwnerFile, judge: LivenessJudge): boolean {
  try {
    if (!owned.isMine()) {
      return false;
    }
    const line = owned.notes();
    const given = giveToFirst(owned, line, judge);
    if (!given) {
      owned.unlink();
    }
    for (const late of owned.notes().filter((ticket) => !line.includes(ticket))) {
      introduce(owned.path, late);
    }
    return given;
  } finally {
    owned.close();
  }
}

/** A rename over a file that is open is refused on Windows; there the lock is freed and everybody tries. */
const canRenameOverOpenFile = process.platform !== "win32";

function giveToFirst(owned: OwnerFile, line: readonly string[], judge: LivenessJudge): boolean {
  const ready = canRenameOverOpenFile ? (ticket: string) => isReady(owned, ticket, judge) : () => false;
  for (const [index, ticket] of line.entries()) {
    const path = ready(ticket) ? ticketPathFrom(owned.path, ticket) : undefined;
    if (
      path !== undefined &&
      giveTo(
        owned,
        path,
        line.toSpliced(index, 1).filter((other) => isThere(owned, other)),
      )
    ) {
      return true;
    }
  }
  return false;
}

/** Otherwise the notes of those who gave up would go from owner to owner for ever. */
function isThere(owned: OwnerFile, ticket: string): boolean {
  const path = ticketPathFrom(owned.path, ticket);
  return path !== undefined && existsSync(path);
}

/** Removes tickets of the dead on the way. Whoever can't be looked at is passed over. */
function isReady(owned: OwnerFile, ticket: string, judge: LivenessJudge): boolean {
  const path = ticketPathFrom(owned.path, ticket);
  const snapshot = path === undefined ? undefined : ignoring(unwritable, () => readOwnerFile(path));
  if (path === undefined || snapshot === undefined) {
    return false;
  }
  const readiness = judge.readiness(snapshot, () => owned.fileSystemTime());
  if (readiness === "dead") {
    ignoring(["ENOENT", ...unwritable], () => unlinkSync(path));
  }
  return readiness === "ready";
}

/**
 * The others in line are noted for the next owner first, as far as we may; who is not, finds out by itself. False when
 * the ticket was withdrawn, or can't be moved: a lock must never stay with an owner that wants to give it away.
 */
function giveTo(owned: OwnerFile, ticketPath: string, others: readonly string[]): boolean {
  try {
    ignoring(unwritable, () => appendNotes(ticketPath, others));
    renameSync(ticketPath, owned.path);
    return true;
  } catch (error) {
    if (systemErrorCode(error) === undefined) {
      throw error;
    }
    return false;
  }
}

function appendNotes(ticketPath: string, tickets: readonly string[]): void {
  if (tickets.length > 0) {
    const fd = openSync(ticketPath, constants.O_WRONLY | constants.O_APPEND);
    try {
      writeLine(fd, tickets.map(noteOf).join("\n"));
    } finally {
      closeSync(fd);
    }
  }
}

/** For a ticket noted with an owner that had given the lock away already. */
function introduce(lockPath: string, ticket: string): void {
  const ticketPath = ticketPathFrom(lockPath, ticket);
  let given = false;
  while (ticketPath !== undefined && !given && leaveNote(lockPath, ticket) === "free") {
    given = giveFreeLock(lockPath, ticketPath);
  }
}
