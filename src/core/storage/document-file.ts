import {
  type BigIntStats,
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  openSync,
  readFile,
  readFileSync,
} from "node:fs";
import { promisify } from "node:util";
import { ignoring } from "../errors";

/** The content of a file and what tells it from any other content that stood there. */
export interface DocumentText {
  readonly text: string;
  readonly stamp: string;
  /** Milliseconds of the wall clock, as the file system has them. */
  readonly changedAt: number;
}

/** Reading this much synchronously takes less time than asking the thread pool. */
const smallFile = 256 * 1024;

/** The file as it is now, from one open descriptor; undefined where there is none. @throws ELOOP for a link, where the system tells; system errors */
export async function readDocumentFile(path: string): Promise<DocumentText | undefined> {
  const fd = openDocument(path);
  if (fd === undefined) {
    return undefined;
  }
  try {
    const stat = fstatSync(fd, { bigint: true });
    const text = stat.size > smallFile ? await promisify(readFile)(fd, "utf8") : readFileSync(fd, "utf8");
    return { text, stamp: stampOf(stat), changedAt: Number(stat.mtimeMs) };
  } finally {
    closeSync(fd);
  }
}

/** An open file: as long as it is open, its inode number can't become another file's. */
export class PinnedFile {
  private open = true;
  private stampRead = "";

  constructor(readonly fd: number) {}

  /** Undefined where there is none. */
  static at(path: string): PinnedFile | undefined {
    const fd = openDocument(path);
    const file = fd === undefined ? undefined : new PinnedFile(fd);
    file?.readStamp();
    return file;
  }

  /** As it was when it was last asked for. */
  get stamp(): string {
    return this.stampRead;
  }

  readStamp(): void {
    this.stampRead = stampOf(fstatSync(this.fd, { bigint: true }));
  }

  release(): void {
    if (this.open) {
      this.open = false;
      closeSync(this.fd);
    }
  }
}

/** Changes whenever the content does: by replacement (inode) or in place (time, size). Not by a new hard link to it. */
export function stampAt(path: string): string | undefined {
  const stat = ignoring(["ENOTDIR"], () => lstatSync(path, { bigint: true, throwIfNoEntry: false }));
  return stat === undefined ? undefined : stampOf(stat);
}

export function stampOf(stat: BigIntStats): string {
  return `${stat.dev}-${stat.ino}-${stat.mtimeNs}-${stat.size}`;
}

function openDocument(path: string): number | undefined {
  // Windows has no O_NOFOLLOW; there StatePaths.refuseSymlinks is what looks.
  return ignoring(["ENOENT", "ENOTDIR"], () => openSync(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0)));
}
