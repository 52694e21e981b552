import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { ignoring } from "../errors";
import { syncFolderNow } from "./sync-folder";

const ignoreEverything = `# Lockstep's state. Everything stays out of git until you choose to share it.
*
`;

/**
 * Makes the state folder with its .gitignore already inside: a folder that git could see for a moment, or for ever after
 * a crash, never exists. A .gitignore that the user removed from an existing folder does not come back.
 */
export function makeStateFolder(root: string): void {
  if (existsSync(root)) {
    return;
  }
  mkdirSync(dirname(root), { recursive: true });
  const temp = `${root}.${randomBytes(6).toString("hex")}`;
  try {
    mkdirSync(temp);
    writeFileSync(join(temp, ".gitignore"), ignoreEverything);
    // Another writer was faster: its folder is not empty, so the rename refuses.
    ignoring(["ENOTEMPTY", "EEXIST", "EPERM", "EACCES"], () => renameSync(temp, root));
  } finally {
    rmSync(temp, { recursive: true, force: true });
  }
  syncFolderNow(dirname(root));
}

/** Makes the folder of a collection; a document in it is only as durable as the folder's own name. */
export function makeCollectionFolder(root: string, folder: string): void {
  makeStateFolder(root);
  if (mkdirSync(folder, { recursive: true }) !== undefined) {
    syncFolderNow(root);
  }
}
