/** A call of the file system, as the engine makes it. */
export interface CallSite {
  /** Counted from 1 since the change began; the moments before and after one call have the same number. */
  readonly number: number;
  readonly name: string;
  /** The path, or the path that the descriptor was opened for. */
  readonly target: string;
  /** Of a rename, link or copy: the other path. */
  readonly to: string | undefined;
  /** With which the file is or was opened. */
  readonly flags: string | undefined;
  /** Whether the call changes the disk: what comes between two others is of interest to nobody else. */
  readonly changes: boolean;
  /** Whether a full disk may refuse it. */
  readonly needsRoom: boolean;
}

const changing = /^(rename|unlink|link|write|mkdir|rmdir|rm|copyFile|ftruncate|truncate|symlink|append|fchmod|fchown)/;
const needingRoom = /^(rename|link|write|mkdir|copyFile|fsync|fdatasync|append)/;
const withTwoPaths = /^(rename|link|copyFile|symlink)/;
const onlyReading = /^(r|0|131072)$/;

const mayCreate = (flags: string | undefined): boolean => /[wa]/.test(flags ?? "");

/** A place where somebody who waits goes to sleep; no call of the file system, but a process may be held there. */
export const nap = "nap";

export function describeCall(name: string, args: readonly unknown[], target: string, openedWith: string | undefined) {
  const opens = name === "open" || name === "openSync";
  const flags = opens ? String(args[1] ?? "r") : openedWith;
  return {
    name,
    target,
    flags,
    to: withTwoPaths.test(name) && typeof args[1] === "string" ? args[1] : undefined,
    changes: changing.test(name) || (opens && !onlyReading.test(flags ?? "r")),
    needsRoom: needingRoom.test(name) || (opens && mayCreate(flags)),
  };
}

/** For people. */
export function describeSite(site: CallSite | undefined): string {
  if (site === undefined) {
    return "the end";
  }
  const { name, target, to } = site;
  return [name, lastPart(target), ...(to === undefined ? [] : ["to", lastPart(to)])].join(" ");
}

const lastPart = (path: string): string =>
  path
    .split("/")
    .at(-1)
    ?.replace(/[0-9a-f]{16}/g, "*") ?? "";
