// Two desktop processes: each has user data of its own, so neither hands its folder over to the other.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { desktopExecutable } from "./desktop-build";
import { repositoryRoot } from "./paths";
import { onStopSignal, stop } from "./process";
import { writeQuietSettings } from "./quiet-settings";
import { copySampleWorkspace } from "./sample-workspace";
import { temporaryFolder } from "./temporary-folder";
import { newest } from "./versions";

/** Opens both windows and waits until both are closed. */
export async function startDesktop(): Promise<void> {
  const executable = await desktopExecutable(newest);
  const workspace = await copySampleWorkspace();
  const userData = await temporaryFolder("user-data");
  const windows = await Promise.all(
    ["1", "2"].map((name) => openWindow(executable, workspace.path, join(userData.path, name))),
  );
  const removeBoth = () => Promise.all([workspace.remove(), userData.remove()]);
  onStopSignal(async () => {
    await Promise.all(windows.map(stop));
    await removeBoth();
  });
  console.log(`Two VS Code windows are opening on ${workspace.path}.`);
  console.log("Close both, or press Ctrl+C here, to stop.");
  await Promise.all(windows.map((window) => once(window, "exit")));
  await removeBoth();
}

async function openWindow(executable: string, folder: string, userData: string): Promise<ChildProcess> {
  await writeQuietSettings(join(userData, "User"));
  const args = [
    folder,
    `--user-data-dir=${userData}`,
    `--extensions-dir=${join(userData, "extensions")}`,
    `--extensionDevelopmentPath=${repositoryRoot}`,
    "--new-window",
    "--disable-workspace-trust",
    "--skip-welcome",
    "--skip-release-notes",
    "--disable-updates",
    "--disable-telemetry",
  ];
  return spawn(executable, args, { stdio: "ignore" });
}
