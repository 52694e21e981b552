import { unfinished } from "../../../src/core/unfinished";
import type { CommandTests } from "./command-tests";

type Tested =
  | "lockstep.bookmark.selectLines"
  | "lockstep.bookmark.expandSelectionToNext"
  | "lockstep.bookmark.expandSelectionToPrevious"
  | "lockstep.bookmark.shrinkSelection";

export const selectionTests: CommandTests<Tested> = {
  "lockstep.bookmark.selectLines": ["is unfinished", async () => unfinished()],
  "lockstep.bookmark.expandSelectionToNext": ["is unfinished", async () => unfinished()],
  "lockstep.bookmark.expandSelectionToPrevious": ["is unfinished", async () => unfinished()],
  "lockstep.bookmark.shrinkSelection": ["is unfinished", async () => unfinished()],
};
