import { unfinished } from "../../../src/core/unfinished";
import type { CommandTests } from "./command-tests";

type Tested = "lockstep.bookmark.import" | "lockstep.bookmark.export";

export const exchangeTests: CommandTests<Tested> = {
  "lockstep.bookmark.import": ["is unfinished", async () => unfinished()],
  "lockstep.bookmark.export": ["is unfinished", async () => unfinished()],
};
