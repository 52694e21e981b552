import { type Disposable, DisposableStore, Emitter } from "../events";
import type { FileGroupRepository } from "../groups/file-group-repository";
import type { Group } from "../groups/group";
import * as groupRules from "../groups/run-rules";
import type { FileQueueRepository } from "../queues/file-queue-repository";
import type { Queue } from "../queues/queue";
import { hasWork, nextStartTime } from "../queues/run-rules";
import type { NamedDocument } from "../records/named-document-repository";
import { documentKey } from "../storage/document-key";
import { type DriveResult, type DriverParts, lookInterval } from "./driver";
import { GroupDriver } from "./group-driver";
import type { GatedJob } from "./job-runner";
import { QueueDriver } from "./queue-driver";

export interface WorkerParts extends DriverParts {
  readonly queues: FileQueueRepository;
  readonly groups: FileGroupRepository;
  /** Which documents it may run. */
  readonly takes: (document: NamedDocument) => boolean;
}

/** Something that nobody has allowed to run on this machine. */
export interface ApprovalNeeded {
  readonly kind: "queue" | "group";
  readonly id: string;
  readonly name: string;
  readonly jobs: readonly GatedJob[];
}

interface Driver {
  drive(): Promise<DriveResult>;
  look(): void;
  end(): void;
}

/** Milliseconds: the longest that a timer takes. */
const longestTimer = 2 ** 31 - 1;

/**
 * Runs what is to be run in one state folder, as long as it lives. It learns of work from changes of documents; only
 * where others run something does it look again, whether they still live.
 */
export class Worker implements Disposable {
  private readonly owned = new DisposableStore();
  private readonly driving = new Map<string, { readonly driver: Driver; readonly done: Promise<void> }>();
  private readonly approvalNeeded = this.owned.add(new Emitter<ApprovalNeeded>());
  private readonly idled = this.owned.add(new Emitter<void>());
  private looking: Promise<void> | undefined;
  private lookAgain = false;
  private timer: NodeJS.Timeout | undefined;
  private timerAt = Number.POSITIVE_INFINITY;
  private isEnded = false;

  /** Told whenever it would run something and may not, again after every look. */
  readonly onDidNeedApproval = this.approvalNeeded.event;
  /** Nothing runs here, and there was nothing to run at the last look. */
  readonly onDidBecomeIdle = this.idled.event;

  constructor(private readonly parts: WorkerParts) {
    for (const repository of [parts.queues, parts.groups]) {
      this.owned.add(
        repository.onDidChange((key) => {
          this.driving.get(key)?.driver.look();
          this.look();
        }),
      );
    }
  }

  get isBusy(): boolean {
    return this.driving.size > 0 || this.looking !== undefined;
  }

  /** Something may be to be run, or may run from now on. */
  look(): void {
    if (this.isEnded) {
      return;
    }
    this.lookAgain = true;
    this.looking ??= this.lookAround().finally(() => {
      this.looking = undefined;
      this.tellIfIdle();
    });
  }

  /** Ends what runs here; others go on with the rest. Resolves when it is written down. */
  async end(): Promise<void> {
    this.isEnded = true;
    clearTimeout(this.timer);
    const drives = [...this.driving.values()];
    for (const { driver } of drives) {
      driver.end();
    }
    await Promise.all(drives.map(({ done }) => done));
    this.owned.dispose();
  }

  dispose(): void {
    void this.end();
  }

  private async lookAround(): Promise<void> {
    while (this.lookAgain && !this.isEnded) {
      this.lookAgain = false;
      try {
        await this.lookOnce();
      } catch (error) {
        this.parts.log.warn(`Queues and groups could not be looked at: ${String(error)}`);
        this.lookAt(Date.now() + lookInterval);
      }
    }
  }

  private async lookOnce(): Promise<void> {
    if (!this.parts.mayRun()) {
      return;
    }
    const [queues, groups] = await Promise.all([
      this.parts.queues.listWithProblems(),
      this.parts.groups.listWithProblems(),
    ]);
    const now = this.parts.clock.now().toISOString();
    for (const queue of queues.items.filter(this.parts.takes)) {
      if (hasWork(queue, now)) {
        this.drive("queue", queue, () => new QueueDriver(queue.id, this.parts.queues, this.parts));
      }
      const next = nextStartTime(queue, now);
      if (next !== undefined) {
        this.lookAt(Date.parse(next));
      }
    }
    for (const group of groups.items.filter(this.parts.takes)) {
      if (groupRules.hasWork(group, now)) {
        this.drive("group", group, () => new GroupDriver(group.id, this.parts.groups, this.parts));
      }
    }
  }

  private drive(kind: ApprovalNeeded["kind"], document: Queue | Group, make: () => Driver): void {
    const key = documentKey(`${kind}s`, document.id);
    if (this.driving.has(key) || this.isEnded) {
      return;
    }
    const driver = make();
    const done = driver
      .drive()
      .then((result) => this.onDriven(kind, document, result))
      .catch((error: unknown) => {
        this.parts.log.warn(`${key} could not be run: ${String(error)}`);
        this.lookAt(Date.now() + lookInterval);
      })
      .finally(() => {
        this.driving.delete(key);
        this.tellIfIdle();
      });
    this.driving.set(key, { driver, done });
  }

  private onDriven(kind: ApprovalNeeded["kind"], { id, name }: NamedDocument, result: DriveResult): void {
    switch (result.kind) {
      case "elsewhere":
        this.lookAt(Date.now() + lookInterval);
        break;
      case "unapproved":
        this.approvalNeeded.fire({ kind, id, name, jobs: result.jobs });
        break;
      default:
        this.look(); // what came while it ended, and was told to a driver that no longer looked
    }
  }

  private lookAt(time: number): void {
    if (time < this.timerAt && !this.isEnded) {
      clearTimeout(this.timer);
      this.timerAt = time;
      this.timer = setTimeout(
        () => {
          this.timerAt = Number.POSITIVE_INFINITY;
          this.look();
        },
        Math.min(longestTimer, Math.max(0, time - Date.now())),
      );
    }
  }

  private tellIfIdle(): void {
    if (!this.isBusy && this.timerAt === Number.POSITIVE_INFINITY) {
      this.idled.fire();
    }
  }
}
