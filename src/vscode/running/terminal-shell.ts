import { win32 } from "node:path";
import * as vscode from "vscode";
import { type Shell, systemShell } from "../../core/runner/shell";

interface Profile {
  readonly path?: unknown;
  readonly args?: unknown;
}

/**
 * The shell that VS Code's own tasks run command lines with: the automation profile, the default profile, or the system's.
 * https://code.visualstudio.com/docs/terminal/profiles
 */
export function terminalShell(platform: NodeJS.Platform = process.platform): Shell {
  const name = platform === "win32" ? "windows" : platform === "darwin" ? "osx" : "linux";
  const settings = vscode.workspace.getConfiguration("terminal.integrated");
  const automation = settings.get<Profile | null>(`automationProfile.${name}`);
  const chosen = settings.get<string | null>(`defaultProfile.${name}`);
  const profiles = settings.get<Readonly<Record<string, Profile | null>>>(`profiles.${name}`);
  for (const profile of [automation, profiles?.[chosen ?? ""]]) {
    const file = programOf(profile);
    if (file !== undefined) {
      return shellOf(file, argsOf(profile), platform);
    }
  }
  return vscode.env.shell === "" ? systemShell(platform) : shellOf(vscode.env.shell, [], platform);
}

/** A profile may name several places where the shell could be: then VS Code knows which it is. */
function programOf(profile: Profile | null | undefined): string | undefined {
  const { path } = profile ?? {};
  return typeof path === "string" && path !== "" && !path.includes("${") ? path : undefined;
}

function argsOf(profile: Profile | null | undefined): readonly string[] {
  const { args } = profile ?? {};
  return Array.isArray(args) ? args.filter((arg) => typeof arg === "string") : [];
}

/** How a shell is told to run one command line, which follows. */
export function shellOf(file: string, args: readonly string[], platform: NodeJS.Platform): Shell {
  const name = win32
    .basename(file)
    .replace(/\.exe$/i, "")
    .toLowerCase();
  switch (name) {
    case "cmd":
      return { file, args: ["/d", "/s", "/c"] };
    case "pwsh":
    case "powershell":
      return { file, args: [...args, "-Command"] };
    default:
      // A login shell reads files that are meant for terminals; VS Code's tasks leave it out on macOS, too.
      return { file, args: [...args.filter((arg) => platform !== "darwin" || arg !== "-l"), "-c"] };
  }
}
