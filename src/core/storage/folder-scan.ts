import type { BigIntStats, Dirent } from "node:fs";
import { lstat, readdir } from "node:fs/promises";
import { join } from "node:path";
import { compareTexts } from "../compare-texts";
import { systemErrorCode } from "../errors";
import { someAtOnce } from "../some-at-once";

export interface ScanLimits {
  /** The most files that are looked at. */
  readonly files: number;
  /** Milliseconds. */
  readonly time: number;
}

export interface FolderScan {
  /** Of each file by its path, relative to the folder with `/`: what is the same as long as it was not written. */
  readonly stamps: ReadonlyMap<string, string>;
  /** False when a limit ended it, or the folder itself could not be read. Folders within that are closed to us are left out. */
  readonly isWhole: boolean;
}

/** What nobody calls a change of theirs. */
const leftOut: ReadonlySet<string> = new Set([".git", ".hg", ".svn", ".lockstep", "node_modules"]);
/** So many files are asked about at once. */
const atOnce = 64;

/** Looks at all files of a folder, without reading them or following links. Never throws. */
export async function scanFolder(folder: string, limits: ScanLimits): Promise<FolderScan> {
  const stamps = new Map<string, string>();
  const end = performance.now() + limits.time;
  const folders = [""];
  let isThere = true;
  for (let next = folders.shift(); next !== undefined; next = folders.shift()) {
    const entries = await entriesOf(join(folder, next));
    isThere &&= entries !== undefined || next !== "";
    const names = (entries ?? []).filter(({ name }) => !leftOut.has(name)).toSorted(byName);
    const path = (entry: Dirent) => (next === "" ? entry.name : `${next}/${entry.name}`);
    folders.push(...names.filter((entry) => entry.isDirectory()).map(path));
    const files = names.filter((entry) => !entry.isDirectory()).map(path);
    const room = limits.files - stamps.size;
    await stampAll(folder, files.slice(0, room), stamps);
    if (files.length > room || performance.now() > end) {
      return { stamps, isWhole: false };
    }
  }
  return { stamps, isWhole: isThere };
}

async function stampAll(folder: string, files: readonly string[], stamps: Map<string, string>): Promise<void> {
  const found = await someAtOnce(files, atOnce, async (file) => [file, await stampOf(join(folder, file))] as const);
  for (const [file, stamp] of found) {
    if (stamp !== undefined) {
      stamps.set(file, stamp);
    }
  }
}

async function entriesOf(folder: string): Promise<readonly Dirent[] | undefined> {
  return await unlessRefused(() => readdir(folder, { withFileTypes: true }));
}

async function stampOf(path: string): Promise<string | undefined> {
  const stat = await unlessRefused<BigIntStats>(() => lstat(path, { bigint: true }));
  return stat && `${stat.ino} ${stat.size} ${stat.mtimeNs}`;
}

async function unlessRefused<T>(action: () => Promise<T>): Promise<T | undefined> {
  try {
    return await action();
  } catch (error) {
    if (systemErrorCode(error) === undefined) {
      throw error;
    }
    return undefined;
  }
}

function byName(left: Dirent, right: Dirent): number {
  return compareTexts(left.name, right.name);
}
