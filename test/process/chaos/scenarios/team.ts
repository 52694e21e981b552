import type { Laboratory } from "../laboratory/laboratory";
import type { WriterSetup } from "../laboratory/orders";
import type { Random } from "../laboratory/random";
import type { WriterProcess } from "../laboratory/writer-process";

export type Extras = Pick<WriterSetup, "limits" | "clock" | "asks">;

/** Writers that make random changes until they are killed, always as many. */
export class Team {
  private constructor(
    private readonly members: WriterProcess[],
    private readonly hire: () => Promise<WriterProcess>,
    private readonly laboratory: Laboratory,
  ) {}

  static async of(size: number, laboratory: Laboratory, random: Random, extras: Extras = {}): Promise<Team> {
    const hire = () => laboratory.writer("roam", random.between(0, 2 ** 30), extras);
    return new Team(await Promise.all(Array.from({ length: size }, hire)), hire, laboratory);
  }

  get all(): readonly WriterProcess[] {
    return this.members;
  }

  at(index: number): WriterProcess {
    const member = this.members[index];
    if (member === undefined) {
      throw new RangeError(`There is no member ${index}.`);
    }
    return member;
  }

  /** Kills one and puts another in its place. */
  async replace(index: number): Promise<void> {
    await this.laboratory.killed(this.at(index));
    this.members[index] = await this.hire();
  }
}
