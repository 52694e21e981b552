import type { Rules } from "./rules";
import { asksAbout, canStep, step } from "./step";
import { lock, makerAt, nameOf, newWriter, type World, type Writer } from "./world";

/** More steps than anybody needs who is let go on. */
const plenty = 400;

/** What becomes of a world in which no more goes wrong. */

/** If all die now and one comes after them: it gets through, and nothing is left over. */
export function leftBehind(world: World, rules: Rules): string | undefined {
  const index = world.writers.length;
  const corpses = world.writers.map((writer) => ({ ...writer, alive: false }));
  let next: World = { ...world, writers: [...corpses, newWriter(index, "add")] };
  for (let steps = 0; steps < plenty && canGoOn(next, index); steps++) {
    next = truthfulStep(next, index, rules);
  }
  const left = [...Object.keys(next.names), ...Object.keys(next.temps).map((token) => `the temp of ${token}`)];
  const stuck =
    next.writers[index]?.outcome === "ok" ? [] : [`the next one is stuck at "${next.writers[index]?.place}"`];
  return [...stuck, ...left.map((name) => `left over: ${name}`)].join(", ") || undefined;
}

/**
 * If everybody who is alive goes on, one after the other: all get through. Nobody may need the heartbeats for it, that
 * is a lock file must not stay that was made by somebody alive who does not know of it.
 */
export function notServed(world: World, rules: Rules): string | undefined {
  let next = world;
  for (let rounds = 0; rounds < plenty && next.writers.some(canStep); rounds++) {
    for (const { index } of next.writers) {
      next = truthfulStep(next, index, rules);
    }
  }
  const waiting = next.writers.filter(canStep);
  return waiting.length === 0
    ? undefined
    : `${waiting.map((writer) => `${nameOf(writer)} at "${writer.place}"`).join(", ")} for ever; the lock is ${next.names[lock]}`;
}

function truthfulStep(world: World, index: number, rules: Rules): World {
  const writer = world.writers[index];
  if (writer === undefined || !canStep(writer)) {
    return world;
  }
  const asked = asksAbout(writer);
  const dead = asked !== undefined && makerAt(world, asked)?.alive === false;
  return step(world, index, { dead, asleep: false }, rules);
}

function canGoOn({ writers }: World, index: number): boolean {
  const writer: Writer | undefined = writers[index];
  return writer !== undefined && canStep(writer);
}
