import { rmSync } from "node:fs";
import { join } from "node:path";
import { checkId } from "../ids";
import { ioError } from "../io-error";
import { type ReportText, readReportFile } from "./report-file";
import type { StateFolderMaker } from "./state-folder-maker";
import type { StatePaths } from "./state-paths";

export interface RunReportsParts {
  readonly paths: StatePaths;
  readonly maker: StateFolderMaker;
}

/** The files in which runs report what they used: each has the name of one, and may write it or not. */
export class RunReports {
  constructor(private readonly parts: RunReportsParts) {}

  /** Where a run may write. @throws {LockstepError} `INVALID`, `SYMLINK`, `IO` */
  pathFor(runId: string): string {
    checkId(runId);
    const folder = this.parts.paths.folderOfRuns("reports");
    try {
      this.parts.maker.makeCollection(folder);
    } catch (error) {
      throw ioError("local/reports", error);
    }
    return join(folder, `${runId}.jsonl`);
  }

  /** What it wrote; undefined for nothing. @throws {LockstepError} `INVALID` when it is no file any more; `SYMLINK`, `IO` */
  async read(runId: string, mostBytes: number): Promise<ReportText | undefined> {
    checkId(runId);
    return await readReportFile(this.fileOf(runId), mostBytes);
  }

  /** @throws {LockstepError} `SYMLINK`, `IO` */
  remove(runId: string): void {
    try {
      rmSync(this.fileOf(runId), { force: true });
    } catch (error) {
      throw ioError(`local/reports/${runId}.jsonl`, error);
    }
  }

  private fileOf(runId: string): string {
    return join(this.parts.paths.folderOfRuns("reports"), `${runId}.jsonl`);
  }
}
