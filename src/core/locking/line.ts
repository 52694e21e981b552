import { closeSync, constants, fstatSync, linkSync, openSync, unlinkSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { ignoring, systemErrorCode } from "../errors";
import { type FileIdentity, identityAt, identityOf, isSameFile } from "./file-identity";
import { noteOf } from "./notes";
import { writeLine } from "./owner-file";
import { tokenPattern } from "./tokens";

/** The files by which those who wait for one lock stand in line, and what is done with them. See ticket.ts. */

const suffix = ".next";

export function ticketPathOf(lockPath: string, token: string): string {
  return `${lockPath}.${token}${suffix}`;
}

/** Where the ticket of that name is; undefined when it can't be one for this lock: anybody can write notes. */
export function ticketPathFrom(lockPath: string, name: string): string | undefined {
  const start = `${basename(lockPath)}.`;
  const token = name.slice(start.length, -suffix.length);
  return name === `${start}${token}${suffix}` && tokenPattern.test(token) ? join(dirname(lockPath), name) : undefined;
}

/** Where a note can't be left, its ticket's owner finds the lock by trying. */
export const unwritable = ["EACCES", "EPERM", "EROFS", "ENOSPC", "EDQUOT", "EMFILE", "ENFILE", "ENOTDIR", "EISDIR"];

/**
 * Notes a ticket in the lock file of the present owner, which then certainly reads it: owners read their notes once more
 * after they gave the lock's name away, and a note that comes later still finds, here, that the name is another file's.
 *
 * @returns the lock file that has the note; `free` when there is none
 */
export function leaveNote(lockPath: string, ticket: string): FileIdentity | "free" | "unwritable" {
  for (;;) {
    const present = ignoring(unwritable, () => tryToLeaveNote(lockPath, ticket));
    if (present !== "replaced") {
      return present ?? "unwritable";
    }
  }
}

function tryToLeaveNote(lockPath: string, ticket: string): FileIdentity | "free" | "replaced" {
  const fd = ignoring(["ENOENT"], () => openSync(lockPath, constants.O_WRONLY | constants.O_APPEND));
  if (fd === undefined) {
    return "free";
  }
  try {
    writeLine(fd, noteOf(ticket));
    const written = identityOf(fstatSync(fd, { bigint: true }));
    return isSameFile(identityAt(lockPath), written) ? written : "replaced";
  } finally {
    closeSync(fd);
  }
}

/** Gives a ticket the name of a lock that is free, exclusively. False when it is not free. */
export function giveFreeLock(lockPath: string, ticketPath: string): boolean {
  try {
    linkSync(ticketPath, lockPath);
  } catch (error) {
    return systemErrorCode(error) !== "EEXIST"; // gone, or no hard links here: its owner looks for itself
  }
  ignoring(["ENOENT"], () => unlinkSync(ticketPath));
  return true;
}
