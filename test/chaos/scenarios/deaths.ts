import type { Call } from "../history";
import { Laboratory } from "../laboratory";
import type { Findings, Scenario } from "../scenario";
import { Metronome } from "../stalls";
import { leaveCorpse } from "./corpse";

/** The change during which a process dies. */
interface Situation {
  readonly call: Call;
  readonly prepare: (laboratory: Laboratory) => Promise<void>;
}

const add: Call = { f: "add", value: "victim's" };

const situations: Readonly<Record<string, Situation>> = {
  "the first change": { call: add, prepare: async () => {} },
  "a change": {
    call: add,
    prepare: async (laboratory) => {
      await laboratory.change();
    },
  },
  "a takeover": {
    call: add,
    prepare: async (laboratory) => {
      await laboratory.change();
      await leaveCorpse(laboratory);
    },
  },
  "a deletion": {
    call: { f: "drain" },
    prepare: async (laboratory) => {
      await laboratory.change();
    },
  },
};

/** Milliseconds within which the next writer gets through. */
const promise = 1_000;

/** So many processes are on their way at the same time. */
const lanes = 3;

/**
 * A process dies right before the Nth call of one change, for every N until it gets through alive. (Right after the Nth
 * call the disk looks as right before the next one; odd seeds die there nevertheless.)
 */
export const deaths: Scenario = async (dose) => {
  const figures: Record<string, number> = {};
  const problems: string[] = [];
  const metronome = new Metronome();
  let slowest = 0;
  for (const [name, situation] of Object.entries(situations)) {
    let survived = false;
    let deepest = 0;
    let next = 1;
    const lane = async () => {
      while (!survived) {
        const at = next++;
        const when = dose.seed % 2 === 0 ? "before" : "after";
        const death = await dieAt(situation, at, dose.bundle, when).catch((error) => {
          survived = true; // the other lanes need not go on
          throw error;
        });
        survived ||= death.survived;
        deepest = Math.max(deepest, death.survived ? 0 : at);
        slowest = Math.max(slowest, death.recovery);
        problems.push(...death.problems.map((problem) => `death at call ${at} of ${name}: ${problem}`));
      }
    };
    await Promise.all(Array.from({ length: lanes }, lane));
    figures[`deaths in ${name}`] = deepest;
  }
  const noise = metronome.stop();
  if (slowest > promise + noise) {
    problems.push(`the next writer waited for ${slowest} ms (the machine itself: ${noise} ms)`);
  }
  return { problems, figures: { ...figures, stall: slowest, noise } } satisfies Findings;
};

interface Death {
  readonly survived: boolean;
  readonly recovery: number;
  readonly problems: readonly string[];
}

async function dieAt(
  { call, prepare }: Situation,
  at: number,
  bundle: string,
  when: "before" | "after",
): Promise<Death> {
  const laboratory = Laboratory.open(bundle);
  try {
    await prepare(laboratory);
    const victim = await laboratory.writer("obey", 0);
    const ended = await victim.perform(call, { kind: "die", at, when });
    await laboratory.endAll();
    const recovery = await laboratory.change();
    return {
      survived: ended.r === "done",
      recovery,
      problems: [
        ...(ended.r === "done" && ended.outcome !== "ok" ? [`refused: ${ended.error}`] : []),
        ...(await laboratory.judgedRound()),
      ],
    };
  } finally {
    await laboratory.close();
  }
}
