import { keyOf } from "./key";
import { brokenPromise } from "./promises";
import type { Beliefs, Rules } from "./rules";
import { asksAbout, canStep, die, giveUp, step } from "./step";
import { makerAt, type World, type Writer } from "./world";

/** What may happen beside the steps themselves, and how often in all: each makes the number of worlds larger. */
export interface Mishaps {
  /** An owner that lives is taken for dead, or one in line for asleep. */
  readonly mistakes: number;
  readonly deaths: number;
  /** Somebody who waits no longer wants to. */
  readonly withdrawals: number;
  /** One is stopped in the middle of what it does and another goes on; left out: as often as may be. */
  readonly pauses?: number;
}

export interface Move {
  readonly writer: number;
  readonly what: "step" | "mistakes" | "dies" | "gives up";
}

interface Situation {
  readonly world: World;
  readonly left: Mishaps;
  /** Who made the last step. */
  readonly running?: number;
}

export interface Found {
  readonly worlds: number;
  readonly problem?: string;
  /** How it comes about. */
  readonly moves?: readonly Move[];
}

/**
 * Goes through every interleaving of all steps, with so many mishaps at any point; ends at the first world in which
 * `check` finds something. Depth first; `most` worlds at most.
 */
export function search(
  first: World,
  mishaps: Mishaps,
  rules: Rules,
  check: (world: World) => string | undefined = brokenPromise,
  most = Number.POSITIVE_INFINITY,
): Found {
  const seen = new Set<string>();
  const path: { readonly moves: Iterator<readonly [Move, Situation]>; move?: Move }[] = [];
  const enter = (situation: Situation, move?: Move): string | undefined => {
    const key = keyOf(situation.world, Object.values(situation.left), situation.running);
    if (seen.has(key) || seen.size >= most) {
      return undefined;
    }
    seen.add(key);
    path.push({ moves: movesFrom(situation, rules), ...(move && { move }) });
    return check(situation.world);
  };
  let problem = enter({ world: first, left: mishaps });
  for (let last = path.at(-1); last !== undefined && problem === undefined; last = path.at(-1)) {
    const { done, value } = last.moves.next();
    if (done) {
      path.pop();
    } else {
      problem = enter(value[1], value[0]);
    }
  }
  return problem === undefined
    ? { worlds: seen.size }
    : { worlds: seen.size, problem, moves: path.flatMap(({ move }) => move ?? []) };
}

function movesFrom(situation: Situation, rules: Rules): Iterator<readonly [Move, Situation]> {
  return situation.world.writers
    .filter(canStep)
    .map((writer) => ({ writer, now: scheduled(situation, writer.index) }))
    .filter(({ now }) => (now.left.pauses ?? 0) >= 0)
    .flatMap(({ writer, now }) => [...stepsOf(writer, now, rules), ...accidentsOf(writer, now)])
    .values();
}

function stepsOf(writer: Writer, { world, left, running }: Required<Situation>, rules: Rules) {
  return beliefsOf(world, writer, left).map(([what, beliefs]): readonly [Move, Situation] => {
    const next = step(world, writer.index, beliefs, rules);
    const mistakes = left.mistakes - (what === "mistakes" ? 1 : 0);
    return [
      { writer: writer.index, what },
      { world: next, left: { ...left, mistakes }, running },
    ];
  });
}

function accidentsOf({ index, place }: Writer, { world, left, running }: Required<Situation>) {
  const accidents: (readonly [Move, Situation])[] = [];
  if (left.deaths > 0) {
    const after = { ...left, deaths: left.deaths - 1 };
    accidents.push([
      { writer: index, what: "dies" },
      { world: die(world, index), left: after, running },
    ]);
  }
  if (left.withdrawals > 0 && place === "sleep") {
    const after = { ...left, withdrawals: left.withdrawals - 1 };
    accidents.push([
      { writer: index, what: "gives up" },
      { world: giveUp(world, index), left: after, running },
    ]);
  }
  return accidents;
}

const nobody = -1;

/** It goes on now. Where pauses are counted, whoever went on before is stopped by that, unless it sleeps or is done. */
function scheduled({ world, left, running }: Situation, index: number): Required<Situation> {
  const { pauses } = left;
  const before = world.writers[running ?? nobody];
  const pause = before !== undefined && before.index !== index && canStep(before) && before.place !== "sleep";
  return pauses === undefined
    ? { world, left, running: nobody }
    : { world, left: { ...left, pauses: pause ? pauses - 1 : pauses }, running: index };
}

/** The truth, as a process learns it that shares the other's pids; and, where it lives, a mistake. */
function beliefsOf(world: World, writer: Writer, { mistakes }: Mishaps): readonly (readonly [Move["what"], Beliefs])[] {
  const asked = asksAbout(writer);
  const maker = asked === undefined ? undefined : makerAt(world, asked);
  const truth = { dead: maker?.alive === false, asleep: false };
  return maker?.alive && mistakes > 0
    ? [
        ["step", truth],
        ["mistakes", { dead: true, asleep: true }],
      ]
    : [["step", truth]];
}
