import { unfinished } from "../../../src/core/unfinished";
import type { CommandTests } from "./command-tests";

type Tested =
  | "lockstep.bookmarks.showByFile"
  | "lockstep.bookmarks.showByList"
  | "lockstep.bookmarks.showFlat"
  | "lockstep.bookmarks.hidePosition"
  | "lockstep.bookmarks.showPosition"
  | "lockstep.bookmarks.sort"
  | "lockstep.bookmarks.filter"
  | "lockstep.bookmarks.clearFilter"
  | "lockstep.bookmarks.refresh";

export const viewTests: CommandTests<Tested> = {
  "lockstep.bookmarks.showByFile": ["is unfinished", async () => unfinished()],
  "lockstep.bookmarks.showByList": ["is unfinished", async () => unfinished()],
  "lockstep.bookmarks.showFlat": ["is unfinished", async () => unfinished()],
  "lockstep.bookmarks.hidePosition": ["is unfinished", async () => unfinished()],
  "lockstep.bookmarks.showPosition": ["is unfinished", async () => unfinished()],
  "lockstep.bookmarks.sort": ["is unfinished", async () => unfinished()],
  "lockstep.bookmarks.filter": ["is unfinished", async () => unfinished()],
  "lockstep.bookmarks.clearFilter": ["is unfinished", async () => unfinished()],
  "lockstep.bookmarks.refresh": ["is unfinished", async () => unfinished()],
};
