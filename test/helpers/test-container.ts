import { randomBytes } from "node:crypto";
import * as z from "zod/mini";
import { type Clock, systemClock } from "../../src/core/clock";
import { noCounts } from "../../src/core/counters";
import type { FileLockService } from "../../src/core/locking/file-lock-service";
import { FileLockServiceImpl } from "../../src/core/locking/file-lock-service-impl";
import { Leases } from "../../src/core/locking/leases";
import { LivenessJudge, type LivenessLimits } from "../../src/core/locking/liveness";
import { ownerRecords } from "../../src/core/locking/owner-records";
import { currentProcess, type ProcessIdentity } from "../../src/core/locking/process-identity";
import type { Log } from "../../src/core/log";
import { silentLog } from "../../src/core/log";
import { AtomicWriter } from "../../src/core/storage/atomic-writer";
import { DocumentCache } from "../../src/core/storage/document-cache";
import { jsonCodec } from "../../src/core/storage/document-codec";
import { FileDocumentStore } from "../../src/core/storage/file-document-store";
import { Recovery } from "../../src/core/storage/recovery";
import { StatePaths } from "../../src/core/storage/state-paths";
import { StateWatcher } from "../../src/core/storage/state-watcher";

export interface TestContainerOptions {
  readonly root: string;
  readonly log?: Log;
  readonly clock?: Clock;
  readonly locks?: FileLockService;
  readonly writer?: AtomicWriter;
  /** As if this were another process: another host, a shorter patience. */
  readonly self?: Partial<ProcessIdentity>;
  readonly limits?: LivenessLimits;
}

/** The real parts below the repositories, wired like the real container and open to the test. */
export function createTestContainer(options: TestContainerOptions) {
  const { root, log = silentLog, clock = systemClock } = options;
  const self = { ...currentProcess(), ...options.self };
  const id = `test-${randomBytes(4).toString("hex")}`;
  const makeRecord = ownerRecords(self, { id, app: "test" }, clock);
  const judge = new LivenessJudge(self, clock, options.limits);
  const counters = noCounts();
  const paths = new StatePaths(root);
  const fileLockService = options.locks ?? new FileLockServiceImpl({ judge, makeRecord, log, counters }, clock);
  const atomicWriter = options.writer ?? new AtomicWriter();
  const watcher = new StateWatcher(paths, log, { poll: 50, audit: 200 });
  const recovery = new Recovery(atomicWriter, clock, log);
  const leases = new Leases(paths.leases, judge, makeRecord, clock, 50);
  const store = new FileDocumentStore({
    paths,
    locks: fileLockService,
    writer: atomicWriter,
    recovery,
    watcher,
    leases,
    cache: new DocumentCache(true),
    clock,
    counters,
    log,
  });
  return {
    paths,
    counters,
    judge,
    makeRecord,
    fileLockService,
    atomicWriter,
    watcher,
    recovery,
    leases,
    store,
    writerId: id,
  };
}

const counterSchema = z.looseObject({ version: z.literal(1), count: z.number(), entries: z.array(z.string()) });
export type Counter = z.infer<typeof counterSchema>;

/** A small kind of document for tests of the store itself. */
export const counterCodec = jsonCodec<Counter>(counterSchema, 1);
export const noCounter: Counter = { version: 1, count: 0, entries: [] };

export const increment = (current: Counter = noCounter): Counter => ({ ...current, count: current.count + 1 });
export const addEntry =
  (entry: string) =>
  (current: Counter = noCounter): Counter => ({ ...current, entries: [...current.entries, entry] });
