import { randomInt } from "node:crypto";
import { constants, copyFileSync, linkSync, renameSync, unlinkSync } from "node:fs";
import { ignoring, systemErrorCode } from "../errors";

export const backupPathOf = (file: string): string => `${file}.bak`;

/** Makes `<file>.bak` the present version of `file`, atomically; nothing where there is none. */
export function keepBackup(file: string): void {
  const backup = backupPathOf(file);
  const temp = `${backup}.${randomInt(2 ** 31)}`;
  if (!linkOrCopy(file, temp)) {
    return;
  }
  try {
    renameSync(temp, backup);
  } finally {
    // rename(2) does nothing when both names are links to one file already.
    ignoring(["ENOENT"], () => unlinkSync(temp));
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
