import { LockstepError } from "../errors";
import { outcomeOf } from "../records/outcome";
import { BaseFileRepository } from "../storage/base-file-repository";
import { documentKey, idOf } from "../storage/document-key";
import type { DocumentKey, DocumentStore } from "../storage/document-store";
import { mergedRuns } from "./change-queries";
import { withoutOlder, withRun } from "./change-rules";
import { type ChangesDocument, changesCodec, type RunChanges } from "./run-changes";

/** Where the documents are. */
export const changesFolder = "local/changes";

/**
 * What runs changed: a few documents for each month in which runs began, so that recording one writes a little and
 * forgetting old ones deletes whole documents. Which runs changed a file is computed from these records and kept nowhere:
 * two indexes would be two documents, of which a crash could write one.
 */
export class FileChangeRepository extends BaseFileRepository<ChangesDocument> {
  constructor(store: DocumentStore) {
    super(store, changesCodec);
  }

  /**
   * Each run once, the newest first.
   *
   * @throws {LockstepError} the first problem: a part must not pass for the whole
   */
  async list(): Promise<readonly RunChanges[]> {
    const keys = await this.store.list(changesFolder);
    const documents = await Promise.all(keys.map((key) => this.readWithLock(key)));
    return mergedRuns(documents.flatMap((stored) => stored?.value.runs ?? []));
  }

  /** Merges with what is known of the run. Resolves with what its document holds of it now. */
  async record(run: RunChanges): Promise<RunChanges> {
    const month = monthOf(run);
    for (let part = await this.lastPart(month); ; part++) {
      const recorded = await outcomeOf<ChangesDocument, RunChanges | undefined>(
        (modifier) => this.modifyWithLock(documentKey(changesFolder, `${month}-${part}`), modifier),
        (document) => withRun(document, run),
      );
      if (recorded !== undefined) {
        return recorded;
      }
    }
  }

  /** Resolves with the ids of the runs that ended before. */
  async forgetOlderThan(time: Date): Promise<readonly string[]> {
    const forgotten: string[] = [];
    for (const key of await this.store.list(changesFolder)) {
      const found = (await this.readWithLock(key))?.value;
      if (withoutOlder(found, time).result.length > 0) {
        forgotten.push(...(await this.forgetIn(key, time)));
      }
    }
    return [...new Set(forgotten)];
  }

  protected owns(changed: DocumentKey): boolean {
    return changed.startsWith(`${changesFolder}/`);
  }

  private async forgetIn(key: DocumentKey, time: Date): Promise<readonly string[]> {
    const gone: string[][] = [];
    const removed = await this.deleteIf(key, (document) => {
      const { document: kept, result } = withoutOlder(document, time);
      gone.push([...result]);
      return kept.runs.length === 0;
    });
    if (removed) {
      return gone.at(-1) ?? [];
    }
    return await outcomeOf<ChangesDocument, readonly string[]>(
      (modifier) => this.modifyWithLock(key, modifier),
      (document) => withoutOlder(document, time),
    );
  }

  /** Whether it was deleted, as the document under the lock allowed. */
  private async deleteIf(key: DocumentKey, isEmpty: (document: ChangesDocument) => boolean): Promise<boolean> {
    try {
      const check = (document: ChangesDocument) => {
        if (!isEmpty(document)) {
          throw new StillNeeded();
        }
      };
      return (await this.deleteWithLock(key, check)) !== undefined;
    } catch (error) {
      if (error instanceof StillNeeded) {
        return false;
      }
      throw error;
    }
  }

  /** A run that was recorded in an earlier part is whole again where it is read: {@link mergedRuns}. */
  private async lastPart(month: string): Promise<number> {
    const parts = (await this.store.list(changesFolder)).map((key) => partOf(idOf(key), month));
    return Math.max(1, ...parts);
  }
}

class StillNeeded extends LockstepError {
  constructor() {
    super("PRECONDITION", "There are newer runs in it.");
  }
}

/** `2026-11`, in UTC. */
function monthOf({ startedAt }: RunChanges): string {
  return new Date(startedAt).toISOString().slice(0, 7);
}

function partOf(id: string, month: string): number {
  return id.startsWith(`${month}-`) && /^\d{1,6}$/.test(id.slice(8)) ? Number(id.slice(8)) : 1;
}
