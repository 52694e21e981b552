import type { Contender } from "./contender";
import { flock } from "./flock";
import { floor } from "./floor";
import { lockFile } from "./lock-file";
import { lockstep } from "./lockstep";
import { defaultRetries, properLockfile, tunedRetries } from "./proper-lockfile";
import { sqlite } from "./sqlite";
import { conf, lowdb } from "./without-lock";

export const contenders = {
  floor: (folder) => floor(folder, false),
  "floor, folder flushed": (folder) => floor(folder, true),
  lockstep,
  naive: (folder) => properLockfile(folder, defaultRetries),
  "tuned naive": (folder) => properLockfile(folder, tunedRetries),
  "O_EXCL lock file": lockFile,
  flock,
  sqlite,
  lowdb,
  conf,
} satisfies Record<string, (folder: string) => Contender>;

export type ContenderName = keyof typeof contenders;
