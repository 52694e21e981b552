import { posix } from "node:path";
import { commandLine } from "../../core/shell-words";
import type { TestLanguage } from "./test-files";

export interface FileToTest {
  /** Relative to the folder of the manifest, with `/`. */
  readonly path: string;
  readonly language: TestLanguage;
  readonly isTest: boolean;
  /** What `package.json` says, where there is one. */
  readonly manifest?: unknown;
  readonly platform?: NodeJS.Platform;
}

/** The command line that tests a file, in the folder of its manifest; undefined where none is known. */
export function testCommandFor(file: FileToTest): string | undefined {
  const words = wordsFor(file);
  return words === undefined ? undefined : commandLine(words, file.platform ?? process.platform);
}

function wordsFor({ path, language, isTest, manifest }: FileToTest): readonly string[] | undefined {
  switch (language) {
    case "script":
      return scriptWords(path, isTest, manifest);
    case "python":
      return isTest ? ["python", "-m", "pytest", path] : undefined;
    case "go":
      return ["go", "test", posix.dirname(path) === "." ? "." : `./${posix.dirname(path)}`];
    case "rust":
      return rustWords(path);
  }
}

function scriptWords(path: string, isTest: boolean, manifest: unknown): readonly string[] | undefined {
  const uses = (name: string) => names(manifest, "dependencies", name) || names(manifest, "devDependencies", name);
  const script = textAt(manifest, "scripts", "test");
  if (uses("vitest")) {
    return isTest ? ["npx", "vitest", "run", path] : ["npx", "vitest", "related", "--run", path];
  }
  if (uses("jest")) {
    return isTest ? ["npx", "jest", path] : ["npx", "jest", "--findRelatedTests", path];
  }
  if (!isTest) {
    return undefined;
  }
  if (uses("mocha")) {
    return ["npx", "mocha", path];
  }
  if (/\bnode\b.* --test\b/.test(script ?? "")) {
    return ["node", "--test", path];
  }
  return script === undefined ? undefined : ["npm", "test", "--", path];
}

/** The tests beside the code are in one program with it; each file in `tests` is a program of its own. */
function rustWords(path: string): readonly string[] {
  const own = /^tests\/([^/]+)\.rs$/.exec(path)?.[1];
  return own === undefined ? ["cargo", "test"] : ["cargo", "test", "--test", own];
}

function names(manifest: unknown, section: string, name: string): boolean {
  return textAt(manifest, section, name) !== undefined;
}

function textAt(value: unknown, ...path: readonly string[]): string | undefined {
  let at: unknown = value;
  for (const key of path) {
    at = typeof at === "object" && at !== null && Object.hasOwn(at, key) ? Reflect.get(at, key) : undefined;
  }
  return typeof at === "string" ? at : undefined;
}

/** What a template may name. `file` is absolute. */
export interface TemplateFile {
  readonly file: string;
  /** Relative to the workspace folder, with `/`. */
  readonly path: string;
}

/** A template of the settings with the file in it, quoted where a shell would misread it. Other variables stay. */
export function fillTestTemplate(template: string, { file, path }: TemplateFile, platform = process.platform): string {
  const { base, name, dir } = posix.parse(path);
  const values: Readonly<Record<string, string>> = {
    file,
    relativeFile: path,
    relativeFileDirname: dir === "" ? "." : dir,
    fileBasename: base,
    fileBasenameNoExtension: name,
  };
  return template.replaceAll(/\$\{(\w+)\}/g, (whole, variable: string) => {
    const value = Object.hasOwn(values, variable) ? values[variable] : undefined;
    return value === undefined ? whole : quoted(value, platform);
  });
}

/** One word is a command line already for {@link commandLine}. */
function quoted(word: string, platform: NodeJS.Platform): string {
  return commandLine(["true", word], platform).slice("true ".length);
}
