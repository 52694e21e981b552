import { createHash } from "node:crypto";
import { type BigIntStats, createReadStream } from "node:fs";
import { lstat, readlink } from "node:fs/promises";
import { join } from "node:path";
import { systemErrorCode } from "../errors";

/** How git names contents: SHA-1, or SHA-256 in repositories of that format. */
export type IdFormat = "sha1" | "sha256";

/** What stands at a path, without following a link and without reading it. */
export interface WorkingFile {
  readonly kind: "file" | "link" | "folder" | "other";
  /** Bytes. */
  readonly size: number;
  /** The same as long as nothing changed, within the grain of the disk's clock. */
  readonly stamp: string;
  /** When its content or its name changed last, in milliseconds of the disk's clock. */
  readonly touchedAt: number;
}

/** The files of a folder as they are on disk. Read only, and never through a link. */
export class WorkingFiles {
  constructor(private readonly folder: string) {}

  /** Undefined when nothing is there, or nobody may look. */
  async look(path: string): Promise<WorkingFile | undefined> {
    try {
      return described(await lstat(join(this.folder, path), { bigint: true }));
    } catch (error) {
      return unlessUnexpected(error);
    }
  }

  /** What git would call the content, before any conversion. Undefined for what has none or can't be read. */
  async contentId(path: string, { kind, size }: WorkingFile, format: IdFormat): Promise<string | undefined> {
    const hash = createHash(format).update(`blob ${size}\0`);
    try {
      if (kind === "link") {
        return hash.update(await readlink(join(this.folder, path))).digest("hex");
      }
      if (kind !== "file") {
        return undefined;
      }
      for await (const chunk of createReadStream(join(this.folder, path))) {
        hash.update(chunk);
      }
      return hash.digest("hex");
    } catch (error) {
      return unlessUnexpected(error);
    }
  }
}

function described(stat: BigIntStats): WorkingFile {
  return {
    kind: kindOf(stat),
    size: Number(stat.size),
    stamp: `${stat.ino} ${stat.size} ${stat.mtimeNs} ${stat.ctimeNs}`,
    touchedAt: Math.max(Number(stat.mtimeMs), Number(stat.ctimeMs)),
  };
}

function kindOf(stat: BigIntStats): WorkingFile["kind"] {
  if (stat.isFile()) {
    return "file";
  }
  return stat.isSymbolicLink() ? "link" : stat.isDirectory() ? "folder" : "other";
}

/** What the system refuses is as good as not there: to look is a courtesy, which must not stop anybody's run. */
function unlessUnexpected(error: unknown): undefined {
  if (systemErrorCode(error) === undefined) {
    throw error;
  }
}
