import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { linesOf, type Step } from "./history";

const root = join(__dirname, "../../..");

/** The files of src and test that changed between commits of this repository that are `apart` from each other. */
export function gitSteps(apart: number): readonly Step[] {
  const commits = git("log", "--reverse", "--first-parent", "--format=%H", "--", "src", "test").trim().split("\n");
  return commits.slice(apart).flatMap((commit, index) => stepsBetween(commits[index] ?? commit, commit, apart));
}

function stepsBetween(old: string, recent: string, apart: number): readonly Step[] {
  const names = git("diff", "--name-only", "--no-renames", "--diff-filter=M", old, recent, "--", "src", "test");
  const files = names.split("\n").filter((name) => /\.(ts|mts|md|json|js)$/.test(name));
  const texts = contents(files.flatMap((name) => [`${old}:${name}`, `${recent}:${name}`]));
  return files.map((_name, index) => ({
    source: `this repository, ${apart} commit${apart === 1 ? "" : "s"} apart`,
    before: linesOf(texts[2 * index] ?? ""),
    after: linesOf(texts[2 * index + 1] ?? ""),
  }));
}

/** `git cat-file --batch` answers with a line “object type size” and the bytes. */
function contents(names: readonly string[]): readonly string[] {
  const bytes = execFileSync("git", ["cat-file", "--batch"], {
    cwd: root,
    input: `${names.join("\n")}\n`,
    maxBuffer: 1 << 28,
  });
  let place = 0;
  return names.map(() => {
    const headEnd = bytes.indexOf("\n", place);
    const size = Number(bytes.toString("utf8", place, headEnd).split(" ")[2]);
    const text = bytes.toString("utf8", headEnd + 1, headEnd + 1 + size);
    place = headEnd + 1 + size + 1;
    return text;
  });
}

function git(...args: readonly string[]): string {
  return execFileSync("git", args, { cwd: root, encoding: "utf8", maxBuffer: 1 << 28 });
}
