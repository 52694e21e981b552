import { unfinished } from "../../../src/core/unfinished";
import type { CommandTests } from "./command-tests";

type Tested =
  | "lockstep.bookmark.undo"
  | "lockstep.bookmark.redo"
  | "lockstep.bookmark.restoreFromTrash"
  | "lockstep.bookmark.emptyTrash";

export const historyTests: CommandTests<Tested> = {
  "lockstep.bookmark.undo": ["is unfinished", async () => unfinished()],
  "lockstep.bookmark.redo": ["is unfinished", async () => unfinished()],
  "lockstep.bookmark.restoreFromTrash": ["is unfinished", async () => unfinished()],
  "lockstep.bookmark.emptyTrash": ["is unfinished", async () => unfinished()],
};
