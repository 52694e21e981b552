import { execFile } from "node:child_process";
import { LockstepError } from "../errors";

export interface GitEnded {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface GitLimits {
  /** Milliseconds; without it git may take its time. */
  readonly timeout?: number;
  /** Bytes that it may print. */
  readonly maxBuffer?: number;
}

/**
 * What no call of ours needs, and what a repository's configuration could name programs for: hooks, a file system monitor,
 * a pager, signatures to check.
 */
const harmless = [
  "-c",
  "core.fsmonitor=false",
  "-c",
  "core.hooksPath=/dev/null",
  "-c",
  "log.showSignature=false",
  "--no-pager",
];

/**
 * Runs git to its end, whatever that is: no shell, no question to anybody, nothing from the network. Still it is for folders
 * that their user trusts.
 *
 * @throws {LockstepError} `IO` where there is no git, or it went beyond its limits
 */
export function git(cwd: string, args: readonly string[], limits: GitLimits = {}): Promise<GitEnded> {
  const options = { cwd, encoding: "utf8", env: quietEnvironment(), windowsHide: true, ...limits } as const;
  return new Promise((resolve, reject) => {
    execFile("git", [...harmless, ...args], options, (error, stdout, stderr) => {
      if (error === null || typeof error.code === "number") {
        resolve({ status: typeof error?.code === "number" ? error.code : 0, stdout, stderr });
      } else {
        reject(new LockstepError("IO", "git can't be run: {0}", [error.message], { cause: error }));
      }
    });
  });
}

/** The folder alone says which repository is meant, also inside of a hook. */
function quietEnvironment(): NodeJS.ProcessEnv {
  const others = Object.entries(process.env).filter(([name]) => !/^GIT_(?:DIR|WORK_TREE|INDEX_FILE)$/.test(name));
  return {
    ...Object.fromEntries(others),
    GIT_TERMINAL_PROMPT: "0",
    GIT_OPTIONAL_LOCKS: "0",
    GIT_NO_LAZY_FETCH: "1",
    LC_ALL: "C",
    // Windows would look for git in the folder first.
    NoDefaultCurrentDirectoryInExePath: "1",
  };
}
