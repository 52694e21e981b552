import { homedir } from "node:os";
import * as vscode from "vscode";
import { pathPrefix } from "../terminal-environment";

/**
 * The environment that a terminal of this window starts with: VS Code's own, with what the settings say of it, and with
 * the `lockstep` command. What other extensions add for terminals they tell nobody but VS Code.
 */
export function terminalVariables(
  extension: vscode.Uri,
  folder: vscode.Uri,
  platform: NodeJS.Platform = process.platform,
): NodeJS.ProcessEnv {
  const env = new Environment(platform);
  for (const [name, value] of Object.entries(process.env)) {
    // A program that runs in a terminal is none of VS Code's own.
    env.set(name, /^(VSCODE|ELECTRON)_/.test(name) ? undefined : value);
  }
  const system = platform === "win32" ? "windows" : platform === "darwin" ? "osx" : "linux";
  const settings = vscode.workspace.getConfiguration("terminal.integrated", folder).get<object>(`env.${system}`);
  for (const [name, value] of Object.entries(settings ?? {})) {
    env.set(name, typeof value === "string" ? env.resolved(value, folder) : undefined);
  }
  env.set("PATH", `${pathPrefix(extension)}${env.get("PATH") ?? ""}`);
  env.set("LOCKSTEP_NODE", process.execPath);
  return env.values;
}

/** Windows does not tell names apart by their capitals. */
class Environment {
  readonly values: NodeJS.ProcessEnv = {};

  constructor(private readonly platform: NodeJS.Platform) {}

  get(name: string): string | undefined {
    return this.values[this.keyOf(name)];
  }

  set(name: string, value: string | undefined): void {
    const key = this.keyOf(name);
    if (value === undefined) {
      delete this.values[key];
    } else {
      this.values[key] = value;
    }
  }

  /** What VS Code puts in, as far as it is known here. */
  resolved(text: string, folder: vscode.Uri): string {
    return text
      .replaceAll(/\$\{env:([^}]+)\}/g, (_, name: string) => this.get(name) ?? "")
      .replaceAll(/\$\{workspaceFolder\}/g, () => folder.fsPath)
      .replaceAll(/\$\{userHome\}/g, () => homedir());
  }

  private keyOf(name: string): string {
    const isSame = (key: string) => key.toUpperCase() === name.toUpperCase();
    return (this.platform === "win32" ? Object.keys(this.values).find(isSame) : undefined) ?? name;
  }
}
