import { unfinished } from "../../../src/core/unfinished";
import type { CommandTests } from "./command-tests";

type Tested = "lockstep.bookmark.listFile";

export const fileListTests: CommandTests<Tested> = {
  "lockstep.bookmark.listFile": ["is unfinished", async () => unfinished()],
};
