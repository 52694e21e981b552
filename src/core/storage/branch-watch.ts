import { ignoring } from "../errors";
import { type Disposable, Emitter, type Event } from "../events";
import { FolderWatch } from "./folder-watch";
import { branchIn, gitFolderOf, unreachable } from "./git-branch";

/** Which branch a folder is on. No git runs for it: HEAD is a file. */
export class BranchWatch implements Disposable {
  private readonly changed = new Emitter<void>();
  private watch: FolderWatch | undefined;
  private known: string | undefined;

  readonly onDidChange: Event<void> = this.changed.event;

  /** @param folder absolute, anywhere in a repository or in none */
  constructor(private readonly folder: string) {
    this.look();
  }

  /** Undefined where there is none. */
  get branch(): string | undefined {
    return this.known;
  }

  /** For what nobody tells: a repository that was made, a disk that reports no changes. */
  look(): void {
    const gitFolder = gitFolderOf(this.folder);
    this.follow(gitFolder);
    const branch = gitFolder === undefined ? undefined : branchIn(gitFolder);
    if (branch !== this.known) {
      this.known = branch;
      this.changed.fire();
    }
  }

  dispose(): void {
    this.watch?.dispose();
    this.changed.dispose();
  }

  /** git replaces HEAD, so its folder is what can be watched. */
  private follow(gitFolder: string | undefined): void {
    if (gitFolder !== this.watch?.folder) {
      this.watch?.dispose();
      this.watch = gitFolder === undefined ? undefined : this.watching(gitFolder);
    }
    ignoring(unreachable, () => this.watch?.follow());
  }

  private watching(gitFolder: string): FolderWatch {
    const onEvent = (file: string | undefined) => {
      if (file === undefined || file === "HEAD") {
        this.look();
      }
    };
    return new FolderWatch(gitFolder, onEvent, () => {}); // the next look finds what it could not tell
  }
}
