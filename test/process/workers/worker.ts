/**
 * What the child processes of the process tests run: `worker <job> <state folder> <arguments…>`.
 * A job says `ready`, waits for a line on standard input, works, and writes one line for each acknowledged change.
 */
import { randomInt } from "node:crypto";
import { once } from "node:events";
import { existsSync, writeFileSync, writeSync } from "node:fs";
import { dirname, join } from "node:path";
import { createContainer } from "../../../src/container";
import type { WatchedChanges } from "../../../src/core/changes/change-recorder";
import { LockstepError } from "../../../src/core/errors";
import { Approvals, contentHash } from "../../../src/core/runner/approvals";
import { ChildExecutor } from "../../../src/core/runner/child-executor";
import type { Executor } from "../../../src/core/runner/execution";
import type { DocumentKey } from "../../../src/core/storage/document-store";
import { RecordedRun } from "../../helpers/recorded-run";
import { runLogsOf } from "../../helpers/run-logs-of";
import { runProcessesOf } from "../../helpers/run-processes-of";
import { rightBefore, standStillUntil } from "../../helpers/system-calls";
import { addEntry, counterCodec, createTestContainer, increment } from "../../helpers/test-container";

type Job = (root: string, ...args: string[]) => Promise<void>;

/** Synchronous, so that what was acknowledged is told even if the process is killed right afterwards. */
function tell(line: string): void {
  writeSync(1, `${line}\n`);
}

async function startingSignal(): Promise<void> {
  tell("ready");
  await once(process.stdin, "data");
}

/** False when the state of the queue does not allow it. */
async function isDone(change: Promise<unknown>): Promise<boolean> {
  try {
    await change;
    return true;
  } catch (error) {
    if (error instanceof LockstepError && error.code === "PRECONDITION") {
      return false;
    }
    throw error;
  }
}

const impatientStranger = {
  self: { host: "elsewhere", domain: "elsewhere" },
  limits: { stale: 100, unsigned: 100, longestGap: 1_500 },
};

const changesOf = (paths: readonly string[]): WatchedChanges => ({
  startedAt: "2026-11-01T12:00:00.000Z",
  endedAt: "2026-11-01T12:01:00.000Z",
  files: paths.map((path) => ({ path, change: "modified" })),
  incomplete: false,
});

const jobs: Record<string, Job> = {
  async increments(root, key, times) {
    const { store } = createTestContainer({ root });
    await startingSignal();
    for (let i = 0; i < Number(times); i++) {
      const { count } = await store.modify(key ?? "", counterCodec, increment);
      tell(`ack ${count}`);
    }
  },

  async entries(root, key, prefix, times) {
    const { store } = createTestContainer({ root });
    await startingSignal();
    for (let i = 0; i < Number(times); i++) {
      await store.modify(key ?? "", counterCodec, addEntry(`${prefix}-${i}`));
      tell(`ack ${prefix}-${i}`);
    }
  },

  async deletions(root, key, times) {
    const { store } = createTestContainer({ root });
    await startingSignal();
    for (let i = 0; i < Number(times); i++) {
      const deleted = await store.delete(key ?? "", counterCodec);
      tell(`deleted ${JSON.stringify(deleted?.entries ?? [])}`);
    }
  },

  async commands(root, queueId, prefix, times) {
    const folder = createContainer({ writer: { kind: "cli", name: "worker" } }).open({ root });
    await startingSignal();
    for (let i = 0; i < Number(times); i++) {
      const label = `${prefix}-${i}`;
      await folder.queues.addCommand(queueId ?? "", { run: { kind: "shell", command: `echo ${label}` }, label });
      tell(`ack ${label}`);
    }
  },

  /** Every other report is of two, and every third is made twice. */
  async usage(root, prefix, times) {
    const folder = createContainer({ writer: { kind: "cli", name: "worker" } }).open({ root });
    const at = "2026-11-21T12:00:00Z";
    await startingSignal();
    for (let i = 0; i < Number(times); i++) {
      const ids = i % 2 === 0 ? [`${prefix}-${i}`] : [`${prefix}-${i}a`, `${prefix}-${i}b`];
      const entries = ids.map((id) => ({ id, at, provider: "p", operation: prefix ?? "", costUsd: 0.1 }));
      await folder.usage.report(entries);
      if (i % 3 === 0) {
        await folder.usage.report(entries);
      }
      for (const id of ids) {
        tell(`ack ${id}`);
      }
    }
  },

  async recordRuns(root, prefix, times, files) {
    const { changes } = createContainer({ writer: { kind: "cli", name: "worker" } }).open({ root });
    const paths = Array.from({ length: Number(files) }, (_, index) => `src/f${index}.ts`);
    await startingSignal();
    for (let i = 0; i < Number(times); i++) {
      await changes.record({ id: `${prefix}-${i}` }, changesOf(paths));
      tell(`ack ${prefix}-${i}`);
    }
  },

  async recordParts(root, id, prefix, times) {
    const { changes } = createContainer({ writer: { kind: "cli", name: "worker" } }).open({ root });
    await startingSignal();
    for (let i = 0; i < Number(times); i++) {
      await changes.record({ id: id ?? "" }, changesOf([`${prefix}/${i}.ts`]));
      tell(`ack ${i}`);
    }
  },

  /** Begins to watch, makes a file, and ends when all of `count` runs have made theirs. */
  async watchedRun(root, files, id, count) {
    const { changes } = createContainer({ writer: { kind: "cli", name: "worker" } }).open({ root, files: files ?? "" });
    const watch = await changes.begin();
    await startingSignal();
    writeFileSync(join(files ?? "", `${id}.txt`), `${id}\n`);
    const all = Array.from({ length: Number(count) }, (_, index) => join(files ?? "", `run${index}.txt`));
    standStillUntil(() => all.every((path) => existsSync(path)));
    await changes.record({ id: id ?? "" }, await watch.end());
    tell(`ack ${id}`);
  },

  async create(root, name) {
    const folder = createContainer({ writer: { kind: "cli", name: "worker" } }).open({ root });
    await startingSignal();
    try {
      tell(`ack ${(await folder.queues.create({ name: name ?? "" })).id}`);
    } catch (error) {
      tell(`refused ${error instanceof LockstepError ? error.code : String(error)}`);
    }
  },

  /** Runs the queues and groups of a folder until it is killed. */
  async works(root) {
    const container = createContainer({ writer: { kind: "cli", name: "worker" }, watch: "auto" });
    const folder = container.open({ root, files: dirname(root) });
    const gate = { unapproved: async () => [] };
    const worker = folder.work({ executor: new ChildExecutor({ grace: 500 }), gate, mayRun: () => true });
    await startingSignal();
    tell("ack works");
    worker.look();
    await once(process.stdin, "end");
  },

  /** Tells a queue, at random and as fast as it can, what people may tell it; says which of it was done. */
  async storms(root, id = "", milliseconds) {
    const { queues, queueControl } = createContainer({ writer: { kind: "cli", name: "worker" } }).open({ root });
    const anyCommand = async () => {
      const { commands } = await queues.find(id);
      return commands[randomInt(commands.length)]?.id ?? "";
    };
    const verbs = {
      pause: () => queueControl.pause(id),
      resume: () => queueControl.resume(id),
      start: () => queueControl.start(id),
      stop: () => queueControl.stop(id),
      retry: () => queueControl.retry(id),
      cancel: async () => queueControl.cancel(id, await anyCommand()),
      restart: async () => queueControl.restart(id, await anyCommand(), { append: randomInt(20) === 0 }),
    };
    // What brings work back comes more often than what takes it away.
    const drawn = [
      "pause",
      "resume",
      "start",
      "start",
      "stop",
      "retry",
      "cancel",
      ...Array(8).fill("restart"),
    ] as const;
    await startingSignal();
    const deadline = performance.now() + Number(milliseconds);
    while (performance.now() < deadline) {
      const verb: keyof typeof verbs = drawn[randomInt(drawn.length)];
      if (await isDone(verbs[verb]())) {
        tell(`ack ${verb}`);
      }
    }
  },

  /** Edits every so-manieth command that is pending, over and over, until none is left; says what each is from then on. */
  async edits(root, id = "", nth, of) {
    const { queues } = createContainer({ writer: { kind: "cli", name: "worker" } }).open({ root });
    await startingSignal();
    for (let version = 1, isLeft = true; isLeft; version++) {
      const { commands } = await queues.find(id);
      const own = commands.filter(({ status }, index) => status === "pending" && index % Number(of) === Number(nth));
      for (const { label, id: commandId } of own) {
        const run = { kind: "shell", command: `echo ${label} ${version} >> out` } as const;
        await isDone(
          queues.updateCommand(id, commandId, { run }).then(({ status }) => tell(`ack ${status} ${label} ${version}`)),
        );
      }
      isLeft = own.length > 0;
    }
  },

  /** Claims a command of the first queue that is to be run, and dies before it starts anything. */
  async claims(root) {
    const container = createContainer({ writer: { kind: "cli", name: "worker" }, watch: "auto" });
    const folder = container.open({ root, files: dirname(root) });
    const executor: Executor = {
      start: () => {
        process.kill(process.pid, "SIGKILL");
        throw new Error("It is on its way.");
      },
    };
    await startingSignal();
    folder.work({ executor, gate: { unapproved: async () => [] }, mayRun: () => true }).look();
    await once(process.stdin, "end");
  },

  /** Until the transcript is gone. */
  async exchanges(root, id, prefix, times) {
    const { sessions } = createContainer({ writer: { kind: "cli", name: "worker" } }).open({ root });
    await startingSignal();
    for (let i = 0; i < Number(times); i++) {
      try {
        tell(`ack ${(await sessions.append(id ?? "", { role: "assistant", text: `${prefix}-${i}` })).text}`);
      } catch (error) {
        tell(`refused ${error instanceof LockstepError ? error.code : String(error)}`);
        return;
      }
    }
  },

  /** Writes a transcript and says no more. */
  async transcript(root) {
    const { sessions } = createContainer({ writer: { kind: "cli", name: "worker" } }).open({ root });
    const live = await sessions.start({ title: "worker", agent: "claude" });
    await live.append({ role: "user", text: "before" });
    tell(`ack ${live.id}`);
    await startingSignal();
  },

  async cleanups(root, olderThan, times) {
    const { sessions } = createContainer({ writer: { kind: "cli", name: "worker" } }).open({ root });
    await startingSignal();
    for (let i = 0; i < Number(times); i++) {
      const { deleted } = await sessions.cleanup({ olderThan: Number(olderThan) });
      for (const { id, exchangeCount } of deleted) {
        tell(`deleted ${id} ${exchangeCount}`);
      }
    }
  },

  /** Runs a command line as a worker does, and stays with it. */
  async run(root, runId, line) {
    const { execution, lines } = new RecordedRun(new ChildExecutor(), line ?? "", { cwd: dirname(root) });
    if (execution.process !== undefined) {
      runProcessesOf(root).note(runId ?? "", execution.process);
    }
    await startingSignal();
    tell(`ack ${execution.process?.pid}`);
    await execution.ended;
    tell(lines.join("\n"));
  },

  async log(root, runId, cap, lines) {
    const log = runLogsOf(root, Number(cap)).create(runId ?? "");
    await startingSignal();
    for (let i = 0; i < Number(lines); i++) {
      log.write(Buffer.from(`line ${i}\n`));
    }
    tell(`ack ${log.failure?.message ?? "whole"}`);
  },

  async approve(folder, prefix, times) {
    const approvals = new Approvals(folder);
    await startingSignal();
    for (let i = 0; i < Number(times); i++) {
      approvals.approve([contentHash({ root: "/", kind: "shell", text: `${prefix}-${i}` })]);
    }
  },

  /** Gives every change a moment only, and cancels it then. */
  async impatient(root, key, times) {
    const { store } = createTestContainer({ root });
    await startingSignal();
    for (let i = 0; i < Number(times); i++) {
      const controller = new AbortController();
      const timer = setTimeout(() => controller.abort(), i % 8);
      try {
        await store.modify(key ?? "", counterCodec, increment, { signal: controller.signal });
        tell(`ack ${i}`);
      } catch (error) {
        tell(error instanceof LockstepError && error.code === "ABORTED" ? "gave up" : String(error));
      }
      clearTimeout(timer);
    }
  },

  async hold(root, key) {
    const { fileLockService, paths } = createTestContainer({ root });
    await fileLockService.withLock(paths.document(key as DocumentKey), startingSignal);
  },

  /** Writes only when it is told to, with the lock in hand since before. */
  async overwrite(root, key) {
    const { fileLockService, atomicWriter, paths } = createTestContainer({ root });
    const path = paths.document(key ?? "");
    await fileLockService.withLock(path, async (fence) => {
      await startingSignal();
      await atomicWriter.write(path, "older", { fence });
      tell("ack older");
    });
  },

  /** As if it were on another machine and impatient: finds a paused owner dead after a tenth of a second. */
  async usurp(root, key, entry) {
    const { store } = createTestContainer({ root, ...impatientStranger });
    await store.modify(key ?? "", counterCodec, addEntry(entry ?? ""));
  },

  /** Likewise, and stands still between its last look at the lock and its rename: from one file's coming to another's. */
  async usurpAndPause(root, key, entry, paused, goOn) {
    const { store, paths } = createTestContainer({ root, ...impatientStranger });
    const isCommit = (_: string, to: string) => to === paths.document(key ?? "");
    rightBefore("renameSync", isCommit, () => {
      writeFileSync(paused ?? "", "");
      standStillUntil(() => existsSync(goOn ?? ""));
    });
    await store.modify(key ?? "", counterCodec, addEntry(entry ?? ""));
    tell(`ack ${entry}`);
  },

  async lease(root, name) {
    const { leases } = createTestContainer({ root });
    const result = await leases.acquire(name ?? "");
    tell(result.success ? "leased" : "refused");
    await startingSignal();
  },

  async attach(root) {
    await createContainer({ writer: { kind: "window", name: "worker" } })
      .open({ root })
      .attach();
    await startingSignal();
  },
};

async function main(): Promise<void> {
  const [name = "", root = "", ...args] = process.argv.slice(2);
  const job = jobs[name];
  if (job === undefined) {
    throw new Error(`There is no job "${name}".`);
  }
  await job(root, ...args);
  process.exit(0);
}

main().catch((error) => {
  console.error(error);
  process.exit(1);
});
