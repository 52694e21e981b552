import { unfinished } from "../../../src/core/unfinished";
import type { Mnemonic } from "../../../src/vscode/commands/command-table";
import type { CommandTests } from "./command-tests";

type Tested =
  | "lockstep.bookmark.setMnemonic"
  | "lockstep.bookmark.jumpToMnemonic"
  | `lockstep.bookmark.toggleMnemonic${Mnemonic}`
  | `lockstep.bookmark.jumpToMnemonic${Mnemonic}`;

export const mnemonicTests: CommandTests<Tested> = {
  "lockstep.bookmark.setMnemonic": ["is unfinished", async () => unfinished()],
  "lockstep.bookmark.jumpToMnemonic": ["is unfinished", async () => unfinished()],
  "lockstep.bookmark.toggleMnemonic0": ["is unfinished", async () => unfinished()],
  "lockstep.bookmark.toggleMnemonic1": ["is unfinished", async () => unfinished()],
  "lockstep.bookmark.toggleMnemonic2": ["is unfinished", async () => unfinished()],
  "lockstep.bookmark.toggleMnemonic3": ["is unfinished", async () => unfinished()],
  "lockstep.bookmark.toggleMnemonic4": ["is unfinished", async () => unfinished()],
  "lockstep.bookmark.toggleMnemonic5": ["is unfinished", async () => unfinished()],
  "lockstep.bookmark.toggleMnemonic6": ["is unfinished", async () => unfinished()],
  "lockstep.bookmark.toggleMnemonic7": ["is unfinished", async () => unfinished()],
  "lockstep.bookmark.toggleMnemonic8": ["is unfinished", async () => unfinished()],
  "lockstep.bookmark.toggleMnemonic9": ["is unfinished", async () => unfinished()],
  "lockstep.bookmark.jumpToMnemonic0": ["is unfinished", async () => unfinished()],
  "lockstep.bookmark.jumpToMnemonic1": ["is unfinished", async () => unfinished()],
  "lockstep.bookmark.jumpToMnemonic2": ["is unfinished", async () => unfinished()],
  "lockstep.bookmark.jumpToMnemonic3": ["is unfinished", async () => unfinished()],
  "lockstep.bookmark.jumpToMnemonic4": ["is unfinished", async () => unfinished()],
  "lockstep.bookmark.jumpToMnemonic5": ["is unfinished", async () => unfinished()],
  "lockstep.bookmark.jumpToMnemonic6": ["is unfinished", async () => unfinished()],
  "lockstep.bookmark.jumpToMnemonic7": ["is unfinished", async () => unfinished()],
  "lockstep.bookmark.jumpToMnemonic8": ["is unfinished", async () => unfinished()],
  "lockstep.bookmark.jumpToMnemonic9": ["is unfinished", async () => unfinished()],
};
