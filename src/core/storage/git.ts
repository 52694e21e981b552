import { execFile } from "node:child_process";
import { LockstepError } from "../errors";

export interface GitEnded {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs git to its end, whatever that is. @throws {LockstepError} `IO` where there is no git */
export function git(cwd: string, args: readonly string[]): Promise<GitEnded> {
  return new Promise((resolve, reject) => {
    execFile("git", [...args], { cwd, encoding: "utf8" }, (error, stdout, stderr) => {
      if (error === null || typeof error.code === "number") {
        resolve({ status: typeof error?.code === "number" ? error.code : 0, stdout, stderr });
      } else {
        reject(new LockstepError("IO", "git can't be run: {0}", [error.message], { cause: error }));
      }
    });
  });
}
