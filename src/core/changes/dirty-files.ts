import { someAtOnce } from "../some-at-once";
import type { IdFormat, WorkingFile, WorkingFiles } from "../storage/working-files";
import type { FileChange } from "./run-changes";

/** So many contents are read before a run, and so many bytes of one and of all; of the others the disk's word counts. */
const most = { files: 2000, size: 16 * 1024 * 1024, total: 128 * 1024 * 1024 };
/** Milliseconds within which a file may change twice and keep its time: two seconds on FAT. */
const grain = 2000;
/** So many files are asked about at once. */
const atOnce = 32;

interface Remembered {
  readonly file: WorkingFile | undefined;
  readonly id: string | undefined;
  /** Whether its stamp may stay the same when it is written once more. */
  readonly isFresh: boolean;
}

/** The files that were not as they were committed when a run began: git alone can't tell whether the run changed them. */
export class DirtyFiles {
  private readonly remembered = new Map<string, Remembered>();
  private left = { files: most.files, total: most.total };

  private constructor(
    private readonly files: WorkingFiles,
    private readonly format: IdFormat,
  ) {}

  static async remember(files: WorkingFiles, paths: readonly string[], format: IdFormat): Promise<DirtyFiles> {
    const dirty = new DirtyFiles(files, format);
    await someAtOnce(paths, atOnce, (path) => dirty.add(path));
    return dirty;
  }

  get paths(): readonly string[] {
    return [...this.remembered.keys()];
  }

  has(path: string): boolean {
    return this.remembered.has(path);
  }

  /** What git would call the content that it had; undefined where it had none, or too much. */
  contentBefore(path: string): string | undefined {
    return this.remembered.get(path)?.id;
  }

  async changeOf(path: string): Promise<FileChange["change"] | undefined> {
    const before = this.remembered.get(path);
    const now = await this.files.look(path);
    if (before?.file === undefined || now === undefined) {
      return before?.file === now ? undefined : now === undefined ? "deleted" : "created";
    }
    return (await this.isSame(path, before, before.file, now)) ? undefined : "modified";
  }

  private async isSame(path: string, { id, isFresh }: Remembered, before: WorkingFile, now: WorkingFile) {
    if (before.kind === "folder" && now.kind === "folder") {
      return true;
    }
    if (before.stamp === now.stamp && !isFresh) {
      return true;
    }
    return id === undefined ? before.stamp === now.stamp : (await this.files.contentId(path, now, this.format)) === id;
  }

  private async add(path: string): Promise<void> {
    const now = Date.now();
    const file = await this.files.look(path);
    const id = file && this.affords(file) ? await this.files.contentId(path, file, this.format) : undefined;
    this.remembered.set(path, { file, id, isFresh: file !== undefined && file.touchedAt > now - grain });
  }

  private affords({ size }: WorkingFile): boolean {
    if (size > most.size || size > this.left.total || this.left.files === 0) {
      return false;
    }
    this.left = { files: this.left.files - 1, total: this.left.total - size };
    return true;
  }
}
