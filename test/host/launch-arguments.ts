// The command line that @vscode/test-electron gives to the VS Code it starts, as far as the server build has a use for it.
import { resolve } from "node:path";
import type { WindowContent } from "./window-url";

export interface LaunchArguments extends WindowContent {
  readonly workspaceTrust: boolean;
}

export function parseLaunchArguments(args: readonly string[]): LaunchArguments {
  const place = args.find((arg) => !arg.startsWith("-"));
  const isCodeWorkspace = place?.endsWith(".code-workspace") ?? false;
  return {
    folder: place !== undefined && !isCodeWorkspace ? resolve(place) : undefined,
    codeWorkspace: place !== undefined && isCodeWorkspace ? resolve(place) : undefined,
    extensionDevelopmentPath: pathAfter("--extensionDevelopmentPath", args),
    extensionTestsPath: pathAfter("--extensionTestsPath", args),
    workspaceTrust: !args.includes("--disable-workspace-trust"),
  };
}

function pathAfter(name: string, args: readonly string[]): string | undefined {
  const value = args.find((arg) => arg.startsWith(`${name}=`))?.slice(name.length + 1);
  return value === undefined ? undefined : resolve(value);
}
