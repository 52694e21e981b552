import { randomBytes } from "node:crypto";
import { setImmediate as turn } from "node:timers/promises";
import { BookmarkHistory } from "./core/bookmarks/bookmark-history";
import { BookmarkService } from "./core/bookmarks/bookmark-service";
import { BookmarkTrash } from "./core/bookmarks/bookmark-trash";
import { bookmarksCodec } from "./core/bookmarks/bookmarks-document";
import { FileBookmarkRepository } from "./core/bookmarks/file-bookmark-repository";
import { FileTrashRepository } from "./core/bookmarks/file-trash-repository";
import { trashCodec } from "./core/bookmarks/trash-document";
import { ChangeRecorder } from "./core/changes/change-recorder";
import { ChangeService } from "./core/changes/change-service";
import { changesFolder, FileChangeRepository } from "./core/changes/file-change-repository";
import { changesCodec } from "./core/changes/run-changes";
import { type Clock, systemClock } from "./core/clock";
import { type Counters, noCounts } from "./core/counters";
import type { Disposable } from "./core/events";
import { FileGroupRepository } from "./core/groups/file-group-repository";
import { groupCodec } from "./core/groups/group";
import { GroupControl } from "./core/groups/group-control";
import { GroupService } from "./core/groups/group-service";
import type { JobApprovals } from "./core/jobs/job-content";
import { canonicalPath } from "./core/locking/canonical-path";
import type { LockParts } from "./core/locking/exclusive-lock";
import type { FileLockService, LockOptions } from "./core/locking/file-lock-service";
import { FileLockServiceImpl } from "./core/locking/file-lock-service-impl";
import { Leases } from "./core/locking/leases";
import { LivenessJudge } from "./core/locking/liveness";
import { ownerRecords } from "./core/locking/owner-records";
import { currentProcess, type ProcessIdentity } from "./core/locking/process-identity";
import { type Log, silentLog } from "./core/log";
import { FileQueueRepository } from "./core/queues/file-queue-repository";
import { queueCodec } from "./core/queues/queue";
import { QueueControl } from "./core/queues/queue-control";
import { QueueService } from "./core/queues/queue-service";
import { type Owner, ownerFrom } from "./core/records/owner";
import { Approvals } from "./core/runner/approvals";
import { FolderApprovals } from "./core/runner/folder-approvals";
import { makeWorker } from "./core/runner/make-worker";
import { StartsHere } from "./core/runner/starts-here";
import { FileTranscriptRepository } from "./core/sessions/file-transcript-repository";
import { transcriptCodec, transcriptFolder } from "./core/sessions/transcript";
import { TranscriptService } from "./core/sessions/transcript-service";
import { StateFolder } from "./core/state-folder";
import { AtomicWriter } from "./core/storage/atomic-writer";
import { Doctor } from "./core/storage/doctor";
import { DocumentCache } from "./core/storage/document-cache";
import type { DocumentCodec } from "./core/storage/document-codec";
import type { DocumentKey } from "./core/storage/document-store";
import { FileDocumentStore } from "./core/storage/file-document-store";
import { surviveFileSizeSignal } from "./core/storage/file-size-signal";
import { GitSharing } from "./core/storage/git-sharing";
import { machineFolder } from "./core/storage/machine-folder";
import { MergeDriver } from "./core/storage/merge-driver";
import { isOnNetworkDisk } from "./core/storage/network-disk";
import { Presence } from "./core/storage/presence";
import { Recovery } from "./core/storage/recovery";
import { RunLogs } from "./core/storage/run-logs";
import { RunProcesses } from "./core/storage/run-processes";
import { RunReports } from "./core/storage/run-reports";
import { SourceFiles } from "./core/storage/source-files";
import { StateFolderMaker } from "./core/storage/state-folder-maker";
import { StatePaths } from "./core/storage/state-paths";
import { StateWatcher, type WatchMode } from "./core/storage/state-watcher";
import { readStatus } from "./core/storage/status";
import { FileUsageRepository } from "./core/usage/file-usage-repository";
import { usageCollection } from "./core/usage/months";
import { usageCodec } from "./core/usage/usage-document";
import { UsageService } from "./core/usage/usage-service";

export interface ContainerOptions {
  /** Who this is in everybody's list of windows and in messages about locks. */
  readonly writer: { readonly kind: "window" | "cli"; readonly name: string };
  readonly log?: Log;
  readonly clock?: Clock;
  /** Where this machine remembers what may run on it. Left out: where its system keeps such things. */
  readonly machineFolder?: string;
  /** How to learn of changes that others make. Left out: not at all, as for a single command. */
  readonly watch?: WatchMode;
  /** How long, in milliseconds, and until which signal to wait for locks where a caller says nothing else. */
  readonly waiting?: Pick<LockOptions, "timeout" | "signal">;
  /** Where to remember what can be undone: one that outlives this container. Left out: its own. */
  readonly bookmarkHistory?: BookmarkHistory;
}

export interface StateFolderLocation {
  /** The state folder itself, absolute. It need not exist. */
  readonly root: string;
  /** The workspace folder that bookmarks point into; none for state that belongs to no folder. */
  readonly files?: string;
}

/** All that one process needs. State folders are opened one by one; they share its lock service and writer. */
export interface Container {
  readonly fileLockService: FileLockService;
  readonly atomicWriter: AtomicWriter;
  readonly writerId: string;
  /** Of all state folders together. */
  readonly counters: Readonly<Counters>;
  /** Of all state folders together; a folder's changes are forgotten when it is disposed of. */
  readonly bookmarkHistory: BookmarkHistory;
  open(location: StateFolderLocation): StateFolder;
  dispose(): Promise<void>;
}

/** Milliseconds between heartbeats, and without one until an owner that can't be asked counts as dead. */
const leaseTimes = { heartbeat: 2_000, limits: { stale: 10_000, unsigned: 500, longestGap: 3_000 } };
const presenceTimes = { heartbeat: 10_000, limits: { stale: 30_000, unsigned: 500, longestGap: 15_000 } };

/** The one place where concrete classes meet. */
export function createContainer(options: ContainerOptions): Container {
  const { log = silentLog, clock = systemClock, writer, bookmarkHistory = new BookmarkHistory() } = options;
  const self = currentProcess();
  const writerId = `${writer.kind}-${randomBytes(5).toString("hex")}`;
  const makeRecord = ownerRecords(self, { id: writerId, app: `${writer.kind} ${writer.name}` }, clock);
  const counters = noCounts();
  const lockParts: LockParts = { judge: new LivenessJudge(self, clock), makeRecord, log, counters };
  const shared: Shared = {
    locks: new FileLockServiceImpl(lockParts, clock, options.waiting),
    writer: new AtomicWriter(),
    counters,
    bookmarkHistory,
    leasesIn: (folder, { heartbeat, limits }) =>
      new Leases(folder, new LivenessJudge(self, clock, limits), makeRecord, clock, heartbeat),
    self,
    approvals: new Approvals(options.machineFolder ?? machineFolder()),
    writerId,
    owner: () => ownerFrom(makeRecord()),
    log,
    clock,
    watch: options.watch,
  };
  const opened = new Set<StateFolder>();
  const survival = surviveFileSizeSignal();
  return {
    fileLockService: shared.locks,
    atomicWriter: shared.writer,
    writerId,
    counters,
    bookmarkHistory,
    open(location) {
      const folder = openStateFolder(location, shared);
      opened.add(folder);
      return folder;
    },
    async dispose() {
      await Promise.all([...opened].map((folder) => folder.dispose()));
      opened.clear();
      await turn(); // a signal that a write raised just now is still to be delivered
      survival.dispose();
    },
  };
}

interface Shared {
  readonly locks: FileLockService;
  readonly writer: AtomicWriter;
  readonly counters: Counters;
  readonly bookmarkHistory: BookmarkHistory;
  readonly leasesIn: (folder: string, times: typeof leaseTimes) => Leases;
  readonly self: ProcessIdentity;
  readonly approvals: Approvals;
  readonly writerId: string;
  readonly owner: () => Owner;
  readonly log: Log;
  readonly clock: Clock;
  readonly watch: WatchMode | undefined;
}

function openStateFolder({ root, files }: StateFolderLocation, shared: Shared): StateFolder {
  const { locks, writer, log, clock, counters } = shared;
  const paths = new StatePaths(root);
  const watcher = new StateWatcher(paths, log);
  const recovery = new Recovery(writer, clock, log);
  const leases = shared.leasesIn(paths.leases, leaseTimes);
  const windows = shared.leasesIn(paths.windows, presenceTimes);
  const cache = new DocumentCache(process.platform !== "win32" && !isOnNetworkDisk(root));
  const store = new FileDocumentStore({
    paths,
    locks,
    writer,
    recovery,
    watcher,
    leases,
    cache,
    clock,
    counters,
    log,
  });
  const repositories = repositoriesOf(store);
  const approvals = new FolderApprovals(shared.approvals, canonicalPath(files ?? root) ?? files ?? root, log);
  const starts = new StartsHere();
  const services = servicesOn(repositories, { clock, approvals, starts, files });
  const runs = runFiles(paths, shared.self);
  const presence = new Presence(paths, windows, shared.writerId, watcher, log);
  const folder = new StateFolder({
    root,
    store,
    ...services,
    approvals,
    logs: runs.logs,
    makeWorker: (options) =>
      starts.follow(
        makeWorker(options, { ...services, ...repositories, ...runs, files, owner: shared.owner, clock, log }),
      ),
    presence,
    doctor: new Doctor({ paths, store, locks, leases, windows, codecOf }),
    sharing: new GitSharing(paths, { locks, writer }),
    mergeDriver: files === undefined ? undefined : new MergeDriver(files, { locks, writer }),
    sources: files === undefined ? undefined : new SourceFiles(files),
    locks,
    readStatus: () => readStatus({ paths, locks, leases, windows }),
    startAfresh: async (key) => {
      const codec = codecOf(key);
      return codec && store.startAfresh(key, codec);
    },
    onDidChangeLocal: watcher.onDidChangeLocal,
    owned: [watcher, presence, store, ...ownedBy(repositories), shared.bookmarkHistory.follow(repositories.bookmarks)],
  });
  if (shared.watch !== undefined) {
    watcher.start(shared.watch);
  }
  return folder;
}

function repositoriesOf(store: FileDocumentStore) {
  return {
    bookmarks: new FileBookmarkRepository(store),
    trash: new FileTrashRepository(store),
    groups: new FileGroupRepository(store),
    queues: new FileQueueRepository(store),
    usageEntries: new FileUsageRepository(store),
    transcripts: new FileTranscriptRepository(store),
    changeRecords: new FileChangeRepository(store),
  };
}

interface ServiceParts {
  readonly starts: StartsHere;
  readonly clock: Clock;
  readonly approvals: JobApprovals;
  readonly files: string | undefined;
}

function servicesOn(
  repositories: ReturnType<typeof repositoriesOf>,
  { clock, approvals, starts, files }: ServiceParts,
) {
  const { bookmarks, trash, groups, queues, usageEntries, transcripts, changeRecords } = repositories;
  return {
    bookmarks: new BookmarkService(bookmarks, new BookmarkTrash(bookmarks, trash, clock), clock),
    groups: new GroupService(groups, clock, approvals),
    groupControl: new GroupControl(groups, clock),
    queues: new QueueService(queues, clock, approvals),
    queueControl: new QueueControl(queues, clock, starts),
    usage: new UsageService(usageEntries, clock),
    sessions: new TranscriptService(transcripts, clock),
    changes: new ChangeService(changeRecords, new ChangeRecorder(clock), files),
  };
}

/** What runs leave beside the documents. */
function runFiles(paths: StatePaths, self: ProcessIdentity) {
  const maker = new StateFolderMaker(paths.root);
  return {
    processes: new RunProcesses({ paths, maker, self }),
    logs: new RunLogs({ paths, maker }),
    reports: new RunReports({ paths, maker }),
  };
}

function ownedBy(repositories: Readonly<Record<string, Disposable>>): readonly Disposable[] {
  return Object.values(repositories);
}

/** Which kind of document stands under a key; undefined for none that this Lockstep knows. */
function codecOf(key: DocumentKey): DocumentCodec<unknown> | undefined {
  if (key === "bookmarks") {
    return bookmarksCodec;
  }
  if (key === "trash") {
    return trashCodec;
  }
  if (key.startsWith(`${usageCollection}/`)) {
    return usageCodec;
  }
  if (key.startsWith(`${transcriptFolder}/`)) {
    return transcriptCodec;
  }
  if (key.startsWith(`${changesFolder}/`)) {
    return changesCodec;
  }
  return key.startsWith("groups/") ? groupCodec : key.startsWith("queues/") ? queueCodec : undefined;
}
