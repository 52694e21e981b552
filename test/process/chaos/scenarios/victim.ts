import type { CallSite } from "../faults/call-site";
import { goesToSleep } from "../faults/sites";
import type { Fault } from "../laboratory/orders";
import type { Ended, WriterProcess } from "../laboratory/writer-process";
import type { Situation } from "./situations";
import type { Stage } from "./stage";

/** Which calls count: all, or those that change the disk. Going to sleep counts, too. */
export type Every = "all" | "changes";

/**
 * Lets a writer begin with what it does in a situation and holds it before its `at`th call; what else happens in the
 * situation happens on the way. False when it is done before.
 */
export async function holdAt(
  victim: WriterProcess,
  situation: Situation,
  stage: Stage,
  at: number,
  every: Every,
): Promise<boolean> {
  const events = new Events(situation, stage);
  victim.order(situation.calls(stage), { holds: { calls: every, naps: true } });
  let news = await victim.next();
  for (let count = 1; news.r === "held"; count++) {
    if (count === at) {
      return true;
    }
    await events.at(news.site);
    news = await victim.step();
  }
  return false;
}

/** Lets a writer do what it does in a situation, to the end. */
export async function playOut(victim: WriterProcess, situation: Situation, stage: Stage, fault: Fault): Promise<Ended> {
  const events = new Events(situation, stage);
  victim.order(situation.calls(stage), { fault, holds: { calls: "changes", naps: true } });
  let news = await victim.next();
  while (news.r === "held") {
    await events.at(news.site);
    news = await victim.step();
  }
  return news;
}

/** What else happens in a situation, each once. */
class Events {
  private readonly pending: NonNullable<Situation["events"]>[number][];

  constructor(
    { events = [] }: Situation,
    private readonly stage: Stage,
  ) {
    this.pending = [...events];
  }

  async at(site: CallSite): Promise<void> {
    const index = this.pending.findIndex(({ when }) => when(site));
    if (index >= 0) {
      await this.pending.splice(index, 1)[0]?.happens(this.stage);
    }
  }
}

/** Lets a held writer go on to its end or until it waits for a lock. */
export async function untilItSleeps(writer: WriterProcess): Promise<void> {
  for (let news = await writer.step(); news.r === "held" && !goesToSleep(news.site); ) {
    news = await writer.step();
  }
}
