import { posix } from "node:path";
import * as vscode from "vscode";
import { LockstepError } from "../../core/errors";
import { fileUri } from "../bookmark-texts";
import { type Choice, pick } from "../commands/questions";
import type { FileInFolder } from "../workspace-folders";
import { fillTestTemplate, testCommandFor } from "./test-command";
import { isTestFile, manifestOf, type TestLanguage, testLanguageOf, testsOf } from "./test-files";

export interface TestCommand {
  readonly command: string;
  /** Relative to the workspace folder; undefined for itself. */
  readonly cwd?: string | undefined;
}

/** The most tests of one file that are offered. */
const mostTests = 20;

/**
 * What tests a file: by the settings, else by what its project uses.
 *
 * @throws {LockstepError} `NOT_FOUND` where nothing is known; `ABORTED`
 */
export async function testCommandOf(document: vscode.TextDocument, at: FileInFolder): Promise<TestCommand> {
  const template = templateFor(document);
  if (template !== undefined) {
    return { command: fillTestTemplate(template, { file: document.uri.fsPath, path: at.path }) };
  }
  const language = testLanguageOf(at.path);
  const found = language && ((await ofTestBeside(at, language)) ?? (await commandFor(at, language)));
  if (found === undefined) {
    throw new LockstepError(
      "NOT_FOUND",
      "Lockstep does not know what tests {0}. Say so in the setting “lockstep.tests.commands”.",
      [at.path],
    );
  }
  return found;
}

/** Where a file is no test itself, that of one of its tests. */
async function ofTestBeside(at: FileInFolder, language: TestLanguage): Promise<TestCommand | undefined> {
  const glob = isTestFile(at.path) ? undefined : testsOf(at.path);
  if (glob === undefined) {
    return undefined;
  }
  const pattern = new vscode.RelativePattern(at.folder.files, glob);
  const uris = await vscode.workspace.findFiles(pattern, "**/node_modules/**", mostTests);
  const paths = uris.map((uri) => posix.relative(at.folder.files.path, uri.path)).sort();
  const [first, ...others] = paths;
  if (first === undefined) {
    return undefined;
  }
  const choices: readonly Choice<string>[] = paths.map((path) => ({ label: path, value: path }));
  const path = others.length === 0 ? first : await pick(vscode.l10n.t("Which Test?"), choices);
  return await commandFor({ ...at, path }, language);
}

async function commandFor({ folder, path }: FileInFolder, language: TestLanguage): Promise<TestCommand | undefined> {
  const project = await nearestProject({ folder, path }, manifestOf(language));
  const command = testCommandFor({
    path: posix.relative(project.directory, path),
    language,
    isTest: isTestFile(path),
    manifest: language === "script" ? parsed(project.manifest) : undefined,
  });
  return command === undefined ? undefined : { command, cwd: project.directory === "" ? undefined : project.directory };
}

interface Project {
  /** Relative to the workspace folder. */
  readonly directory: string;
  readonly manifest?: string;
}

/** From the folder of the file up to the workspace folder, which it is where nothing is found. */
async function nearestProject({ folder, path }: FileInFolder, manifests: readonly string[]): Promise<Project> {
  for (let directory = posix.dirname(path); ; directory = posix.dirname(directory)) {
    for (const name of manifests) {
      const manifest = await textOf(fileUri(folder, posix.join(directory, name)));
      if (manifest !== undefined) {
        return { directory: directory === "." ? "" : directory, manifest };
      }
    }
    if (directory === ".") {
      return { directory: "" };
    }
  }
}

/** Undefined for what can't be read. */
async function textOf(uri: vscode.Uri): Promise<string | undefined> {
  try {
    return new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
  } catch {
    return undefined;
  }
}

function parsed(text: string | undefined): unknown {
  try {
    return text === undefined ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** A key of the setting is a glob, as a path or a name, or the id of a language. */
function templateFor(document: vscode.TextDocument): string | undefined {
  const templates: unknown = vscode.workspace.getConfiguration("lockstep.tests", document.uri).get("commands");
  const entries = typeof templates === "object" && templates !== null ? Object.entries(templates) : [];
  const isMeant = ([key]: readonly [string, unknown]) =>
    key === document.languageId || (/[*.]/.test(key) && vscode.languages.match({ pattern: key }, document) > 0);
  const found = entries.find((entry) => isMeant(entry) && typeof entry[1] === "string");
  return found === undefined ? undefined : String(found[1]);
}
