// One running VS Code server with data folders of its own. Any number of windows may open on it.
import { type ChildProcess, spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { installExtension } from "./installed-extension";
import { hostFolder } from "./paths";
import { canLeadGroup, stopGroup } from "./process";
import { writeQuietSettings } from "./quiet-settings";
import { serverBuild } from "./server-build";
import { type TemporaryFolder, temporaryFolder } from "./temporary-folder";
import { newest, type VSCodeVersion } from "./versions";

const startTimeoutMs = 60_000;
const ready = /Extension host agent listening on (\d+)[\s\S]*Extension host agent started/;

export interface ServerOptions {
  readonly version?: VSCodeVersion;
  /** Whether folders start untrusted (Restricted Mode). Off unless asked for. */
  readonly workspaceTrust?: boolean;
  /** User settings beside the quiet ones. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Folders of built extensions to install. */
  readonly extensions?: readonly string[];
  /**
   * Lets windows load an extension from its folder and run its tests (`WindowContent`). The price: 1.139 shows no
   * notifications then, https://github.com/microsoft/vscode/blob/main/src/vs/workbench/browser/parts/notifications/notificationsToasts.ts
   */
  readonly development?: boolean;
  /** Ends the server a few minutes after its last window has closed. */
  readonly stopsWhenIdle?: boolean;
  readonly env?: NodeJS.ProcessEnv;
}

export class VSCodeServer {
  constructor(
    readonly version: VSCodeVersion,
    readonly port: number,
    /** Whoever opens a page has to name it once. */
    readonly token: string,
    private readonly data: TemporaryFolder,
    private readonly child: ChildProcess,
    private readonly log: () => string,
  ) {}

  /** Where it keeps user settings, global and workspace storage, and logs. */
  get userDataFolder(): string {
    return userDataIn(this.data);
  }

  get ended(): Promise<void> {
    return new Promise((resolve) => {
      if (this.child.exitCode === null && this.child.signalCode === null) {
        this.child.once("exit", () => resolve());
      } else {
        resolve();
      }
    });
  }

  /** What the server has written so far. */
  get output(): string {
    return this.log();
  }

  /** Where the server and its extension hosts write their logs. */
  get logsFolder(): string {
    return join(this.userDataFolder, "logs");
  }

  async stop(): Promise<void> {
    await stopGroup(this.child);
    await this.data.remove();
  }
}

/** Starts a server on a free port of 127.0.0.1. @throws with its output when it is not ready within a minute. */
export async function startServer(options: ServerOptions = {}): Promise<VSCodeServer> {
  const version = options.version ?? newest;
  const build = await serverBuild(version);
  const data = await temporaryFolder("server");
  const extensions = join(data.path, "extensions");
  await writeQuietSettings(join(userDataIn(data), "User"), options.settings);
  for (const folder of options.extensions ?? []) {
    await installExtension(folder, extensions);
  }
  const token = randomUUID();
  const args = [
    join(hostFolder, "stop-with-parent.mts"),
    build.main,
    ...serverArguments(data.path, extensions, token, options),
  ];
  const child = spawn(build.node, args, {
    env: { ...ownEnvironment(), ...options.env },
    stdio: ["pipe", "pipe", "pipe"],
    detached: canLeadGroup,
  });
  const log = collectOutput(child);
  try {
    const port = await portWhenReady(child, log);
    return new VSCodeServer(version, port, token, data, child, log);
  } catch (error) {
    await stopGroup(child);
    await data.remove();
    throw error;
  }
}

function userDataIn(data: TemporaryFolder): string {
  return join(data.path, "data");
}

function serverArguments(data: string, extensions: string, token: string, options: ServerOptions): readonly string[] {
  return [
    ...["--host", "127.0.0.1", "--port", "0", "--connection-token", token],
    ...["--server-data-dir", data, "--extensions-dir", extensions],
    ...["--accept-server-license-terms", "--telemetry-level", "off"],
    ...(options.development ? ["--enable-smoke-test-driver"] : []),
    ...(options.workspaceTrust ? [] : ["--disable-workspace-trust"]),
    ...(options.stopsWhenIdle ? ["--enable-remote-auto-shutdown"] : []),
  ];
}

// A VS Code terminal, which this may run in, tells its children to talk to that VS Code. And no marketplace is asked.
function ownEnvironment(): NodeJS.ProcessEnv {
  const entries = Object.entries(process.env).filter(([name]) => !/^(VSCODE|ELECTRON)_/.test(name));
  return { ...Object.fromEntries(entries), EXTENSIONS_GALLERY: "{}" };
}

function collectOutput(child: ChildProcess): () => string {
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on("data", (chunk: Buffer) => {
      output += chunk.toString();
    });
  }
  return () => output;
}

function portWhenReady(child: ChildProcess, log: () => string): Promise<number> {
  return new Promise((resolve, reject) => {
    const fail = (why: string) => reject(new Error(`The VS Code server ${why}. It wrote:\n${log()}`));
    const timer = setTimeout(() => fail(`was not ready after ${startTimeoutMs / 1000} s`), startTimeoutMs);
    child.stdout?.on("data", () => {
      const port = ready.exec(log())?.[1];
      if (port !== undefined) {
        clearTimeout(timer);
        resolve(Number(port));
      }
    });
    child.once("error", (error) => fail(`could not be started (${error.message})`));
    child.once("exit", (code) => {
      clearTimeout(timer);
      fail(`ended with code ${code}`);
    });
  });
}
