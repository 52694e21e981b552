import type { Call } from "../checker/history";
import { describeSite } from "../faults/call-site";
import { Laboratory } from "../laboratory/laboratory";
import { Random } from "../laboratory/random";
import type { WriterProcess } from "../laboratory/writer-process";
import { hasty, soon } from "./limits";
import type { Dose, Findings, Scenario } from "./scenario";
import { type Situation, type SituationName, situations } from "./situations";
import { Stage } from "./stage";
import { type Every, holdAt, untilItSleeps } from "./victim";

/** The victim believes what is true; whoever comes while it is paused takes everybody for dead. */
export interface Cast {
  readonly stage: Stage;
  readonly victim: WriterProcess;
  readonly taker: WriterProcess;
  readonly third: WriterProcess;
}

/** `wrapper` is a command that runs the writers. */
export async function cast(bundle: string, wrapper: readonly string[] = []): Promise<Cast> {
  const laboratory = await Laboratory.open(bundle);
  const patient = wrapper.length === 0 ? {} : { wrapper, limits: soon };
  const [victim, taker, third] = await Promise.all([
    laboratory.writer("obey", 0, patient),
    laboratory.writer("obey", 0, { wrapper, limits: hasty }),
    laboratory.writer("obey", 0, { wrapper, limits: hasty }),
  ]);
  return { stage: await Stage.in(laboratory, patient), victim, taker, third };
}

/** Runs one round and tells what is wrong, with the story of the round. */
export async function round(
  { stage }: Cast,
  situation: Situation,
  play: (tell: (what: string) => void) => Promise<void>,
): Promise<readonly string[]> {
  const { laboratory } = stage;
  const story: string[] = [];
  await laboratory.clear();
  await situation.prepare(stage);
  await play((what) => story.push(what));
  await stage.finish();
  await laboratory.change(soon);
  const problems = await laboratory.judgedRound();
  return problems.map((problem) => `${story.join("; ")}: ${problem}`);
}

const others: readonly ((stage: Stage) => Call)[] = [({ laboratory }) => laboratory.newAdd(), () => ({ f: "drain" })];

/**
 * A writer is paused before each of its calls; another one takes the lock over, makes its own change or deletes, and
 * releases; the first one wakes. It must find its lock lost, or have been done before.
 */
export const pausedOnce: Scenario = ({ bundle }) => pausedOnceIn(bundle, { every: "all" });

/** The same for those calls only that change the disk. */
export const pausedAtChanges: Scenario = ({ bundle }) => pausedOnceIn(bundle, { every: "changes" });

interface Pauses {
  readonly every: Every;
  readonly wrapper?: readonly string[];
  /** In each situation the taker does one of both things only, in turn. */
  readonly brief?: boolean;
}

export async function pausedOnceIn(bundle: string, { every, wrapper, brief = false }: Pauses): Promise<Findings> {
  const actors = await cast(bundle, wrapper);
  const { stage, victim, taker } = actors;
  const problems: string[] = [];
  let pauses = 0;
  try {
    for (const [index, [name, situation]] of Object.entries<Situation>(situations).entries()) {
      for (const other of brief ? others.slice(index % 2, (index % 2) + 1) : others) {
        for (let at = 1, held = true; held; at++, pauses++) {
          const found = await round(actors, situation, async (tell) => {
            held = await holdAt(victim, situation, stage, at, every);
            const call = other(stage);
            tell(`${name} paused at ${at}, ${describeSite(victim.heldAt)}, then ${call.f}`);
            await taker.perform(call);
            if (held) {
              await victim.finish();
            }
          });
          problems.push(...found);
        }
      }
    }
    return { problems, figures: { pauses, ...stage.laboratory.tally.figures } };
  } finally {
    await stage.laboratory.close();
  }
}

/**
 * The victim is paused as before; the taker, too, is paused before one of its changes of the disk; the victim wakes; a
 * third one makes a change; the taker wakes. `rounds` pairs of places, drawn by the seed.
 */
export const pausedTwice: Scenario = (dose) => pausedTwiceIn(dose);

export async function pausedTwiceIn(
  { bundle, seed, rounds }: Dose,
  wrapper: readonly string[] = [],
): Promise<Findings> {
  const actors = await cast(bundle, wrapper);
  const random = new Random(seed);
  const problems: string[] = [];
  try {
    for (let i = 0; i < rounds; i++) {
      const name = random.pick(Object.keys(situations) as SituationName[]);
      const pair = { other: random.pick(others), victimAt: random.between(1, 14), takerAt: random.between(1, 14) };
      const early = random.next() < 0.5;
      problems.push(
        ...(await round(actors, situations[name], (tell) => {
          tell(name);
          return playTwice(actors, situations[name], { ...pair, early }, tell);
        })),
      );
    }
    return { problems, figures: { rounds, ...actors.stage.laboratory.tally.figures } };
  } finally {
    await actors.stage.laboratory.close();
  }
}

interface Pair {
  readonly other: (stage: Stage) => Call;
  /** Before which change of the disk each is paused. */
  readonly victimAt: number;
  readonly takerAt: number;
  /** Whether the victim wakes before the third one comes. */
  readonly early: boolean;
}

async function playTwice(
  { stage, victim, taker, third }: Cast,
  situation: Situation,
  { other, victimAt, takerAt, early }: Pair,
  tell: (what: string) => void,
): Promise<void> {
  const held = await holdAt(victim, situation, stage, victimAt, "changes");
  tell(`paused at ${describeSite(victim.heldAt)}`);
  const call = other(stage);
  const heldToo = await holdAt(taker, { ...situation, calls: () => [call], events: [] }, stage, takerAt, "changes");
  tell(`${call.f} paused at ${describeSite(taker.heldAt)}`);
  tell(early ? "the first wakes, then a third" : "a third, then the first wakes");
  await (held && early ? untilItSleeps(victim) : undefined);
  await third.perform(stage.laboratory.newAdd());
  await (held && !early ? untilItSleeps(victim) : undefined);
  await (heldToo ? taker.finish() : undefined);
  await (victim.heldAt ? victim.finish() : undefined);
}
