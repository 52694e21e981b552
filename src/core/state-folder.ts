import { createHash } from "node:crypto";
import type { BookmarkService } from "./bookmarks/bookmark-service";
import type { ChangeService } from "./changes/change-service";
import { LockstepError } from "./errors";
import { type Disposable, DisposableStore, Emitter, type Event } from "./events";
import type { GroupControl } from "./groups/group-control";
import type { GroupService } from "./groups/group-service";
import type { FileLockService } from "./locking/file-lock-service";
import type { LeaseResult, OwnerRecord } from "./locking/owner-record";
import type { QueueControl } from "./queues/queue-control";
import type { QueueService } from "./queues/queue-service";
import type { FolderApprovals } from "./runner/folder-approvals";
import type { WorkOptions } from "./runner/work-options";
import type { Worker } from "./runner/worker";
import type { TranscriptService } from "./sessions/transcript-service";
import type { Doctor, DoctorReport } from "./storage/doctor";
import type { CorruptionReport, DocumentKey, DocumentStore } from "./storage/document-store";
import type { GitSharing, SharingOptions } from "./storage/git-sharing";
import type { DriverProgram, MergeDriver } from "./storage/merge-driver";
import type { Presence } from "./storage/presence";
import type { RunLogs } from "./storage/run-logs";
import type { SourceFiles, SourceStamp } from "./storage/source-files";
import type { Status } from "./storage/status";
import type { UsageService } from "./usage/usage-service";

export interface StateFolderParts {
  readonly root: string;
  readonly store: DocumentStore;
  readonly bookmarks: BookmarkService;
  readonly groups: GroupService;
  readonly groupControl: GroupControl;
  readonly queues: QueueService;
  readonly queueControl: QueueControl;
  readonly approvals: FolderApprovals;
  readonly makeWorker: (options: WorkOptions) => Worker;
  readonly usage: UsageService;
  /** What runs wrote. */
  readonly logs: RunLogs;
  readonly sessions: TranscriptService;
  readonly changes: ChangeService;
  readonly presence: Presence;
  readonly doctor: Doctor;
  readonly sharing: GitSharing;
  readonly mergeDriver: MergeDriver | undefined;
  readonly sources: SourceFiles | undefined;
  readonly readStatus: () => Promise<Status>;
  readonly locks: FileLockService;
  readonly startAfresh: (key: DocumentKey) => Promise<string | undefined>;
  readonly onDidChangeLocal: Event<void>;
  /** What must be disposed of with it, in order of making. */
  readonly owned: readonly Disposable[];
}

/** Events of one burst are told once. */
const statusDelay = 100;

/** One state folder as windows and the command line use it: the services, who is here, and what is wrong. */
export class StateFolder {
  private readonly disposables = new DisposableStore();
  private readonly statusChanged = new Emitter<void>();
  private readonly workers = new Set<Worker>();
  private readonly rested = new Emitter<void>();
  private timer: NodeJS.Timeout | undefined;

  readonly root: string;
  readonly bookmarks: BookmarkService;
  readonly groups: GroupService;
  readonly groupControl: GroupControl;
  readonly queues: QueueService;
  readonly queueControl: QueueControl;
  /** What of it may run on this machine. */
  readonly approvals: FolderApprovals;
  readonly usage: UsageService;
  /** What runs wrote. */
  readonly logs: RunLogs;
  readonly sessions: TranscriptService;
  /** What runs changed. */
  readonly changes: ChangeService;
  /**
   * Someone came or went, leases changed hands, or a lock stands or stood for longer than a change takes: about a second
   * later, so that the locks of one change after the other don't tell. As far as the file system tells: a killed
   * window tells nobody.
   */
  readonly onDidChangeStatus = this.statusChanged.event;
  readonly onDidFindCorruption: Event<CorruptionReport>;
  /** See {@link Worker.onDidRest}. */
  readonly onDidRest = this.rested.event;

  constructor(private readonly parts: StateFolderParts) {
    this.root = parts.root;
    this.bookmarks = parts.bookmarks;
    this.groups = parts.groups;
    this.groupControl = parts.groupControl;
    this.queues = parts.queues;
    this.queueControl = parts.queueControl;
    this.approvals = parts.approvals;
    this.usage = parts.usage;
    this.logs = parts.logs;
    this.sessions = parts.sessions;
    this.changes = parts.changes;
    this.onDidFindCorruption = (listener) => parts.store.onDidFindCorruption(listener);
    for (const part of parts.owned) {
      this.disposables.add(part);
    }
    this.disposables.add(this.statusChanged);
    this.disposables.add(this.rested);
    this.disposables.add(parts.onDidChangeLocal(() => this.tellStatusSoon()));
    this.disposables.add({ dispose: () => clearTimeout(this.timer) });
  }

  /** Makes this writer visible in everybody's list of windows until it is disposed of. */
  attach(): Promise<void> {
    return this.parts.presence.attach();
  }

  /** Runs `work` with the services, in which every wait for another writer ends when `signal` aborts. */
  waitingUntil<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> {
    return this.parts.locks.waitingUntil(signal, work);
  }

  /**
   * Runs queues and groups from now on, until the worker is ended or this folder is disposed of.
   *
   * @throws {LockstepError} `PRECONDITION` without a folder
   */
  work(options: WorkOptions): Worker {
    const worker = this.parts.makeWorker(options);
    this.workers.add(worker);
    this.disposables.add(worker.onDidRest(() => this.rested.fire()));
    return worker;
  }

  /** Whether something runs here that {@link dispose} would end. */
  get isBusy(): boolean {
    return [...this.workers].some((worker) => worker.isBusy);
  }

  status(): Promise<Status> {
    return this.parts.readStatus();
  }

  doctor(options: { readonly fix: boolean }): Promise<DoctorReport> {
    return this.parts.doctor.examine(options);
  }

  /**
   * Sets a corrupt document without a good version aside, on the user's word. Resolves with where its bytes are now, or
   * undefined when it has been mended meanwhile.
   */
  startAfresh(key: DocumentKey): Promise<string | undefined> {
    return this.parts.startAfresh(key);
  }

  /** Whether git carries its documents. @throws {LockstepError} `SYMLINK`, `IO` */
  isShared(): boolean {
    return this.parts.sharing.isShared();
  }

  /** Has git carry its documents. See {@link GitSharing.share}. */
  share(options?: SharingOptions): Promise<void> {
    return this.parts.sharing.share(options);
  }

  /** Has git carry nothing of it. See {@link GitSharing.keepPrivate}. */
  keepPrivate(options?: SharingOptions): Promise<void> {
    return this.parts.sharing.keepPrivate(options);
  }

  /** Has git merge its documents with Lockstep. See {@link MergeDriver.install}. */
  installMergeDriver(program: DriverProgram): Promise<string> {
    return this.mergeDriver.install(program);
  }

  /** Has git merge its documents as text. See {@link MergeDriver.uninstall}. */
  uninstallMergeDriver(): Promise<string> {
    return this.mergeDriver.uninstall();
  }

  /** The lines of a file of the workspace folder; none where no folder is open. See {@link SourceFiles.readLines}. */
  async readSource(path: string): Promise<readonly string[]> {
    return this.parts.sources?.readLines(path) ?? [];
  }

  /** What stands at a path of the workspace folder, without reading it; undefined for nothing. */
  async lookAtSource(path: string): Promise<SourceStamp | undefined> {
    return this.parts.sources?.lookAt(path);
  }

  /**
   * Who edits a file alone knows where its bookmarks are until it is saved: the one who gets this lease says so, and
   * the others leave them where they are.
   */
  followSource(path: string): Promise<LeaseResult> {
    return this.parts.store.lease(sourceLease(path));
  }

  /** Who has the lease of {@link followSource}. */
  followerOfSource(path: string): Promise<OwnerRecord | undefined> {
    return this.parts.store.leaseHolder(sourceLease(path));
  }

  /** What runs here is ended first, and written down. */
  async dispose(): Promise<void> {
    await Promise.all([...this.workers].map((worker) => worker.end()));
    this.workers.clear();
    this.disposables.dispose();
  }

  private get mergeDriver(): MergeDriver {
    const { mergeDriver } = this.parts;
    if (mergeDriver === undefined) {
      throw new LockstepError("PRECONDITION", "No folder is open.");
    }
    return mergeDriver;
  }

  private tellStatusSoon(): void {
    this.timer ??= setTimeout(() => {
      this.timer = undefined;
      this.statusChanged.fire();
    }, statusDelay).unref();
  }
}

/** A lease's name is made of ids, which a path is not; a person may still read which file it is. */
function sourceLease(path: string): string {
  const name = path.slice(path.lastIndexOf("/") + 1).replaceAll(/[^A-Za-z0-9_-]/g, "_");
  const hash = createHash("sha256").update(path).digest("hex");
  return `edited/${name.slice(0, 40)}-${hash.slice(0, 16)}`;
}
