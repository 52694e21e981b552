import { entering } from "./entering";
import { giving } from "./giving";
import { claimPath } from "./owner-files";
import type { Beliefs, Rules, Step } from "./rules";
import { taking } from "./taking";
import { waiting } from "./waiting";
import { apply, lock, type Place, type World, type Writer } from "./world";
import { writing } from "./writing";

const steps: { readonly [place in Exclude<Place, "done">]: Step } = {
  ...taking,
  ...waiting,
  ...entering,
  ...writing,
  ...giving,
};

/** One step of one writer; the same world when it is done or dead. */
export function step(world: World, index: number, beliefs: Beliefs, rules: Rules): World {
  const writer = world.writers[index];
  if (writer === undefined || !canStep(writer)) {
    return world;
  }
  const { place } = writer;
  return place === "done" ? world : apply(world, index, steps[place](world, writer, beliefs, rules));
}

export const canStep = ({ place, alive }: Writer): boolean => alive && place !== "done";

/** It is never scheduled again, and who asks the system learns it. */
export const die = (world: World, index: number): World => apply(world, index, { writer: { alive: false } });

/** Who sleeps in line no longer wants the lock. */
export function giveUp(world: World, index: number): World {
  return world.writers[index]?.place === "sleep" ? apply(world, index, { writer: { place: "leave" } }) : world;
}

/** Whose life its next step depends on: the file of that name; none where it does not ask. */
export function asksAbout(writer: Writer): string | undefined {
  switch (writer.place) {
    case "look":
    case "judge":
      return lock;
    case "judge heir":
      return claimPath(writer);
    case "look at next":
      return writer.line[writer.position];
    default:
      return undefined;
  }
}
