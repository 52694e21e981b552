import { currentProcess } from "../../src/core/locking/process-identity";
import { RunProcesses } from "../../src/core/storage/run-processes";
import { StateFolderMaker } from "../../src/core/storage/state-folder-maker";
import { StatePaths } from "../../src/core/storage/state-paths";

/** Insists early, so that tests of what does not listen are short. */
export function runProcessesOf(root: string, self: { readonly domain: string } = currentProcess()): RunProcesses {
  return new RunProcesses({ paths: new StatePaths(root), maker: new StateFolderMaker(root), self, grace: 300 });
}
