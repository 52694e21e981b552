import type * as vscode from "vscode";
import { type Disposable, DisposableStore } from "../../core/events";
import type { Attendance } from "../models/attendance-source";
import type { FolderSnapshots } from "../models/folder-snapshots";

export interface LookTimes {
  /** Milliseconds between looks while nobody holds a lock. */
  readonly idle: number;
  /** While somebody does; more than 1,500 ms apart they could not tell that an owner elsewhere fell silent. */
  readonly locked: number;
}

const defaultTimes: LookTimes = { idle: 10_000, locked: 1_000 };

/** Looks at who is here while somebody looks at the view, for what nobody tells: that a process was killed. */
export class AttendanceLooks implements Disposable {
  private readonly owned = new DisposableStore();
  private timer: NodeJS.Timeout | undefined;
  private isDisposed = false;

  constructor(
    private readonly view: Pick<vscode.TreeView<unknown>, "visible" | "onDidChangeVisibility">,
    private readonly attendance: Pick<FolderSnapshots<Attendance>, "latest" | "onDidChange" | "refresh">,
    private readonly times: LookTimes = defaultTimes,
  ) {
    this.owned.add(view.onDidChangeVisibility(() => this.look()));
    this.owned.add(attendance.onDidChange(() => this.plan()));
    this.look();
  }

  dispose(): void {
    this.isDisposed = true;
    this.owned.dispose();
    clearTimeout(this.timer);
  }

  private look(): void {
    if (this.view.visible) {
      void this.attendance.refresh().then(() => this.plan());
    }
  }

  private plan(): void {
    clearTimeout(this.timer);
    if (this.view.visible && !this.isDisposed) {
      const delay = this.isAnythingLocked() ? this.times.locked : this.times.idle;
      this.timer = setTimeout(() => this.look(), delay).unref();
    }
  }

  /** What a dead owner left behind changes with an event only. */
  private isAnythingLocked(): boolean {
    return this.attendance.latest.some(({ value }) => value.locks.some(({ alive }) => alive));
  }
}
