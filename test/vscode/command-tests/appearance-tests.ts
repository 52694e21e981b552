import { unfinished } from "../../../src/core/unfinished";
import type { CommandTests } from "./command-tests";

type Tested =
  | "lockstep.bookmark.moveToList"
  | "lockstep.bookmark.setColor"
  | "lockstep.bookmark.setIcon"
  | "lockstep.bookmark.moveHere";

export const appearanceTests: CommandTests<Tested> = {
  "lockstep.bookmark.moveToList": ["is unfinished", async () => unfinished()],
  "lockstep.bookmark.setColor": ["is unfinished", async () => unfinished()],
  "lockstep.bookmark.setIcon": ["is unfinished", async () => unfinished()],
  "lockstep.bookmark.moveHere": ["is unfinished", async () => unfinished()],
};
