import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";

/** A real git repository, with a configuration that no machine has a say in. */
export class GitRepository {
  constructor(readonly root: string) {
    this.git("init", "--quiet", "--initial-branch=main", ".");
    this.git("config", "user.name", "Test");
    this.git("config", "user.email", "test@example.invalid");
    this.git("config", "commit.gpgsign", "false");
  }

  git(...args: readonly string[]): string {
    const env = { ...process.env, GIT_CONFIG_GLOBAL: "/dev/null", GIT_CONFIG_NOSYSTEM: "1" };
    const { status, stdout, stderr } = spawnSync("git", args, { cwd: this.root, encoding: "utf8", env });
    assert.equal(status, 0, `git ${args.join(" ")}: ${stdout}${stderr}`);
    return stdout;
  }

  commit(message: string): void {
    this.git("add", "--all");
    this.git("commit", "--quiet", "--allow-empty", "--message", message);
  }

  /** What git would add, file by file. */
  untracked(): readonly string[] {
    const lines = this.git("status", "--porcelain", "--untracked-files=all").split("\n");
    return lines.filter((line) => line.startsWith("?? ")).map((line) => line.slice(3));
  }
}
