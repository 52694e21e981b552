import { execFileSync } from "node:child_process";
import { cpus, loadavg, platform, release } from "node:os";
import { join } from "node:path";
import { nodeBuild } from "../../host/node-build";

/** The Node for all contenders: VS Code's own major version, which has node:sqlite; else the one that runs this. */
export async function findNode(): Promise<{ readonly executable: string; readonly hasSqlite: boolean }> {
  try {
    const { executable } = await nodeBuild(22);
    return { executable, hasSqlite: true };
  } catch (error) {
    console.warn(`Without sqlite, on Node ${process.version}: ${String(error)}`);
    return { executable: process.execPath, hasSqlite: Number(process.versions.node.split(".")[0]) >= 24 };
  }
}

/** What the figures depend on. */
export function describeMachine(executable: string) {
  const say = (program: string, ...args: readonly string[]) => {
    try {
      return execFileSync(program, args, { encoding: "utf8", cwd: join(__dirname, "../../..") }).trim();
    } catch {
      return "unknown";
    }
  };
  return {
    system: `${platform()} ${release()}`,
    processor: `${cpus().length} × ${cpus()[0]?.model ?? "unknown"}`,
    load: loadavg().map((load) => Number(load.toFixed(2))),
    fileSystem: say("stat", "--file-system", "--format=%T", "."),
    node: say(executable, "--version"),
    commit: say("git", "describe", "--always", "--dirty"),
  };
}
