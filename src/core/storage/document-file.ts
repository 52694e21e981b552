import { type BigIntStats, closeSync, fstatSync, lstatSync, openSync, readFile, readFileSync } from "node:fs";
import { promisify } from "node:util";
import { ignoring } from "../errors";

/** The content of a file and what tells it from any other content that stood there. */
export interface DocumentText {
  readonly text: string;
  readonly stamp: string;
}

/** Reading this much synchronously takes less time than asking the thread pool. */
const smallFile = 64 * 1024;

/** The file as it is now, from one open descriptor; undefined where there is none. @throws system errors */
export async function readDocumentFile(path: string): Promise<DocumentText | undefined> {
  const fd = ignoring(["ENOENT", "ENOTDIR"], () => openSync(path, "r"));
  if (fd === undefined) {
    return undefined;
  }
  try {
    const stat = fstatSync(fd, { bigint: true });
    const text = stat.size > smallFile ? await promisify(readFile)(fd, "utf8") : readFileSync(fd, "utf8");
    return { text, stamp: stampOf(stat) };
  } finally {
    closeSync(fd);
  }
}

/** Changes whenever the content does: by replacement (inode) or in place (time, size). Not by a new hard link to it. */
export function stampAt(path: string): string | undefined {
  const stat = ignoring(["ENOENT", "ENOTDIR"], () => lstatSync(path, { bigint: true }));
  return stat === undefined ? undefined : stampOf(stat);
}

function stampOf(stat: BigIntStats): string {
  return `${stat.dev}-${stat.ino}-${stat.mtimeNs}-${stat.size}`;
}
