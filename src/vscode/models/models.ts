import { type Disposable, DisposableStore, type Event } from "../../core/events";
import type { Group } from "../../core/groups/group";
import type { Queue } from "../../core/queues/queue";
import type { Listing } from "../../core/records/named-document-repository";
import type { WorkspaceFolders } from "../workspace-folders";
import { type Attendance, AttendanceSource } from "./attendance-source";
import { type BookmarkListing, bookmarksSource } from "./bookmarks-source";
import { FolderSnapshots } from "./folder-snapshots";
import { groupsSource, queuesSource } from "./listings";

/** Everything that this window shows. */
export class Models implements Disposable {
  readonly bookmarks: FolderSnapshots<BookmarkListing>;
  readonly groups: FolderSnapshots<Listing<Group>>;
  readonly queues: FolderSnapshots<Listing<Queue>>;
  readonly attendance: FolderSnapshots<Attendance>;
  private readonly owned = new DisposableStore();

  constructor(folders: WorkspaceFolders) {
    this.bookmarks = this.owned.add(new FolderSnapshots(folders.withGlobal, bookmarksSource));
    this.groups = this.owned.add(new FolderSnapshots(folders, groupsSource));
    this.queues = this.owned.add(new FolderSnapshots(folders, queuesSource));
    this.attendance = this.owned.add(new FolderSnapshots(folders, new AttendanceSource()));
  }

  /** Bookmarks, groups or queues changed. */
  readonly onDidChangeRecords: Event<void> = (listener) => {
    const listening = new DisposableStore();
    for (const model of [this.bookmarks, this.groups, this.queues]) {
      listening.add(model.onDidChange(listener));
    }
    return listening;
  };

  async refresh(): Promise<void> {
    const models = [this.bookmarks, this.groups, this.queues, this.attendance];
    await Promise.all(models.map((model) => model.refresh()));
  }

  dispose(): void {
    this.owned.dispose();
  }
}
