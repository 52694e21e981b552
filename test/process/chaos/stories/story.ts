import { readFileSync } from "node:fs";
import { ignoring } from "../../../../src/core/errors";
import { eventually } from "../../../helpers/eventually";
import type { Call } from "../checker/history";
import { describeSite } from "../faults/call-site";
import type { There } from "../faults/sites";
import { type Extras, Laboratory } from "../laboratory/laboratory";
import { type News, refusals, type WriterProcess } from "../laboratory/writer-process";
import { hasty } from "../scenarios/limits";

/** Tells what is wrong afterwards. */
export type Story = (bundle: string) => Promise<readonly string[]>;

/** Milliseconds within which whoever comes next gets through. */
const promise = 1_000;

/** Runs `play` in a laboratory with a document in it, then ends everybody, makes one more change and looks. */
export function story(play: (stage: StoryStage) => Promise<void>): Story {
  return storyFromTheBeginning(async (stage) => {
    await stage.laboratory.change();
    await play(stage);
  });
}

/** The same without even a state folder. */
export function storyFromTheBeginning(play: (stage: StoryStage) => Promise<void>): Story {
  return async (bundle) => {
    const laboratory = await Laboratory.open(bundle);
    const problems: string[] = [];
    try {
      await play(new StoryStage(laboratory, problems));
      await laboratory.endAll();
      const took = await laboratory.change();
      const stall = took > promise ? [`the next writer waited for ${Math.round(took)} ms`] : [];
      return [...problems, ...stall, ...(await laboratory.judgedRound())];
    } finally {
      await laboratory.close();
    }
  };
}

export class StoryStage {
  constructor(
    readonly laboratory: Laboratory,
    private readonly problems: string[],
  ) {}

  writer(extras: Extras = {}): Promise<Actor> {
    return this.laboratory.writer("obey", 0, extras).then((process) => new Actor(process, this.laboratory));
  }

  /** Takes everybody else for dead at first sight, as one does with a process that was paused for too long. */
  hasty(extras: Extras = {}): Promise<Actor> {
    return this.writer({ ...extras, limits: hasty });
  }

  expect(holds: boolean, what: string): void {
    if (!holds) {
      this.problems.push(what);
    }
  }

  /** `work` is done soon: nobody waits for a heartbeat. */
  async soon(what: string, work: Promise<unknown>): Promise<void> {
    const begun = performance.now();
    await work;
    const took = performance.now() - begun;
    this.expect(took <= promise, `${what} took ${Math.round(took)} ms`);
  }

  lockFile(): string {
    return ignoring(["ENOENT"], () => readFileSync(this.laboratory.lockPath, "utf8")) ?? "";
  }
}

export const add = (value: string): Call => ({ f: "add", value });
export const drain: Call = { f: "drain" };

/** A writer whose every call of the file system is told and may be waited for. */
export class Actor {
  constructor(
    readonly process: WriterProcess,
    private readonly laboratory: Laboratory,
  ) {}

  /** Begins with `call` and is held before the first call of the file system that `there` is true for. */
  async hold(call: Call, there: There): Promise<void> {
    this.process.order(call, { holds: { calls: "all", naps: true } });
    await this.onTo(await this.process.next(), there);
  }

  /** Goes on to the next such place. */
  async holdLater(there: There): Promise<void> {
    await this.onTo(await this.process.step(), there);
  }

  /** Was let go on, and comes to such a place. */
  async heldAt(there: There): Promise<void> {
    await this.onTo(await this.process.next(), there);
  }

  /** Was let go on, to the end. */
  async ended(): Promise<readonly string[]> {
    const news = await this.process.next();
    return news.r === "held" ? this.finish() : refusals(news);
  }

  /** Goes on; resolves with how its call ended. */
  async finish(): Promise<readonly string[]> {
    return refusals(await this.process.finish());
  }

  async perform(call: Call): Promise<readonly string[]> {
    return refusals(await this.process.perform(call));
  }

  /** Begins and waits for the lock, on its own from then on. */
  async wait(call: Call): Promise<{ readonly done: Promise<readonly string[]> }> {
    const notes = () => noteCount(this.laboratory.lockPath);
    const before = notes();
    const done = this.perform(call);
    await eventually("it waits", () => notes() > before);
    return { done };
  }

  killed(): Promise<void> {
    return this.laboratory.killed(this.process);
  }

  private async onTo(first: News, there: There): Promise<void> {
    const passed: string[] = [];
    let news = first;
    while (news.r === "held" && !there(news.site)) {
      passed.push(describeSite(news.site));
      news = await this.process.step();
    }
    if (news.r !== "held") {
      throw new Error(`It ended (${JSON.stringify(news)}) before it came to that place:\n${passed.join("\n")}`);
    }
  }
}

function noteCount(lockPath: string): number {
  const text = ignoring(["ENOENT"], () => readFileSync(lockPath, "utf8")) ?? "";
  return text.split("\n").filter((line) => line.startsWith("W ")).length;
}
