import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { ignoring } from "../errors";
import { newToken, tokenPattern } from "../locking/tokens";
import { privateRules } from "./ignore-rules";
import { syncFolderNow } from "./sync-folder";

const mostTries = 10;

/**
 * Makes the state folder with its .gitignore already inside: a folder that git could see for a moment, or for ever after
 * a crash, never exists. A .gitignore that the user removed from an existing folder does not come back.
 */
export class StateFolderMaker {
  /** Whether what killed makers left was looked for: once is enough, ours we remove ourselves. */
  private tidied = false;

  constructor(private readonly root: string) {}

  make(): void {
    if (!existsSync(this.root)) {
      mkdirSync(dirname(this.root), { recursive: true });
      for (let tries = 0; tries < mostTries && !existsSync(this.root); tries++) {
        // ENOENT: another maker, whose folder is there by now, removed ours with what killed makers left.
        ignoring(["ENOENT"], () => makeAndMove(this.root));
      }
      syncFolderNow(dirname(this.root));
    }
    this.tidy();
  }

  /** The folder of a collection; a document in it is only as durable as the folder's own name. */
  makeCollection(folder: string): void {
    if (this.tidied && existsSync(folder)) {
      return;
    }
    this.make();
    if (mkdirSync(folder, { recursive: true }) !== undefined) {
      syncFolderNow(this.root);
    }
  }

  private tidy(): void {
    if (!this.tidied) {
      this.tidied = true;
      removeUnfinished(this.root);
    }
  }
}

function makeAndMove(root: string): void {
  const temp = `${root}.${newToken()}`;
  try {
    mkdirSync(temp);
    writeFileSync(join(temp, ".gitignore"), privateRules);
    // Another writer was faster: its folder is not empty, so the rename refuses.
    ignoring(["ENOTEMPTY", "EEXIST", "EPERM", "EACCES"], () => renameSync(temp, root));
  } finally {
    removeFolder(temp);
  }
}

function removeUnfinished(root: string): void {
  const start = `${basename(root)}.`;
  for (const name of readdirSync(dirname(root))) {
    if (name.startsWith(start) && tokenPattern.test(name.slice(start.length))) {
      removeFolder(join(dirname(root), name));
    }
  }
}

/** Its maker may be filling it at this moment; then the next one removes it. */
function removeFolder(path: string): void {
  ignoring(["ENOTEMPTY"], () => rmSync(path, { recursive: true, force: true }));
}
