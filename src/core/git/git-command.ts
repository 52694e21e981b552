import { execFile } from "node:child_process";

/** Milliseconds. */
const patience = 10_000;
const mostOutput = 64 * 1024 * 1024;

/**
 * Asks git, and only asks: no shell, no question to anybody, no lock on the index, none of the programs that a repository's
 * configuration may name. Still it is for folders that their user trusts.
 */
export class GitCommand {
  constructor(private readonly folder: string) {}

  /** What git prints; undefined when there is no git, no repository, or no answer. */
  ask(...args: readonly string[]): Promise<string | undefined> {
    const options = { cwd: this.folder, timeout: patience, maxBuffer: mostOutput, env: quietEnvironment() };
    return new Promise((resolve) => {
      execFile("git", [...harmless, ...args], { ...options, windowsHide: true }, (error, stdout) =>
        resolve(error === null ? stdout : undefined),
      );
    });
  }
}

const harmless = ["-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null", "--no-pager"];

function quietEnvironment(): NodeJS.ProcessEnv {
  const others = Object.entries(process.env).filter(([name]) => !/^GIT_(?:DIR|WORK_TREE|INDEX_FILE)$/.test(name));
  return {
    ...Object.fromEntries(others),
    GIT_TERMINAL_PROMPT: "0",
    GIT_OPTIONAL_LOCKS: "0",
    LC_ALL: "C",
    // Windows would look for git in the folder first.
    NoDefaultCurrentDirectoryInExePath: "1",
  };
}
