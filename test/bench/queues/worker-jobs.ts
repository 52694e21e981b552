import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { createContainer } from "../../../src/container";
import { ChildExecutor } from "../../../src/core/runner/child-executor";
import type { QueueWorkerOptions } from "./worker-options";

export function work(options: QueueWorkerOptions): void {
  if (options.kind === "lockstep") {
    workIn(options.workspace);
  } else {
    void spawnAll(readFileSync(options.lines, "utf8").trimEnd().split("\n"));
  }
}

/** As a worker without a window does. */
function workIn(workspace: string): void {
  const container = createContainer({ writer: { kind: "cli", name: "bench" }, watch: "auto" });
  const state = container.open({ root: join(workspace, ".lockstep"), files: workspace });
  const gate = { unapproved: async () => [] };
  state.work({ executor: new ChildExecutor(), gate, mayRun: () => true }).look();
}

/** As Lockstep spawns: in a process group of its own, with its output read. */
async function spawnAll(lines: readonly string[]): Promise<void> {
  for (const line of lines) {
    const child = spawn("/bin/sh", ["-c", line], { stdio: ["ignore", "pipe", "pipe"], detached: true });
    child.stdout.resume();
    child.stderr.resume();
    await once(child, "close");
  }
}
