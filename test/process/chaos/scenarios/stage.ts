import { readFileSync } from "node:fs";
import { ignoring } from "../../../../src/core/errors";
import { eventually } from "../../../helpers/eventually";
import type { Call } from "../checker/history";
import type { There } from "../faults/sites";
import type { Extras, Laboratory } from "../laboratory/laboratory";
import { endOf, refusals, type WriterProcess } from "../laboratory/writer-process";

/** A laboratory with a few more writers, to whom nothing happens but what others do. */
export class Stage {
  /** Those who have not yet told how their call ended. */
  private readonly busy = new Set<WriterProcess>();

  private constructor(
    readonly laboratory: Laboratory,
    private readonly helpers: readonly WriterProcess[],
  ) {}

  static async in(laboratory: Laboratory, extras: Extras = {}): Promise<Stage> {
    return new Stage(laboratory, await laboratory.writers(2, extras));
  }

  /** Lets one begin with `call` and holds it where `there` is true first. */
  async hold(call: Call, there: There): Promise<void> {
    const helper = this.engage();
    helper.order(call, { holds: { calls: "all" } });
    for (let news = await helper.next(); news.r !== "held" || !there(news.site); news = await helper.step()) {
      if (news.r !== "held") {
        throw new Error(`A helper ended before it came to its place: ${JSON.stringify(news)}`);
      }
    }
  }

  /** Lets one begin with `call`; resolves when it waits for `lockPath`. */
  async join(call: Call, lockPath: string): Promise<void> {
    const line = () => notesIn(lockPath);
    const before = line();
    this.engage().order(call);
    await eventually("somebody waits", () => line() > before);
  }

  /** Lets all go on and resolves when all are done, with what went wrong with their calls. */
  async finish(): Promise<readonly string[]> {
    const ends = [...this.busy].map(async (helper) => {
      const ended = helper.heldAt === undefined ? endOf(await helper.next()) : await helper.finish();
      this.busy.delete(helper);
      return refusals(ended);
    });
    return (await Promise.all(ends)).flat();
  }

  private engage(): WriterProcess {
    const helper = this.helpers.find((each) => !this.busy.has(each));
    if (helper === undefined) {
      throw new Error("All helpers are busy.");
    }
    this.busy.add(helper);
    return helper;
  }
}

function notesIn(lockPath: string): number {
  const text = ignoring(["ENOENT"], () => readFileSync(lockPath, "utf8")) ?? "";
  return text.split("\n").filter((line) => line.startsWith("W ")).length;
}
