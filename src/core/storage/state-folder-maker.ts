import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { ignoring } from "../errors";
import { newToken, tokenPattern } from "../locking/tokens";
import { syncFolderNow } from "./sync-folder";

const ignoreEverything = `# Lockstep's state. Everything stays out of git until you choose to share it.
*
`;

const mostTries = 10;

/**
 * Makes the state folder with its .gitignore already inside: a folder that git could see for a moment, or for ever after
 * a crash, never exists. A .gitignore that the user removed from an existing folder does not come back.
 */
export function makeStateFolder(root: string): void {
  if (existsSync(root)) {
    return;
  }
  mkdirSync(dirname(root), { recursive: true });
  for (let tries = 0; tries < mostTries && !existsSync(root); tries++) {
    // ENOENT: another maker, whose folder is there by now, removed ours with what killed makers left.
    ignoring(["ENOENT"], () => makeAndMove(root));
  }
  removeUnfinished(root);
  syncFolderNow(dirname(root));
}

function makeAndMove(root: string): void {
  const temp = `${root}.${newToken()}`;
  try {
    mkdirSync(temp);
    writeFileSync(join(temp, ".gitignore"), ignoreEverything);
    // Another writer was faster: its folder is not empty, so the rename refuses.
    ignoring(["ENOTEMPTY", "EEXIST", "EPERM", "EACCES"], () => renameSync(temp, root));
  } finally {
    rmSync(temp, { recursive: true, force: true });
  }
}

function removeUnfinished(root: string): void {
  const start = `${basename(root)}.`;
  for (const name of readdirSync(dirname(root))) {
    if (name.startsWith(start) && tokenPattern.test(name.slice(start.length))) {
      rmSync(join(dirname(root), name), { recursive: true, force: true });
    }
  }
}

/** Makes the folder of a collection; a document in it is only as durable as the folder's own name. */
export function makeCollectionFolder(root: string, folder: string): void {
  if (existsSync(folder)) {
    return;
  }
  makeStateFolder(root);
  if (mkdirSync(folder, { recursive: true }) !== undefined) {
    syncFolderNow(root);
  }
}
