// What is fetched once and kept. Each entry is a folder that is filled under a temporary name beside its final place and then
// renamed, so a killed run leaves nothing half-done, and of two runs at once the first to finish wins.
import { existsSync } from "node:fs";
import { mkdir, readdir, rename, rm } from "node:fs/promises";
import { join, resolve } from "node:path";
import { repositoryRoot } from "./paths";
import { isRunning } from "./process";

const unfinished = /^\.unfinished-(\d+)-/;

export function cacheFolder(): string {
  const chosen = process.env["LOCKSTEP_TEST_CACHE"];
  return chosen ? resolve(chosen) : join(repositoryRoot, ".vscode-test");
}

/** The folder of a cache entry, filled by `fill` if it is not there yet. */
export async function cached(name: string, fill: (folder: string) => Promise<void>): Promise<string> {
  const place = join(cacheFolder(), name);
  if (existsSync(place)) {
    return place;
  }
  await mkdir(cacheFolder(), { recursive: true });
  await removeWhatDeadRunsLeft();
  const draft = join(cacheFolder(), `.unfinished-${process.pid}-${name}`);
  try {
    await mkdir(draft);
    await fill(draft);
    await moveInto(draft, place);
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
  return place;
}

async function moveInto(draft: string, place: string): Promise<void> {
  try {
    await rename(draft, place);
  } catch (error) {
    if (!existsSync(place)) {
      throw error;
    }
  }
}

async function removeWhatDeadRunsLeft(): Promise<void> {
  for (const entry of await readdir(cacheFolder())) {
    const owner = unfinished.exec(entry)?.[1];
    if (owner !== undefined && !isRunning(Number(owner))) {
      await rm(join(cacheFolder(), entry), { recursive: true, force: true });
    }
  }
}
