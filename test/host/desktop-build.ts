// The desktop build, as its maker ships it: preferred wherever it can be downloaded and shown.
import { downloadAndUnzipVSCode } from "@vscode/test-electron";
import { cacheFolder } from "./cache";
import type { VSCodeVersion } from "./versions";

export type Build = "desktop" | "server";

const releases = "https://update.code.visualstudio.com/api/releases/stable";
const probeTimeoutMs = 3_000;

/** The build to use here: what LOCKSTEP_TEST_BUILD says, else the desktop build if it can be had. */
export async function chooseBuild(): Promise<Build> {
  const chosen = process.env["LOCKSTEP_TEST_BUILD"];
  if (chosen === "desktop" || chosen === "server") {
    return chosen;
  }
  if (chosen) {
    throw new Error(`LOCKSTEP_TEST_BUILD is "${chosen}": say "desktop" or "server".`);
  }
  return hasDisplay() && (await canDownload()) ? "desktop" : "server";
}

/** The program of the desktop build of a version, downloaded if it is not in the cache. */
export function desktopExecutable({ version }: VSCodeVersion): Promise<string> {
  return downloadAndUnzipVSCode({ version, cachePath: cacheFolder() });
}

export function hasDisplay(): boolean {
  return process.platform !== "linux" || Boolean(process.env["DISPLAY"] ?? process.env["WAYLAND_DISPLAY"]);
}

async function canDownload(): Promise<boolean> {
  try {
    const response = await fetch(releases, { signal: AbortSignal.timeout(probeTimeoutMs) });
    return response.ok && Array.isArray(await response.json());
  } catch {
    return false;
  }
}
