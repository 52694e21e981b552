import { type FSWatcher, statSync, watch } from "node:fs";
import { ignoring } from "../errors";
import type { Disposable } from "../events";

/** `fs.watch` on one folder that may come, go and be replaced by another of the same name. */
export class FolderWatch implements Disposable {
  private watcher: FSWatcher | undefined;
  private inode: string | undefined;

  constructor(
    readonly folder: string,
    /** `rename`: the file came, went or was replaced; `change`: its content changed in place. */
    private readonly onEvent: (file: string | undefined, kind: "rename" | "change") => void,
    /** The system can't watch: no inotify watches left, not supported here. */
    private readonly onFailure: (error: Error) => void,
  ) {}

  /** Watches what is at the path now. True when that is another folder than before, or there was none. */
  follow(): boolean {
    const inode = inodeOf(this.folder);
    if (inode === this.inode) {
      return false;
    }
    this.dispose();
    this.inode = inode;
    if (inode !== undefined) {
      this.start();
    }
    return inode !== undefined;
  }

  dispose(): void {
    this.watcher?.close();
    this.watcher = undefined;
    this.inode = undefined;
  }

  private start(): void {
    try {
      this.watcher = watch(this.folder, { persistent: false }, (kind, file) => this.onEvent(file ?? undefined, kind));
      // On Windows a watched folder that is deleted ends here; the next look finds whether it is back.
      this.watcher.on("error", (error) => {
        this.dispose();
        if (inodeOf(this.folder) !== undefined) {
          this.onFailure(error);
        }
      });
    } catch (error) {
      this.inode = undefined;
      this.onFailure(error instanceof Error ? error : new Error(String(error)));
    }
  }
}

function inodeOf(folder: string): string | undefined {
  const stat = ignoring(["ENOENT", "ENOTDIR"], () => statSync(folder, { bigint: true }));
  return stat?.isDirectory() ? `${stat.dev}-${stat.ino}-${stat.birthtimeMs}` : undefined;
}
