import type { Clock } from "../clock";
import type { Event } from "../events";
import { grouped } from "../grouped";
import { newId } from "../ids";
import type { FileUsageRepository, UsageListing } from "./file-usage-repository";
import { monthOf, type TimeRange } from "./months";
import type { UsageEntry } from "./usage-entry";
import { type UsageInput, usageEntry } from "./usage-input";
import { totalsOf, type UsageGrouping, type UsageTotal } from "./usage-totals";

export interface TotalsOptions extends TimeRange {
  readonly by: UsageGrouping;
}

/** What was used, and what it cost: the ledger of this machine. Everything may throw what the store throws. */
export class UsageService {
  constructor(
    private readonly repository: FileUsageRepository,
    private readonly clock: Clock,
  ) {}

  /** Something was reported, here or anywhere else. */
  readonly onDidChange: Event<void> = (listener) => this.repository.onDidChange(() => listener());

  /**
   * Adds what is not there yet: an id is never added twice. Resolves with what was added. Where that is of several months
   * and one of them can't be written, the others may be: who says ids may report it all again.
   *
   * @throws {LockstepError} `INVALID`, and nothing was added then
   */
  async report(inputs: readonly UsageInput[]): Promise<readonly UsageEntry[]> {
    const now = this.clock.now();
    const entries = inputs.map((input) => usageEntry(input, newId(), now));
    const added: (readonly UsageEntry[])[] = [];
    for (const [month, ofMonth] of grouped(entries, ({ at }) => monthOf(new Date(at)))) {
      added.push(await this.repository.add(month, ofMonth));
    }
    return added.flat();
  }

  /** Oldest first. @throws {LockstepError} when a document can't be read: a part must not pass for the whole */
  async list(range: TimeRange = {}): Promise<readonly UsageEntry[]> {
    const { entries, problems } = await this.repository.list(range);
    const [problem] = problems;
    if (problem !== undefined) {
      throw problem.error;
    }
    return entries;
  }

  /** What can be read, and what is wrong with the rest. */
  listWithProblems(range: TimeRange = {}): Promise<UsageListing> {
    return this.repository.list(range);
  }

  /** See {@link totalsOf}. @throws {LockstepError} as {@link list} does */
  async totals({ by, ...range }: TotalsOptions): Promise<readonly UsageTotal[]> {
    return totalsOf(await this.list(range), by);
  }
}
