import type { Disposable } from "../core/events";
import type { Log } from "../core/log";
import type { WorkspaceFolders } from "./workspace-folders";

/** Lets the other writers of every open folder see this window. A folder that can't be written to is only looked at. */
export function attend(folders: WorkspaceFolders, log: Log): Disposable {
  return folders.follow(({ name, state }) => {
    state.attach().catch((error: unknown) => log.warn(`This window is not in the list of ${name}: ${String(error)}`));
    return { dispose: () => {} }; // closing the folder ends it
  });
}
