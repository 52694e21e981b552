import type { WriterProcess } from "../laboratory/writer-process";
import { findFolder, type SeenFolder, seenInModel } from "./folder-view";
import type { Rules } from "./rules";
import { asksAbout, die, giveUp, step } from "./step";
import { StopFinder, stopOf } from "./stops";
import { nameOf, newWorld, type World, type Writer } from "./world";

type News = Awaited<ReturnType<WriterProcess["next"]>>;

export interface Participant {
  readonly process: WriterProcess;
  /** Takes everybody else for dead; otherwise it knows the truth. */
  readonly hasty: boolean;
}

export type Turn = "goes on" | "gives up" | "dies";

/** Far more steps than lie between two stops. */
const plenty = 1_000;

/** Writers as processes and the model of them, taking the same steps. */
export class Comparison {
  private world: World;
  private readonly at: string[] = [];
  private readonly finders: readonly StopFinder[];
  /** Whose the tokens are that were seen in the folder. */
  private readonly owners = new Map<string, string>();

  constructor(
    private readonly documentPath: string,
    private readonly participants: readonly Participant[],
    private readonly rules: Rules,
  ) {
    this.world = newWorld(participants.map(() => "add"));
    this.finders = participants.map(() => new StopFinder());
  }

  /** Brings each to its first stop, before it makes a lock file. */
  async begin(): Promise<void> {
    for (const [index, { process }] of this.participants.entries()) {
      process.order({ f: "add", value: nameOf(this.writer(index)) }, { holds: { calls: "all", naps: true } });
      this.at[index] = await this.toStop(index, await process.next());
    }
  }

  isOver(index: number): boolean {
    return this.at[index] === "done" || this.at[index] === "dead";
  }

  /** One goes on to its next stop, in both. Resolves with how they differ then. */
  async take(index: number, turn: Turn): Promise<string | undefined> {
    const process = this.participants[index]?.process;
    const from = this.at[index];
    if (process === undefined || this.isOver(index) || (turn === "gives up" && from !== "sleep")) {
      return undefined;
    }
    if (turn === "dies") {
      await process.killed();
      this.world = die(this.world, index);
      this.at[index] = "dead";
    } else {
      this.world = turn === "gives up" ? giveUp(this.world, index) : this.stepped(index);
      this.goToStop(index);
      this.at[index] = await this.toStop(index, await process.step(turn === "gives up" ? "a" : "g"));
    }
    const difference = this.difference();
    return difference && `${nameOf(this.writer(index))} ${turn} from "${from}": ${difference}`;
  }

  private stepped(index: number): World {
    const writer = this.writer(index);
    return step(this.world, index, { dead: this.takesForDead(writer), asleep: false }, this.rules);
  }

  private takesForDead(writer: Writer): boolean {
    const { names, files, writers } = this.world;
    const asked = asksAbout(writer);
    const file = files[names[asked ?? ""] ?? ""];
    const isHasty = this.participants[writer.index]?.hasty ?? false;
    return file !== undefined && (isHasty || (file.signed && writers[file.maker]?.alive === false));
  }

  private goToStop(index: number): void {
    for (let steps = 0; stopOf(this.world, this.writer(index)) === undefined; steps++) {
      if (steps > plenty) {
        throw new Error(`The model never stops: ${this.writer(index).place}`);
      }
      this.world = this.stepped(index);
    }
  }

  private difference(): string | undefined {
    const expected = this.described(this.expectedStops(), seenInModel(this.world));
    const found = this.described(this.at, findFolder(this.documentPath, this.pids, this.owners));
    return expected === found ? undefined : `the model says ${expected}, the folder ${found}`;
  }

  private described(stops: readonly (string | undefined)[], folder: SeenFolder): string {
    return JSON.stringify({ stops, ...folder });
  }

  private expectedStops(): readonly (string | undefined)[] {
    // Who sleeps may have been given the lock meanwhile; its process is where it was.
    return this.world.writers.map((writer) =>
      writer.alive
        ? writer.place === "sleep"
          ? "sleep"
          : (stopOf(this.world, writer) ?? this.at[writer.index])
        : "dead",
    );
  }

  private get pids(): readonly (number | undefined)[] {
    return this.participants.map(({ process }) => process.pid);
  }

  private writer(index: number): Writer {
    const writer = this.world.writers[index];
    if (writer === undefined) {
      throw new RangeError(`There is no writer ${index}.`);
    }
    return writer;
  }

  private async toStop(index: number, first: News): Promise<string> {
    const process = this.participants[index]?.process;
    let news = first;
    while (news.r === "held" && process !== undefined) {
      const stop = this.finders[index]?.stopAt(news.site);
      if (stop !== undefined) {
        return stop;
      }
      news = await process.step();
    }
    return news.r === "done" ? "done" : "dead";
  }
}
