import { type Disposable, Emitter, type Event } from "../core/events";
import type { OpenFolder } from "./workspace-folders";

/** What follows open folders: called for each of them, its result disposed of when that folder closes. */
export type Follower = (folder: OpenFolder) => Disposable;

/** Open folders as models follow them. */
export interface FolderSet {
  readonly all: readonly OpenFolder[];
  readonly onDidChange: Event<void>;
  /** Calls `follower` for every folder that is open or will be. */
  follow(follower: Follower): Disposable;
}

/** A set of folders that somebody else opens and closes. */
export class FollowedFolders implements FolderSet, Disposable {
  private folders: readonly OpenFolder[] = [];
  private readonly followers = new Map<Follower, Map<OpenFolder, Disposable>>();
  private readonly changed = new Emitter<void>();

  readonly onDidChange: Event<void> = this.changed.event;

  get all(): readonly OpenFolder[] {
    return this.folders;
  }

  /** What left is no longer followed when this returns. */
  become(folders: readonly OpenFolder[]): void {
    const leaving = this.folders.filter((folder) => !folders.includes(folder));
    this.folders = folders;
    for (const folder of leaving) {
      this.unfollow(folder);
    }
    for (const folder of folders) {
      this.beFollowed(folder);
    }
    this.changed.fire();
  }

  follow(follower: Follower): Disposable {
    const held = new Map(this.folders.map((folder) => [folder, follower(folder)]));
    this.followers.set(follower, held);
    return {
      dispose: () => {
        this.followers.delete(follower);
        for (const following of held.values()) {
          following.dispose();
        }
      },
    };
  }

  dispose(): void {
    this.changed.dispose();
  }

  private beFollowed(folder: OpenFolder): void {
    for (const [follower, held] of this.followers) {
      if (!held.has(folder)) {
        held.set(folder, follower(folder));
      }
    }
  }

  private unfollow(folder: OpenFolder): void {
    for (const held of this.followers.values()) {
      held.get(folder)?.dispose();
      held.delete(folder);
    }
  }
}
