// The browser that windows of the server build open in: the one that was asked for, else an installed one, else our own.
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { type Browser, chromium } from "playwright-core";
import { type BrowserProgram, chromiumFromPackage } from "./chromium-package";
import { run } from "./process";

const namesOnPath = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge"];
const wellKnownPlaces = [
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
  "C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe",
];
const quiet = [
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  // Nothing a test does may depend on, or reach, anything but this machine.
  "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
];

/** Starts a headless browser. @throws when there is none and none can be fetched. */
export async function launchBrowser(): Promise<Browser> {
  const program = await findBrowser();
  return chromium.launch({
    executablePath: program.executable,
    args: quiet,
    env: { ...definedEnvironment(), ...program.env },
    handleSIGINT: false,
    handleSIGTERM: false,
  });
}

async function findBrowser(): Promise<BrowserProgram> {
  const chosen = process.env["LOCKSTEP_CHROMIUM"];
  if (chosen) {
    return { executable: chosen, env: {} };
  }
  for (const executable of [...onPath(), ...wellKnownPlaces].filter((path) => existsSync(path))) {
    if (await works(executable)) {
      return { executable, env: {} };
    }
  }
  if (process.platform === "linux" && process.arch === "x64") {
    return chromiumFromPackage();
  }
  throw new Error("No Chromium or Chrome found. Install one, or name its program in LOCKSTEP_CHROMIUM.");
}

function onPath(): readonly string[] {
  const folders = (process.env["PATH"] ?? "").split(delimiter);
  const suffix = process.platform === "win32" ? ".exe" : "";
  return namesOnPath.flatMap((name) => folders.map((folder) => join(folder, name + suffix)));
}

// Some distributions install a stand-in that only says where to get the real one.
async function works(executable: string): Promise<boolean> {
  if (process.platform === "win32") {
    return true;
  }
  const finished = await run(executable, ["--version"]).catch(() => undefined);
  return finished?.code === 0;
}

function definedEnvironment(): Record<string, string> {
  const pairs = Object.entries(process.env).filter((pair): pair is [string, string] => pair[1] !== undefined);
  return Object.fromEntries(pairs);
}
