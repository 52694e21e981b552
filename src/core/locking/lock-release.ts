import { type FSWatcher, statSync, watch } from "node:fs";
import { ignoring } from "../errors";
import { tellThatItIsWanted } from "./owner-file";

/**
 * Resolves when the lock file at `path` is no longer the one that is there now, when `milliseconds` went by, or when the
 * signal aborts. Tells its owner that somebody waits.
 *
 * It watches the lock file, not its folder: a change makes many events in the folder, but one here. Where the system
 * does not tell of it (network disks), the time-out makes it a poll.
 */
export async function waitForRelease(
  path: string,
  milliseconds: number,
  signal: AbortSignal | undefined,
): Promise<void> {
  const present = identityOf(path);
  if (present === undefined) {
    return;
  }
  tellThatItIsWanted(path);
  await new Promise<void>((resolve) => {
    const wakeIfReleased = () => {
      if (identityOf(path) !== present) {
        wake();
      }
    };
    const wake = () => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", wake);
      watcher?.close();
      resolve();
    };
    const timer = setTimeout(wake, milliseconds);
    signal?.addEventListener("abort", wake, { once: true });
    const watcher = watchFile(path, wakeIfReleased);
    wakeIfReleased(); // it may have been released before the watch began
  });
}

/** Undefined where the system can't watch, or there is nothing to watch any more. */
function watchFile(path: string, onEvent: () => void): FSWatcher | undefined {
  try {
    const watcher = watch(path, onEvent);
    watcher.on("error", () => {}); // the time-out takes over
    return watcher;
  } catch {
    return undefined;
  }
}

/** With the time of birth: inode numbers are reused at once. */
function identityOf(path: string): string | undefined {
  const stat = ignoring(["ENOENT", "ENOTDIR"], () => statSync(path, { bigint: true }));
  return stat && `${stat.dev}-${stat.ino}-${stat.birthtimeNs}`;
}
