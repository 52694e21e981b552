import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Environment } from "../../../src/cli/io";
import { run } from "../../../src/cli/program";
import { tempFolder } from "../../helpers/temp-folder";

interface World {
  readonly cwd: string;
  readonly env?: Environment;
  readonly isTTY?: boolean;
  readonly signal?: AbortSignal;
  /** What the person at the terminal answers; left out: nobody is there. */
  readonly confirm?: (question: string) => Promise<boolean>;
}

/** A run of the command inside this process. */
export async function lockstep({ cwd, env = {}, isTTY = false, signal, confirm }: World, ...argv: readonly string[]) {
  let stdout = "";
  let stderr = "";
  const code = await run(argv, {
    stdout: { write: (text) => (stdout += text) },
    stderr: { write: (text) => (stderr += text) },
    cwd,
    env,
    isTTY,
    ...(signal === undefined ? {} : { signal }),
    ...(confirm === undefined ? {} : { confirm }),
  });
  return { code, stdout, stderr };
}

/** A workspace folder with an empty state folder. */
export function workspace(): string {
  const folder = tempFolder();
  mkdirSync(join(folder, ".lockstep"));
  return folder;
}

/** A workspace folder in which people type. */
export class Desk {
  readonly cwd = workspace();

  /** Runs what must succeed. Resolves with what it printed. */
  async ok(...argv: readonly string[]): Promise<string> {
    const { code, stdout, stderr } = await lockstep({ cwd: this.cwd }, ...argv);
    assert.deepEqual([code, stderr], [0, ""], argv.join(" "));
    return stdout;
  }

  async json<T>(...argv: readonly string[]): Promise<T> {
    const parsed: T = JSON.parse(await this.ok("--json", ...argv));
    return parsed;
  }

  /** Runs what must be refused. Resolves with the sentence. */
  async refused(code: number, ...argv: readonly string[]): Promise<string> {
    const ended = await lockstep({ cwd: this.cwd }, ...argv);
    assert.equal(ended.code, code, `${argv.join(" ")}: ${ended.stdout}${ended.stderr}`);
    return ended.stderr;
  }

  /** A document as git or a person puts it there. */
  write(path: string, document: object): void {
    const file = join(this.cwd, ".lockstep", path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, JSON.stringify(document));
  }
}
