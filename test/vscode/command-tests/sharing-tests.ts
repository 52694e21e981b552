import { unfinished } from "../../../src/core/unfinished";
import type { CommandTests } from "./command-tests";

type Tested = "lockstep.state.share" | "lockstep.state.keepPrivate" | "lockstep.mergeDriver.install";

export const sharingTests: CommandTests<Tested> = {
  "lockstep.state.share": ["is unfinished", async () => unfinished()],
  "lockstep.state.keepPrivate": ["is unfinished", async () => unfinished()],
  "lockstep.mergeDriver.install": ["is unfinished", async () => unfinished()],
};
