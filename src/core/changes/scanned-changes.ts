import { type FolderScan, scanFolder } from "../storage/folder-scan";
import { WorkingFiles } from "../storage/working-files";
import type { Comparison, FoundChanges } from "./comparison";
import { type Moved, withRenames } from "./paired-renames";
import type { FileChange } from "./run-changes";

/** A folder of more files than a person edits is looked at in part, and the record says so. */
const limits = { files: 50_000, time: 5_000 };

/**
 * What changed in a folder without git, by what the disk says of each file: its number, size and time. A file that was
 * written without a change of its content counts; one whose time was set back does not.
 */
export class ScannedChanges implements Comparison {
  private constructor(
    private readonly folder: string,
    private readonly before: FolderScan,
    private readonly most: typeof limits,
  ) {}

  static async begin(folder: string, most = limits): Promise<ScannedChanges> {
    return new ScannedChanges(folder, await scanFolder(folder, most), most);
  }

  async end(): Promise<FoundChanges> {
    const after = await scanFolder(this.folder, this.most);
    const incomplete = !(this.before.isWhole && after.isWhole);
    const { gone, made, modified } = differences(this.before.stamps, after.stamps);
    // What only one of two looks saw may have been there both times, when a look ended early.
    const deleted = incomplete ? await this.missing(gone) : gone;
    const created = this.before.isWhole ? made : [];
    const changes: readonly FileChange[] = [
      ...modified.map((path) => ({ path, change: "modified" }) as const),
      ...deleted.map(({ path }) => ({ path, change: "deleted" }) as const),
      ...created.map(({ path }) => ({ path, change: "created" }) as const),
    ];
    return { files: withRenames(changes, { gone: deleted, made: created, known: new Map() }), incomplete };
  }

  private async missing(gone: readonly Moved[]): Promise<readonly Moved[]> {
    const files = new WorkingFiles(this.folder);
    const there = await Promise.all(gone.map(({ path }) => files.look(path)));
    return gone.filter((_, index) => there[index] === undefined);
  }
}

type Stamps = FolderScan["stamps"];

function differences(before: Stamps, after: Stamps) {
  const only = (stamps: Stamps, others: Stamps): readonly Moved[] =>
    [...stamps].flatMap(([path, content]) => (others.has(path) ? [] : [{ path, content }]));
  const modified = [...after].filter(([path, stamp]) => before.has(path) && before.get(path) !== stamp);
  return { gone: only(before, after), made: only(after, before), modified: modified.map(([path]) => path) };
}
