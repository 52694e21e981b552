import { unfinished } from "../../../src/core/unfinished";
import type { CommandTests } from "./command-tests";

type Tested = "lockstep.bookmark.toggleGlobal" | "lockstep.bookmark.toggleBranch";

export const scopeTests: CommandTests<Tested> = {
  "lockstep.bookmark.toggleGlobal": ["is unfinished", async () => unfinished()],
  "lockstep.bookmark.toggleBranch": ["is unfinished", async () => unfinished()],
};
