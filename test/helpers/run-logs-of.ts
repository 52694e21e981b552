import { RunLogs } from "../../src/core/storage/run-logs";
import { StateFolderMaker } from "../../src/core/storage/state-folder-maker";
import { StatePaths } from "../../src/core/storage/state-paths";

/** @param cap bytes in one part of a log */
export function runLogsOf(root: string, cap: number): RunLogs {
  return new RunLogs({ paths: new StatePaths(root), maker: new StateFolderMaker(root), cap });
}
