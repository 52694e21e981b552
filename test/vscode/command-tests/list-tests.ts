import { unfinished } from "../../../src/core/unfinished";
import type { CommandTests } from "./command-tests";

type Tested =
  | "lockstep.list.create"
  | "lockstep.list.rename"
  | "lockstep.list.setColor"
  | "lockstep.list.setIcon"
  | "lockstep.list.setDefault"
  | "lockstep.list.delete";

export const listTests: CommandTests<Tested> = {
  "lockstep.list.create": ["is unfinished", async () => unfinished()],
  "lockstep.list.rename": ["is unfinished", async () => unfinished()],
  "lockstep.list.setColor": ["is unfinished", async () => unfinished()],
  "lockstep.list.setIcon": ["is unfinished", async () => unfinished()],
  "lockstep.list.setDefault": ["is unfinished", async () => unfinished()],
  "lockstep.list.delete": ["is unfinished", async () => unfinished()],
};
