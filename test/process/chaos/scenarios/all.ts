import { deaths } from "./deaths";
import { failingCalls } from "./failing-calls";
import { fullDisk } from "./full-disk";
import { herds } from "./herds";
import { kills } from "./kills";
import { namespaces } from "./namespaces";
import { pausedOnce, pausedTwice } from "./pauses";
import type { Scenario } from "./scenario";
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
  pausedTwice: { run: pausedTwice, rounds: 400 },
  zombies: { run: zombies, rounds: 60 },
  stopsAndKills: { run: stopsAndKills, rounds: 60 },
  herds: { run: herds, rounds: 40 },
  failingCalls: { run: failingCalls, rounds: 1 },
  fullDisk: { run: fullDisk, rounds: 52 },
  namespaces: { run: namespaces, rounds: 100 },
};
