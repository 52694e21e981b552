import { clocks, commonSleep } from "./clocks";
import { deaths } from "./deaths";
import { failingCalls } from "./failing-calls";
import { fullDisk } from "./full-disk";
import { herds } from "./herds";
import { kills } from "./kills";
import { ledgers } from "./ledgers";
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
  clocks: { run: clocks, rounds: 60 },
  commonSleep: { run: commonSleep, rounds: 30 },
  ledgers: { run: ledgers, rounds: 60 },
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
