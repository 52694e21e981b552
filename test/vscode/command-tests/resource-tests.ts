import { unfinished } from "../../../src/core/unfinished";
import type { CommandTests } from "./command-tests";

type Tested = "lockstep.bookmark.toggleFile" | "lockstep.bookmark.toggleFolder";

export const resourceTests: CommandTests<Tested> = {
  "lockstep.bookmark.toggleFile": ["is unfinished", async () => unfinished()],
  "lockstep.bookmark.toggleFolder": ["is unfinished", async () => unfinished()],
};
