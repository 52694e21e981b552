import { setTimeout as delay } from "node:timers/promises";
import type { Clock } from "../clock";
import { LockstepError } from "../errors";
import { Emitter } from "../events";
import type { Fence } from "../locking/file-lock-service";
import { backupPathOf } from "../locking/left-overs";
import type { Log } from "../log";
import type { AtomicWriter } from "./atomic-writer";
import { linkOrCopy } from "./backup";
import { type DocumentCodec, DocumentFormatError } from "./document-codec";
import { corrupt } from "./document-errors";
import { readDocumentFile, stampAt } from "./document-file";
import type { CorruptionReport, DocumentKey } from "./document-store";
import { removeFenced } from "./fenced-removal";
import { nameOf } from "./state-paths";

/** An editor that saves in place leaves half a file for a moment; what is still changing is not yet corrupt. */
const settleInterval = 200;
const longestSettling = 5;

interface Incident {
  readonly key: DocumentKey;
  readonly path: string;
  readonly reason: string;
}

/**
 * What happens to a document that is not valid: its bytes are kept as `<document>.corrupt-<time>`, the last good version
 * comes back and the user is told once. Without a good version nothing is touched and writing is refused.
 */
export class Recovery {
  private readonly reported = new Set<string>();
  private readonly found = new Emitter<CorruptionReport>();
  readonly onDidFind = this.found.event;

  constructor(
    private readonly writer: AtomicWriter,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  /** Waits until nobody is in the middle of writing the file. */
  async settle(path: string): Promise<void> {
    let before = stampAt(path);
    for (let looks = 0; looks < longestSettling; looks++) {
      await delay(settleInterval);
      const now = stampAt(path);
      if (now === before) {
        return;
      }
      before = now;
    }
  }

  /**
   * Under the document's lock. Returns when the last good version is back in place.
   *
   * @throws {LockstepError} `CORRUPT` when there is none
   */
  async bringBack<T>(incident: Incident, codec: DocumentCodec<T>, fence: Fence): Promise<void> {
    const { key, path, reason } = incident;
    const good = await readGoodBackup(path, codec);
    if (good === undefined) {
      this.reportOnce({ key, kept: path, restored: undefined, reason }, `${path} ${stampAt(path)}`);
      throw corrupt(key, reason);
    }
    const kept = this.keepBytes(path);
    await this.writer.write(path, good, { fence });
    this.log.warn(`${nameOf(key)} was not valid (${reason}); kept as ${kept}, the last good version is back.`);
    this.reportOnce({ key, kept, restored: path, reason }, kept);
  }

  /** Under the document's lock: the user decided to go on without it. Resolves with where the bytes are now. */
  async setAside(path: string, fence: Fence): Promise<string> {
    const kept = this.keepBytes(path);
    await removeFenced(path, fence);
    return kept;
  }

  private keepBytes(path: string): string {
    const kept = this.freeName(path);
    linkOrCopy(path, kept);
    return kept;
  }

  private freeName(path: string): string {
    const time = this.clock
      .now()
      .toISOString()
      .replace(/[-:]|\.\d+/g, "");
    const names = [
      `${path}.corrupt-${time}`,
      ...Array.from({ length: 99 }, (_, i) => `${path}.corrupt-${time}-${i + 2}`),
    ];
    const free = names.find((name) => stampAt(name) === undefined);
    if (free === undefined) {
      throw new LockstepError("IO", "There are too many copies of {0}; please remove some.", [path]);
    }
    return free;
  }

  private reportOnce(report: CorruptionReport, incident: string): void {
    if (!this.reported.has(incident)) {
      this.reported.add(incident);
      this.found.fire(report);
    }
  }
}

/** The text of `<document>.bak` when it is a valid document. */
async function readGoodBackup<T>(path: string, codec: DocumentCodec<T>): Promise<string | undefined> {
  const backup = await readDocumentFile(backupPathOf(path));
  if (backup === undefined) {
    return undefined;
  }
  try {
    codec.parse(backup.text);
    return backup.text;
  } catch (error) {
    if (error instanceof DocumentFormatError) {
      return undefined;
    }
    throw error;
  }
}
