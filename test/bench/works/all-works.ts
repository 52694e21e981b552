import type { Result } from "../harness/result";
import type { Workbench } from "../harness/workbench";
import { backToBack } from "./back-to-back";
import { coldBurst, warmBurst } from "./burst";
import { crash } from "./crash";
import { eventLoop } from "./event-loop";
import { idle } from "./idle";
import { inTurn } from "./in-turn";
import { manyBookmarks } from "./many-bookmarks";
import { nextIn } from "./next-in";
import { notice } from "./notice";
import { slowDisk } from "./slow-disk";
import { together } from "./together";
import { uncontended } from "./uncontended";
import { waiting } from "./waiting";

/** By the name that picks one: `npm run bench -- slow`. */
export const works: Readonly<Record<string, (bench: Workbench) => Promise<Result | readonly Result[]>>> = {
  apart: uncontended,
  row: backToBack,
  slow: slowDisk,
  warm: warmBurst,
  cold: coldBurst,
  together,
  turns: inTurn,
  next: nextIn,
  crash,
  notice,
  loop: eventLoop,
  many: manyBookmarks,
  waiting,
  idle,
};
