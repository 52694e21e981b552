import { homedir } from "node:os";
import { posix, win32 } from "node:path";

/**
 * The folder of what Lockstep remembers on this machine, outside of every workspace: where its system keeps such things,
 * on Linux as the XDG Base Directory Specification says. A relative path in the environment counts for nothing there.
 */
export function machineFolder(
  platform: NodeJS.Platform = process.platform,
  env: NodeJS.ProcessEnv = process.env,
  home: string = homedir(),
): string {
  switch (platform) {
    case "win32":
      return win32.join(absolute(win32, env["LOCALAPPDATA"]) ?? win32.join(home, "AppData", "Local"), "Lockstep");
    case "darwin":
      return posix.join(home, "Library", "Application Support", "Lockstep");
    default:
      return posix.join(absolute(posix, env["XDG_STATE_HOME"]) ?? posix.join(home, ".local", "state"), "lockstep");
  }
}

function absolute(path: typeof posix, folder: string | undefined): string | undefined {
  return folder !== undefined && path.isAbsolute(folder) ? folder : undefined;
}
