import type { LivenessLimits } from "../../../src/core/locking/liveness";
import type { Call } from "../history";
import { Laboratory } from "../laboratory";
import { Random } from "../random";
import type { Dose, Scenario } from "../scenario";
import type { WriterProcess } from "../writer-process";

/**
 * Everybody takes everybody else for dead at first sight: the worst verdict at any time. Nothing depends on time any
 * more, so the same order of steps always does the same, and takeovers cost no waiting.
 */
export const hasty: LivenessLimits = { stale: 0, unwritten: 0, longestGap: 1_500 };

type Kind = "add" | "drain";

const onlyAdds: readonly Kind[] = ["add"];
const addsAndDrains: readonly Kind[] = ["add", "drain"];

interface Cast {
  readonly laboratory: Laboratory;
  readonly zombie: WriterProcess;
  readonly taker: WriterProcess;
  readonly third: WriterProcess;
}

async function cast(bundle: string, wrapper: readonly string[]): Promise<Cast> {
  const laboratory = Laboratory.open(bundle);
  const [zombie, taker, third] = await Promise.all([
    laboratory.writer("obey", 0, hasty, wrapper),
    laboratory.writer("obey", 0, hasty, wrapper),
    laboratory.writer("obey", 0, hasty, wrapper),
  ]);
  if (zombie === undefined || taker === undefined || third === undefined) {
    throw new Error("Three were asked for.");
  }
  return { laboratory, zombie, taker, third };
}

class Values {
  private made = 0;

  call(kind: Kind): Call {
    return kind === "add" ? { f: "add", value: `v${this.made++}` } : { f: "drain" };
  }
}

/** Lets `process` work on `call` until it is about to make its `at`th change of the disk. False when it is done before. */
async function holdAt(process: WriterProcess, call: Call, at: number): Promise<boolean> {
  process.order(call, { kind: "step", every: "change" });
  let news = await process.next();
  for (let step = 1; news.r === "held" && step < at; step++) {
    news = await process.step();
  }
  return news.r === "held";
}

const where = ({ heldAt }: WriterProcess) => `${heldAt?.name} ${heldAt?.target.split("/").at(-1)}`;

/** Runs one round and tells what is wrong, with the story of the round. */
async function round({ laboratory }: Cast, story: () => string, play: () => Promise<void>): Promise<readonly string[]> {
  laboratory.clear();
  await laboratory.change();
  await play();
  await laboratory.change();
  const problems = await laboratory.judgedRound();
  return problems.map((problem) => `${story()}: ${problem}`);
}

/**
 * A writer is paused before each of its changes of the disk; another takes its lock over, makes its own change and
 * releases; the first one wakes. It must find its lock lost, or have been done before.
 */
export const pausedOnce: Scenario = ({ bundle }) => pausedOnceIn(bundle, onlyAdds);

/** The same, with changes and deletions. */
export const pausedDeletions: Scenario = ({ bundle }) => pausedOnceIn(bundle, addsAndDrains);

/** `wrapper` is a command that runs the writers. */
export async function pausedOnceIn(bundle: string, kinds = onlyAdds, wrapper: readonly string[] = []) {
  const actors = await cast(bundle, wrapper);
  const { laboratory, zombie, taker } = actors;
  const values = new Values();
  const problems: string[] = [];
  let rounds = 0;
  try {
    for (const [mine, other] of combinations(kinds)) {
      for (let at = 1, held = true; held; at++) {
        let story = "";
        const found = await round(
          actors,
          () => story,
          async () => {
            held = await holdAt(zombie, values.call(mine), at);
            story = `${mine} paused at ${where(zombie)}, then ${other}`;
            await taker.perform(values.call(other));
            if (held) {
              await zombie.finish();
            }
          },
        );
        problems.push(...found);
        rounds++;
      }
    }
    return { problems, figures: { rounds, ...laboratory.tally } };
  } finally {
    await laboratory.close();
  }
}

/**
 * The zombie is paused as before; the taker, too, is paused before one of its changes of the disk; the zombie wakes; a
 * third one makes a change; the taker wakes. `rounds` of all pairs of places, in an order that the seed draws.
 */
export const pausedTwice: Scenario = (dose) => pausedTwiceIn(dose, onlyAdds);

export const pausedDeletionsTwice: Scenario = (dose) => pausedTwiceIn(dose, addsAndDrains);

export async function pausedTwiceIn({ bundle, seed, rounds }: Dose, kinds = onlyAdds, wrapper: readonly string[] = []) {
  const pairs = shuffled(allPairs(kinds), new Random(seed)).slice(0, rounds);
  const actors = await cast(bundle, wrapper);
  const values = new Values();
  const problems: string[] = [];
  try {
    for (const pair of pairs) {
      const story: string[] = [];
      problems.push(
        ...(await round(
          actors,
          () => story.join("; "),
          () => playTwice(actors, pair, values, story),
        )),
      );
    }
    return { problems, figures: { rounds: pairs.length, ...actors.laboratory.tally } };
  } finally {
    await actors.laboratory.close();
  }
}

interface Pair {
  readonly mine: Kind;
  readonly other: Kind;
  /** Before which change of the disk each is paused. */
  readonly zombieAt: number;
  readonly takerAt: number;
  /** Whether the zombie wakes before the third one comes. */
  readonly early: boolean;
}

async function playTwice({ zombie, taker, third }: Cast, pair: Pair, values: Values, story: string[]): Promise<void> {
  const { mine, other, zombieAt, takerAt, early } = pair;
  const held = await holdAt(zombie, values.call(mine), zombieAt);
  story.push(`${mine} paused at ${where(zombie)}`);
  const heldToo = await holdAt(taker, values.call(other), takerAt);
  story.push(
    `${other} paused at ${where(taker)}`,
    early ? "the first wakes, then a third" : "a third, then the first wakes",
  );
  const wake = async () => {
    if (held) {
      await zombie.finish();
    }
  };
  await (early ? wake() : undefined);
  await third.perform(values.call("add"));
  await (early ? undefined : wake());
  if (heldToo) {
    await taker.finish();
  }
}

/** A change, with a takeover, changes the disk about so many times. */
const mostChanges = 24;

function allPairs(kinds: readonly Kind[]): readonly Pair[] {
  const places = Array.from({ length: mostChanges }, (_, index) => index + 1);
  return combinations(kinds).flatMap(([mine, other]) =>
    places.flatMap((zombieAt) =>
      places.flatMap((takerAt) => [true, false].map((early) => ({ mine, other, zombieAt, takerAt, early }))),
    ),
  );
}

function shuffled<T>(items: readonly T[], random: Random): readonly T[] {
  return items
    .map((item) => ({ item, rank: random.next() }))
    .sort((a, b) => a.rank - b.rank)
    .map(({ item }) => item);
}

function combinations(kinds: readonly Kind[]): readonly (readonly [Kind, Kind])[] {
  return kinds.flatMap((mine) => kinds.map((other) => [mine, other] as const));
}
