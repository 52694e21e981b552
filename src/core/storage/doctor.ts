import { existsSync, lstatSync, readdirSync } from "node:fs";
import { basename, join } from "node:path";
import { ignoring, LockstepError, systemErrorCode } from "../errors";
import { ioError } from "../io-error";
import type { FileLockService } from "../locking/file-lock-service";
import type { Leases } from "../locking/leases";
import { lookAround } from "../locking/left-overs";
import { type DocumentCodec, DocumentFormatError } from "./document-codec";
import { readDocumentFile } from "./document-file";
import type { DocumentKey } from "./document-store";
import type { FileDocumentStore } from "./file-document-store";
import { documentFolders, nameOf, type StatePaths } from "./state-paths";
import { lockedDocuments } from "./status";

export type ProblemKind =
  | "corrupt"
  | "newer-version"
  | "symlink"
  | "unreadable"
  | "stale-lock"
  | "stale-lease"
  | "left-over-temp"
  | "dead-window";

export interface Problem {
  readonly kind: ProblemKind;
  readonly document: string;
  readonly message: string;
  readonly fixed: boolean;
}

export interface DoctorReport {
  /** How many documents were looked at. */
  readonly documents: number;
  readonly problems: readonly Problem[];
}

export interface DoctorParts {
  readonly paths: StatePaths;
  readonly store: FileDocumentStore;
  readonly locks: FileLockService;
  readonly leases: Leases;
  readonly windows: Leases;
  readonly codecOf: (key: DocumentKey) => DocumentCodec<unknown> | undefined;
}

/** Looks through a state folder for what went wrong, and mends what can be mended without losing anything. */
export class Doctor {
  constructor(private readonly parts: DoctorParts) {}

  async examine({ fix }: { readonly fix: boolean }): Promise<DoctorReport> {
    if (!existsSync(this.parts.paths.root)) {
      return { documents: 0, problems: [] };
    }
    const misplaced = this.examineFolders();
    if (misplaced.length > 0) {
      return { documents: 0, problems: misplaced }; // nothing behind it is ours to look at
    }
    const keys = this.documentKeys();
    const documents = await Promise.all(keys.map((key) => this.examineDocument(key, fix)));
    const problems = [
      ...documents.flat(),
      ...(await this.examineLocks(fix)),
      ...(await this.examineLeftOvers(fix)),
      ...this.examineOwners(this.parts.leases, "stale-lease", "The lease's owner is gone.", fix),
      ...this.examineOwners(this.parts.windows, "dead-window", "This window or command ended without a goodbye.", fix),
    ];
    return { documents: keys.length, problems };
  }

  /** A link or a file where a folder belongs. */
  private examineFolders(): readonly Problem[] {
    const { paths } = this.parts;
    return [paths.root, ...documentFolders.slice(1).map((folder) => join(paths.root, folder)), paths.local].flatMap(
      (path): readonly Problem[] => {
        const stat = ignoring(["ENOENT", "ENOTDIR"], () => lstatSync(path));
        if (stat === undefined || stat.isDirectory()) {
          return [];
        }
        const kind = stat.isSymbolicLink() ? "symlink" : "unreadable";
        const what = stat.isSymbolicLink() ? "a symbolic link, which Lockstep does not follow" : "a file";
        const message = `It is ${what}; a folder belongs there. Move it away.`;
        return [{ kind, document: basename(path), message, fixed: false }];
      },
    );
  }

  private documentKeys(): readonly DocumentKey[] {
    return this.filesOfFolders().flatMap(([folder, file]) => {
      const key = this.parts.paths.keyOf(folder, file);
      return key !== undefined && this.parts.codecOf(key) !== undefined ? [key] : [];
    });
  }

  private async examineDocument(key: DocumentKey, fix: boolean): Promise<readonly Problem[]> {
    const codec = this.parts.codecOf(key);
    const found = codec && (await this.diagnose(key, codec));
    if (found === undefined || codec === undefined) {
      return [];
    }
    const fixed = fix && found.kind === "corrupt" ? await this.bringBack(key, codec) : undefined;
    return [{ ...found, document: nameOf(key), message: fixed ?? found.message, fixed: fixed !== undefined }];
  }

  private async diagnose(
    key: DocumentKey,
    codec: DocumentCodec<unknown>,
  ): Promise<{ kind: ProblemKind; message: string } | undefined> {
    try {
      this.parts.paths.refuseSymlinks(key);
      const file = await readDocumentFile(this.parts.paths.document(key));
      return file && codec.parse(file.text).readOnly
        ? { kind: "newer-version", message: "A newer Lockstep wrote it; it is read-only here." }
        : undefined;
    } catch (error) {
      return { kind: kindOf(error), message: ioError(nameOf(key), error).message };
    }
  }

  /** The last good version, or none: either way the bytes are kept. Says what was done. */
  private async bringBack(key: DocumentKey, codec: DocumentCodec<unknown>): Promise<string> {
    try {
      await this.parts.store.read(key, codec);
      return "It was not valid; the last good version is back, the bytes are kept beside it.";
    } catch (error) {
      if (!(error instanceof LockstepError && error.code === "CORRUPT")) {
        throw error;
      }
    }
    const kept = await this.parts.store.startAfresh(key, codec);
    return `It was not valid and there was no good version; it was set aside as ${kept ?? "it was"}.`;
  }

  private async examineLocks(fix: boolean): Promise<readonly Problem[]> {
    const problems = lockedDocuments(this.parts.paths.root).map(async (document): Promise<readonly Problem[]> => {
      const path = join(this.parts.paths.root, document);
      const dead = (await this.parts.locks.inspect(path)).filter(({ alive }) => !alive);
      if (dead.length > 0 && fix) {
        await this.parts.locks.withLock(path, async () => {}); // taking it over is what cleans up
      }
      return dead.map(({ owner }) => ({
        kind: "stale-lock",
        document,
        message: owner === undefined ? "Its owner died." : `Its owner died: ${owner.app} (pid ${owner.pid}).`,
        fixed: fix,
      }));
    });
    return (await Promise.all(problems)).flat();
  }

  /** What a killed process left beside a document: unfinished versions, places in a line. The next owner removes it. */
  private async examineLeftOvers(fix: boolean): Promise<readonly Problem[]> {
    const found = this.documentKeys().map(async (key): Promise<readonly Problem[]> => {
      const path = this.parts.paths.document(key);
      const { leftOvers } = lookAround(path);
      if (leftOvers.length === 0 || (await this.parts.locks.isLocked(path))) {
        return []; // somebody is writing just now
      }
      if (fix) {
        await this.parts.locks.withLock(path, async () => {});
      }
      const message = `${leftOvers.length} file(s) left by a killed process.`;
      return [{ kind: "left-over-temp", document: nameOf(key), message, fixed: fix }];
    });
    return (await Promise.all(found)).flat();
  }

  private examineOwners(leases: Leases, kind: ProblemKind, message: string, fix: boolean): readonly Problem[] {
    const dead = leases.dead();
    leases.list({ removeDead: fix });
    return dead.map((name) => ({ kind, document: name, message, fixed: fix }));
  }

  private filesOfFolders(): readonly (readonly [string, string])[] {
    return documentFolders.flatMap((folder) => {
      const path = join(this.parts.paths.root, folder);
      const files = ignoring(["ENOENT", "ENOTDIR"], () => readdirSync(path)) ?? [];
      return files.map((file) => [folder, file] as const);
    });
  }
}

function kindOf(error: unknown): ProblemKind {
  if (error instanceof DocumentFormatError) {
    return "corrupt";
  }
  if (error instanceof LockstepError && error.code === "SYMLINK") {
    return "symlink";
  }
  if (error instanceof LockstepError && error.code === "NEWER_VERSION") {
    return "newer-version";
  }
  if (systemErrorCode(error) !== undefined) {
    return "unreadable";
  }
  throw error;
}
