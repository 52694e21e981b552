import { unfinished } from "../../../src/core/unfinished";
import type { CommandTests } from "./command-tests";

type Tested = "lockstep.tour.start" | "lockstep.tour.next" | "lockstep.tour.previous" | "lockstep.tour.end";

export const tourTests: CommandTests<Tested> = {
  "lockstep.tour.start": ["is unfinished", async () => unfinished()],
  "lockstep.tour.next": ["is unfinished", async () => unfinished()],
  "lockstep.tour.previous": ["is unfinished", async () => unfinished()],
  "lockstep.tour.end": ["is unfinished", async () => unfinished()],
};
