import { constants, copyFileSync, existsSync, linkSync, unlinkSync } from "node:fs";
import { rename } from "node:fs/promises";
import { ignoring, systemErrorCode } from "../errors";
import { backupPathOf } from "../locking/left-overs";

/** Makes `<file>.bak` the present version of `file`, atomically; nothing where there is none. `temp` is the new version's. */
export async function keepBackup(file: string, temp: string): Promise<void> {
  const link = temp.replace(/tmp$/, "bak.tmp");
  if (!linkOrCopy(file, link)) {
    return;
  }
  try {
    await rename(link, backupPathOf(file)); // frees the version before, which takes a file system its time
  } finally {
    // rename(2) does nothing when both names are links to one file already.
    if (existsSync(link)) {
      unlinkSync(link);
    }
  }
}

/** Where the file system has no hard links. */
const noLinks = ["EPERM", "ENOTSUP", "EOPNOTSUPP", "ENOSYS", "EXDEV", "EMLINK", "EINVAL"];

/** A second name for the same bytes, or a copy. False when there is no `from`. @throws EEXIST when `to` is there */
export function linkOrCopy(from: string, to: string): boolean {
  return (
    ignoring(["ENOENT"], () => {
      try {
        linkSync(from, to);
      } catch (error) {
        if (!noLinks.includes(systemErrorCode(error) ?? "")) {
          throw error;
        }
        copyFileSync(from, to, constants.COPYFILE_EXCL);
      }
      return true;
    }) ?? false
  );
}
