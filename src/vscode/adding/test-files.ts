import { posix } from "node:path";

// How people name tests. Paths are relative to the workspace folder, with `/`.

const scripts = ["ts", "tsx", "mts", "cts", "js", "jsx", "mjs", "cjs", "vue", "svelte"];

export type TestLanguage = "script" | "python" | "go" | "rust";

export function testLanguageOf(path: string): TestLanguage | undefined {
  const extension = posix.extname(path).slice(1).toLowerCase();
  if (scripts.includes(extension)) {
    return "script";
  }
  const others: Readonly<Record<string, TestLanguage>> = { py: "python", go: "go", rs: "rust" };
  return others[extension];
}

export function isTestFile(path: string): boolean {
  return /(?:[._-](?:test|spec)s?\.[^./]+|(?:^|\/)test_[^/]+\.py)$|(?:^|\/)__tests__\//i.test(path);
}

/** The names that tests of a file have, as a glob; undefined where they are known by no name. */
export function testsOf(path: string): string | undefined {
  const { name } = posix.parse(path);
  const quoted = name.replaceAll(/[[\]{}*?]/g, "[$&]");
  switch (testLanguageOf(path)) {
    case "script":
      return `**/${quoted}.{test,spec}.{ts,tsx,mts,cts,js,jsx,mjs,cjs}`;
    case "python":
      return `**/{test_${quoted},${quoted}_test}.py`;
    default:
      return undefined;
  }
}

/** What stands in the folder whose commands test a file. */
export function manifestOf(language: TestLanguage): readonly string[] {
  const manifests: Readonly<Record<TestLanguage, readonly string[]>> = {
    script: ["package.json"],
    python: ["pyproject.toml", "pytest.ini", "setup.cfg", "setup.py"],
    go: ["go.mod"],
    rust: ["Cargo.toml"],
  };
  return manifests[language];
}
