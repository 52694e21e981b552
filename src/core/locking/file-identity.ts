import { type BigIntStats, statSync } from "node:fs";
import { ignoring } from "../errors";

/** Which file it is, whatever its name. */
export interface FileIdentity {
  readonly dev: bigint;
  readonly ino: bigint;
  readonly birthtimeNs: bigint;
}

export function identityOf({ dev, ino, birthtimeNs }: BigIntStats): FileIdentity {
  return { dev, ino, birthtimeNs };
}

/** Undefined where there is nothing. */
export function identityAt(path: string): FileIdentity | undefined {
  return ignoring(["ENOTDIR"], () => statSync(path, { bigint: true, throwIfNoEntry: false }));
}

/** Exact while one of the two is open: only then its inode number can't be reused. */
export function isSameInode(one: FileIdentity | undefined, other: FileIdentity | undefined): boolean {
  return one?.ino === other?.ino && one?.dev === other?.dev;
}

/** For files that nobody holds open: inode numbers are reused at once, so the time of birth belongs to it. */
export function isSameFile(one: FileIdentity | undefined, other: FileIdentity | undefined): boolean {
  return isSameInode(one, other) && one?.birthtimeNs === other?.birthtimeNs;
}
