import { type Disposable, DisposableStore, Emitter } from "../events";
import type { NamedDocument } from "../records/named-document-repository";
import { idOf } from "../storage/document-key";
import type { DocumentKey } from "../storage/document-store";
import { Alarm } from "./alarm";
import { type DriveResult, type Driver, type DriverParts, lookInterval } from "./driver";
import type { GatedJob } from "./job-runner";
import { type Candidate, type WorkDocuments, type WorkKind, workKinds } from "./work-kinds";

export interface WorkerParts extends DriverParts, WorkDocuments {
  /** Which documents it may run. */
  readonly takes: (document: NamedDocument) => boolean;
  /** What is done once in a while, when something has run. Never rejects. */
  readonly keepHouse: () => Promise<void>;
}

/** Something that nobody has allowed to run on this machine. */
export interface ApprovalNeeded {
  readonly kind: "queue" | "group";
  readonly id: string;
  readonly name: string;
  readonly jobs: readonly GatedJob[];
}

/**
 * Runs what is to be run in one state folder, as long as it lives. It learns of work from changes of documents; only
 * where others run something does it look again, whether they still live.
 */
export class Worker implements Disposable {
  private readonly owned = new DisposableStore();
  private readonly kinds: readonly WorkKind[];
  private readonly driving = new Map<DocumentKey, { readonly driver: Driver; readonly done: Promise<void> }>();
  private readonly approvalNeeded = this.owned.add(new Emitter<ApprovalNeeded>());
  private readonly idled = this.owned.add(new Emitter<void>());
  private readonly rested = this.owned.add(new Emitter<void>());
  private readonly alarm = this.owned.add(new Alarm(() => this.look()));
  /** What changed since the last look. */
  private readonly changed = new Map<DocumentKey, WorkKind>();
  private isAllDue = false;
  private looking: Promise<void> | undefined;
  private isEnded = false;
  private housekeeping: Promise<void> | undefined;

  /** Told whenever it would run something and may not, again after every look. */
  readonly onDidNeedApproval = this.approvalNeeded.event;
  /** Nothing runs here, and there was nothing to run at the last look. */
  readonly onDidBecomeIdle = this.idled.event;
  /** Nothing runs here at this moment; something may wait for its time. */
  readonly onDidRest = this.rested.event;

  constructor(private readonly parts: WorkerParts) {
    this.kinds = workKinds(parts, parts);
    this.owned.add(parts.hooks.onDidEnd(() => this.tellIfIdle()));
    for (const kind of this.kinds) {
      this.owned.add(kind.onDidChange((key) => this.onChange(kind, key)));
    }
  }

  get isBusy(): boolean {
    return this.driving.size > 0 || this.looking !== undefined || this.parts.hooks.isBusy;
  }

  /** Something may be to be run, or may run from now on. */
  look(): void {
    this.isAllDue = true;
    this.lookSoon();
  }

  /**
   * Makes a change by which a queue or group is to be run, and runs it here if nobody else runs it already: who starts it
   * in a window wants to see it there.
   */
  async startingHere<T>(name: WorkKind["name"], id: string, change: () => Promise<T>): Promise<T> {
    const kind = this.kinds.find((one) => one.name === name);
    const document = (await kind?.read(id, this.now()))?.document;
    if (kind === undefined || document === undefined || !this.mayDrive(document, `${name}s/${id}`)) {
      return await change();
    }
    const driver = kind.driverOf(id);
    const changing = driver.reserve().then(change, change); // what keeps it from running is told when it is to run
    const done = changing.then(ignored, ignored).then(() => this.drive(kind, document, driver));
    this.driving.set(`${name}s/${id}`, { driver, done });
    return await changing;
  }

  /** Ends what runs here; others go on with the rest. Resolves when it is written down. */
  async end(): Promise<void> {
    this.isEnded = true;
    const drives = [...this.driving.values()];
    for (const { driver } of drives) {
      driver.end();
    }
    await Promise.all(drives.map(({ done }) => done));
    await Promise.all([this.parts.hooks.end(), this.housekeeping]);
    this.owned.dispose();
  }

  dispose(): void {
    void this.end();
  }

  private onChange(kind: WorkKind, key: DocumentKey): void {
    const driven = this.driving.get(key);
    if (driven === undefined) {
      this.changed.set(key, kind);
      this.lookSoon();
    } else {
      driven.driver.look();
    }
  }

  private lookSoon(): void {
    if (!this.isEnded) {
      this.looking ??= this.lookAround().finally(() => {
        this.looking = undefined;
        this.tellIfIdle();
      });
    }
  }

  private async lookAround(): Promise<void> {
    while ((this.isAllDue || this.changed.size > 0) && !this.isEnded) {
      const [isAllDue, changed] = [this.isAllDue, [...this.changed]];
      this.isAllDue = false;
      this.changed.clear();
      try {
        if (this.parts.mayRun()) {
          await (isAllDue ? this.lookAtAll() : this.lookAt(changed));
        }
      } catch (error) {
        this.parts.log.warn(`Queues and groups could not be looked at: ${String(error)}`);
        this.alarm.ringIn(lookInterval);
      }
    }
  }

  private async lookAtAll(): Promise<void> {
    for (const kind of this.kinds) {
      for (const candidate of await kind.list(this.now())) {
        this.consider(kind, candidate);
      }
    }
  }

  private async lookAt(changed: readonly (readonly [DocumentKey, WorkKind])[]): Promise<void> {
    for (const [key, kind] of changed) {
      if (await kind.isTaken(idOf(key))) {
        this.alarm.ringIn(lookInterval); // to see whether whoever has it still lives
        continue;
      }
      const candidate = await kind.read(idOf(key), this.now());
      if (candidate !== undefined) {
        this.consider(kind, candidate);
      }
    }
  }

  private consider(kind: WorkKind, { document, hasWork, nextStart }: Candidate): void {
    const key = `${kind.name}s/${document.id}`;
    if (!this.mayDrive(document, key)) {
      this.driving.get(key)?.driver.look();
      return;
    }
    if (nextStart !== undefined) {
      this.alarm.ringAt(Date.parse(nextStart));
    }
    if (hasWork) {
      const driver = kind.driverOf(document.id);
      this.driving.set(key, { driver, done: this.drive(kind, document, driver) });
    }
  }

  private mayDrive(document: NamedDocument, key: DocumentKey): boolean {
    return this.parts.mayRun() && this.parts.takes(document) && !this.driving.has(key) && !this.isEnded;
  }

  private async drive(kind: WorkKind, document: NamedDocument, driver: Driver): Promise<void> {
    const { id, name } = document;
    const key = `${kind.name}s/${id}`;
    try {
      const ask = (jobs: readonly GatedJob[]) => this.approvalNeeded.fire({ kind: kind.name, id, name, jobs });
      this.onDriven(kind, key, await driver.drive(ask));
    } catch (error) {
      this.parts.log.warn(`${key} could not be run: ${String(error)}`);
      this.alarm.ringIn(lookInterval);
    }
    this.driving.delete(key);
    this.tellIfIdle();
  }

  private onDriven(kind: WorkKind, key: DocumentKey, result: DriveResult): void {
    switch (result.kind) {
      case "elsewhere":
        this.alarm.ringIn(lookInterval);
        break;
      case "unapproved":
        break; // until somebody allows it
      default:
        this.housekeeping ??= this.parts.keepHouse();
        // What came while it ended, and was told to a driver that no longer looked.
        this.changed.set(key, kind);
        setImmediate(() => this.lookSoon());
    }
  }

  private tellIfIdle(): void {
    if (this.isBusy) {
      return;
    }
    this.rested.fire();
    if (!this.alarm.isSet) {
      this.idled.fire();
    }
  }

  private now(): string {
    return this.parts.clock.now().toISOString();
  }
}

function ignored(): void {}
