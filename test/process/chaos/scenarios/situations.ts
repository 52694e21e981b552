import type { Call } from "../checker/history";
import { goesToSleep, replacesDocument, type There } from "../faults/sites";
import { Corpse, leaveCorpse } from "./corpse";
import type { Stage } from "./stage";

/** A change during which something happens to the one who makes it. */
export interface Situation {
  /** Brings an empty folder to where the change begins. */
  readonly prepare: (stage: Stage) => Promise<void>;
  readonly calls: (stage: Stage) => readonly Call[];
  /** Each once, when the victim comes to such a place. */
  readonly events?: readonly { readonly when: There; readonly happens: (stage: Stage) => Promise<void> }[];
  /** What the next writer asks for. */
  readonly next?: (stage: Stage) => Call;
}

const add = ({ laboratory }: Stage): readonly Call[] => [laboratory.newAdd()];

const aDocument = async ({ laboratory }: Stage): Promise<void> => {
  await laboratory.change();
};

/** The lock is held by somebody who goes on when the victim is asleep. */
const heldByAnother = async (stage: Stage): Promise<void> => {
  await aDocument(stage);
  await stage.hold(stage.laboratory.newAdd(), replacesDocument);
};
const theOtherGoesOn = {
  when: goesToSleep,
  happens: async (stage: Stage) => {
    await stage.finish();
  },
};

const twoOthersComeToWait = {
  when: replacesDocument,
  happens: async (stage: Stage) => {
    const { laboratory } = stage;
    await stage.join(laboratory.newAdd(), laboratory.lockPath);
    await stage.join(laboratory.newAdd(), laboratory.lockPath);
  },
};

/** For each laboratory the corpse that lies in it again and again. */
const corpses = new WeakMap<object, Corpse>();

async function aCorpse(stage: Stage): Promise<void> {
  const { laboratory } = stage;
  const known = corpses.get(laboratory);
  await laboratory.change();
  if (known === undefined) {
    await leaveCorpse(laboratory);
    corpses.set(laboratory, Corpse.in(laboratory.root));
  } else {
    known.lay();
  }
}

export const situations = {
  "the first change": {
    prepare: ({ laboratory }) => laboratory.clearAll(),
    calls: add,
  },
  "a change": {
    prepare: aDocument,
    calls: add,
  },
  "a change of four callers": {
    prepare: aDocument,
    calls: ({ laboratory }) => Array.from({ length: 4 }, () => laboratory.newAdd()),
  },
  "a change that waits": {
    prepare: heldByAnother,
    calls: add,
    events: [theOtherGoesOn],
  },
  "a hand-over": {
    prepare: aDocument,
    calls: add,
    events: [twoOthersComeToWait],
  },
  "a takeover": {
    prepare: aCorpse,
    calls: add,
  },
  "a deletion": {
    prepare: aDocument,
    calls: () => [{ f: "drain" }],
  },
  "a deletion that waits": {
    prepare: heldByAnother,
    calls: () => [{ f: "drain" }],
    events: [theOtherGoesOn],
  },
} satisfies Record<string, Situation>;

export type SituationName = keyof typeof situations;
