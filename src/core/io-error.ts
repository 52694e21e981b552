import { LockstepError, systemErrorCode } from "./errors";

const sentences: Record<string, string> = {
  EACCES: "{0}: permission denied. Nothing was changed; check who owns the file and its folder.",
  EPERM: "{0}: permission denied. Nothing was changed; check who owns the file and its folder.",
  EROFS: "{0} is on a read-only disk. Nothing was changed.",
  ENOSPC: "{0}: the disk is full. Nothing was changed; free some space and repeat the change.",
  EDQUOT: "{0}: your disk quota is used up. Nothing was changed; free some space and repeat the change.",
  EFBIG: "{0} would become larger than this disk or account allows. Nothing was changed.",
  EMFILE: "{0}: too many files are open. Nothing was changed; close something and repeat the change.",
  ENFILE: "{0}: too many files are open. Nothing was changed; close something and repeat the change.",
  EISDIR: "{0} is a folder, not a file. Nothing was changed; move the folder away.",
  ENOTDIR: "{0}: a file stands where a folder is expected. Nothing was changed; move the file away.",
};

/** What the file system said, as a {@link LockstepError} `IO`; anything that is one already stays as it is. */
export function ioError(document: string, error: unknown): LockstepError {
  if (error instanceof LockstepError) {
    return error;
  }
  const sentence = sentences[systemErrorCode(error) ?? ""];
  const options = { cause: error, document };
  return sentence === undefined
    ? new LockstepError("IO", "{0}: {1}", [document, error instanceof Error ? error.message : String(error)], options)
    : new LockstepError("IO", sentence, [document], options);
}
