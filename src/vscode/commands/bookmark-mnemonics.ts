import { unfinished } from "../../core/unfinished";
import type { CommandHandlers } from "./command-table";

type MnemonicId =
  | "lockstep.bookmark.setMnemonic"
  | "lockstep.bookmark.jumpToMnemonic"
  | "lockstep.bookmark.toggleMnemonic0"
  | "lockstep.bookmark.toggleMnemonic1"
  | "lockstep.bookmark.toggleMnemonic2"
  | "lockstep.bookmark.toggleMnemonic3"
  | "lockstep.bookmark.toggleMnemonic4"
  | "lockstep.bookmark.toggleMnemonic5"
  | "lockstep.bookmark.toggleMnemonic6"
  | "lockstep.bookmark.toggleMnemonic7"
  | "lockstep.bookmark.toggleMnemonic8"
  | "lockstep.bookmark.toggleMnemonic9"
  | "lockstep.bookmark.jumpToMnemonic0"
  | "lockstep.bookmark.jumpToMnemonic1"
  | "lockstep.bookmark.jumpToMnemonic2"
  | "lockstep.bookmark.jumpToMnemonic3"
  | "lockstep.bookmark.jumpToMnemonic4"
  | "lockstep.bookmark.jumpToMnemonic5"
  | "lockstep.bookmark.jumpToMnemonic6"
  | "lockstep.bookmark.jumpToMnemonic7"
  | "lockstep.bookmark.jumpToMnemonic8"
  | "lockstep.bookmark.jumpToMnemonic9";

/** Numbered bookmarks. */
export class BookmarkMnemonics {
  readonly handlers: CommandHandlers<MnemonicId> = {
    "lockstep.bookmark.setMnemonic": () => unfinished(),
    "lockstep.bookmark.jumpToMnemonic": () => unfinished(),
    "lockstep.bookmark.toggleMnemonic0": () => unfinished(),
    "lockstep.bookmark.toggleMnemonic1": () => unfinished(),
    "lockstep.bookmark.toggleMnemonic2": () => unfinished(),
    "lockstep.bookmark.toggleMnemonic3": () => unfinished(),
    "lockstep.bookmark.toggleMnemonic4": () => unfinished(),
    "lockstep.bookmark.toggleMnemonic5": () => unfinished(),
    "lockstep.bookmark.toggleMnemonic6": () => unfinished(),
    "lockstep.bookmark.toggleMnemonic7": () => unfinished(),
    "lockstep.bookmark.toggleMnemonic8": () => unfinished(),
    "lockstep.bookmark.toggleMnemonic9": () => unfinished(),
    "lockstep.bookmark.jumpToMnemonic0": () => unfinished(),
    "lockstep.bookmark.jumpToMnemonic1": () => unfinished(),
    "lockstep.bookmark.jumpToMnemonic2": () => unfinished(),
    "lockstep.bookmark.jumpToMnemonic3": () => unfinished(),
    "lockstep.bookmark.jumpToMnemonic4": () => unfinished(),
    "lockstep.bookmark.jumpToMnemonic5": () => unfinished(),
    "lockstep.bookmark.jumpToMnemonic6": () => unfinished(),
    "lockstep.bookmark.jumpToMnemonic7": () => unfinished(),
    "lockstep.bookmark.jumpToMnemonic8": () => unfinished(),
    "lockstep.bookmark.jumpToMnemonic9": () => unfinished(),
  };
}
