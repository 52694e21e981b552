import { constants } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";
import { basename } from "node:path";
import { LockstepError, systemErrorCode } from "../errors";
import { ioError } from "../io-error";

/** What a program wrote into a file that we gave it the name of. */
export interface ReportText {
  readonly text: string;
  /** There was more than we read. */
  readonly isCut: boolean;
}

/** Windows has neither; there is no pipe at a path there, either. */
const flags = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);

/**
 * Reads such a file, as much of it as makes sense. The program may have made anything of it: what is no file, or a link
 * to another one, is not read, and nothing keeps us waiting. Undefined where there is none.
 *
 * @param most bytes
 * @throws {LockstepError} `INVALID` when it is no file; `IO`
 */
export async function readReportFile(path: string, most: number): Promise<ReportText | undefined> {
  const file = await openReport(path);
  try {
    return file && (await readFrom(file, path, most));
  } finally {
    await file?.close();
  }
}

async function openReport(path: string): Promise<FileHandle | undefined> {
  try {
    return await open(path, flags);
  } catch (error) {
    const code = systemErrorCode(error) ?? "";
    if (code === "ENOENT") {
      return undefined;
    }
    throw code === "ELOOP" || code === "EMLINK" ? noFile(path) : ioError(basename(path), error);
  }
}

async function readFrom(file: FileHandle, path: string, most: number): Promise<ReportText> {
  if (!(await file.stat()).isFile()) {
    throw noFile(path);
  }
  const pieces: Buffer[] = [];
  let length = 0;
  try {
    for await (const piece of file.createReadStream({ start: 0, end: most, autoClose: false })) {
      pieces.push(piece);
      length += piece.length;
    }
  } catch (error) {
    throw ioError(basename(path), error);
  }
  const bytes = Buffer.concat(pieces, Math.min(length, most));
  return { text: bytes.toString("utf8"), isCut: length > most };
}

function noFile(path: string): LockstepError {
  return new LockstepError("INVALID", "{0} is not a file. It was not read.", [basename(path)]);
}
