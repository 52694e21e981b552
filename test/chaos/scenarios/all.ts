import type { Scenario } from "../scenario";
import { deaths } from "./deaths";
import { fullDisk } from "./full-disk";
import { herds } from "./herds";
import { kills } from "./kills";
import { namespaces } from "./namespaces";
import { pausedDeletions, pausedDeletionsTwice, pausedOnce, pausedTwice } from "./pauses";
import { stopsAndKills, zombies } from "./zombies";

interface Entry {
  readonly run: Scenario;
  /** For one turn of the long run. */
  readonly rounds: number;
}

export const scenarios: Readonly<Record<string, Entry>> = {
  kills: { run: kills, rounds: 60 },
  deaths: { run: deaths, rounds: 1 },
  pausedOnce: { run: pausedOnce, rounds: 1 },
  pausedTwice: { run: pausedTwice, rounds: 100 },
  pausedDeletions: { run: pausedDeletions, rounds: 1 },
  pausedDeletionsTwice: { run: pausedDeletionsTwice, rounds: 100 },
  zombies: { run: zombies, rounds: 60 },
  stopsAndKills: { run: stopsAndKills, rounds: 60 },
  herds: { run: herds, rounds: 40 },
  fullDisk: { run: fullDisk, rounds: 52 },
  namespaces: { run: namespaces, rounds: 100 },
};
