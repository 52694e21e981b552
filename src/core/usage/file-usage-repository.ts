import { compareTexts } from "../compare-texts";
import { LockstepError } from "../errors";
import type { ListProblem } from "../records/named-document-repository";
import { outcomeOf } from "../records/outcome";
import { BaseFileRepository } from "../storage/base-file-repository";
import type { DocumentKey, DocumentStore } from "../storage/document-store";
import { isWithin, keyOf, type MonthPart, mayHold, partOf, type TimeRange, usageCollection } from "./months";
import { type UsageDocument, usageCodec } from "./usage-document";
import type { UsageEntry } from "./usage-entry";
import { type Added, eachIdOnce, isFull, unknownTo, withEntries } from "./usage-rules";

export interface UsageListing {
  readonly entries: readonly UsageEntry[];
  /** Documents that can't be read. */
  readonly problems: readonly ListProblem[];
}

/** What was used, month by month. Entries are added and never changed. */
export class FileUsageRepository extends BaseFileRepository<UsageDocument> {
  constructor(store: DocumentStore) {
    super(store, usageCodec);
  }

  /** Resolves with those that were not there yet. */
  async add(month: string, entries: readonly UsageEntry[]): Promise<readonly UsageEntry[]> {
    const added: (readonly UsageEntry[])[] = [];
    let left = entries;
    for (let part = 1; left.length > 0; part++) {
      const outcome = await this.addToPart(keyOf(month, part), left);
      added.push(outcome.added);
      left = outcome.left;
    }
    return added.flat();
  }

  /** Oldest first, each id once. */
  async list(range: TimeRange): Promise<UsageListing> {
    const entries: (readonly UsageEntry[])[] = [];
    const problems: ListProblem[] = [];
    for (const { key } of await this.parts(range)) {
      try {
        entries.push((await this.readWithLock(key))?.value.entries ?? []);
      } catch (error) {
        if (!(error instanceof LockstepError)) {
          throw error;
        }
        problems.push({ key, error });
      }
    }
    const found = eachIdOnce(entries.flat()).filter((entry) => isWithin(entry, range));
    return { entries: found.toSorted((left, right) => compareTexts(left.at, right.at)), problems };
  }

  protected owns(key: DocumentKey): boolean {
    return key.startsWith(`${usageCollection}/`);
  }

  /** A full document stays as it is, so what is in it may be read without its lock. */
  private async addToPart(key: DocumentKey, entries: readonly UsageEntry[]): Promise<Added> {
    const stored = await this.readWithLock(key);
    if (stored !== undefined && isFull(stored.value)) {
      return { added: [], left: unknownTo(stored.value, entries) };
    }
    return await outcomeOf<UsageDocument, Added>(
      (modifier) => this.modifyWithLock(key, modifier),
      (document) => withEntries(document, entries),
    );
  }

  private async parts(range: TimeRange): Promise<readonly MonthPart[]> {
    const parts = (await this.store.list(usageCollection)).flatMap((key) => partOf(key) ?? []);
    return parts
      .filter((part) => mayHold(part, range))
      .toSorted((left, right) => compareTexts(left.month, right.month) || left.part - right.part);
  }
}
