import { unfinished } from "../../../src/core/unfinished";
import type { CommandTests } from "./command-tests";

type Tested = "lockstep.settings.open" | "lockstep.walkthrough.open";

export const helpTests: CommandTests<Tested> = {
  "lockstep.settings.open": ["is unfinished", async () => unfinished()],
  "lockstep.walkthrough.open": ["is unfinished", async () => unfinished()],
};
