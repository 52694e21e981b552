import { basename, posix, win32 } from "node:path";
import { LockstepError } from "../errors";
import { placesIn, type VariablePlace } from "./variable-places";

/** Gives what only a window knows: `file`, `lineNumber`, `config` with an argument, …; undefined for what it does not. */
export type VariableProvider = (
  name: string,
  argument: string | undefined,
) => string | undefined | Promise<string | undefined>;

/** Gives a secret by its name; undefined when there is none. */
export type SecretProvider = (name: string) => Promise<string | undefined>;

export interface VariableSources {
  /** Absolute. */
  readonly workspaceFolder: string;
  /** Where the one who runs it was started. */
  readonly cwd: string;
  readonly userHome: string;
  readonly env: NodeJS.ProcessEnv;
  readonly platform?: NodeJS.Platform;
  readonly provide?: VariableProvider;
  readonly secret?: SecretProvider;
}

/** A value of the environment, and the secrets in it, which no log may show. */
export interface ResolvedValue {
  readonly value: string;
  readonly secrets: readonly string[];
}

/** Have a value only where there is an editor (https://code.visualstudio.com/docs/reference/variables-reference). */
const onlyInWindows =
  /^(?:file|fileWorkspaceFolder|relativeFile|relativeFileDirname|fileBasename|fileBasenameNoExtension|fileExtname|fileDirname|fileDirnameBasename|lineNumber|columnNumber|selectedText|execPath|defaultBuildTask|config|command|input|workspaceFolder|workspaceFolderBasename)$/;

/**
 * The variables of VS Code's tasks, in what a document says. They are put in as they are: who uses `${file}` in a command
 * line writes the quotes around it, as in a task. `$${` stands for `${`.
 */
export class Variables {
  constructor(private readonly sources: VariableSources) {}

  /**
   * A command line for a shell. What is the shell's own stays: `${HOME}`, `${name:-default}`, `${#list[@]}`.
   *
   * @throws {LockstepError} `INVALID` for variables that are not known or have no value here, and for secrets
   */
  line(text: string): Promise<string> {
    return this.resolve(text, { isLine: true });
  }

  /** A path, an argument of a program. @throws as {@link line} */
  text(text: string): Promise<string> {
    return this.resolve(text, { isLine: false });
  }

  /** A value of the environment, the one place for `${secret:NAME}`. @throws as {@link line} */
  async value(text: string): Promise<ResolvedValue> {
    const secrets: string[] = [];
    const value = await this.resolve(text, { isLine: false, secrets });
    return { value, secrets };
  }

  private async resolve(
    text: string,
    where: { readonly isLine: boolean; readonly secrets?: string[] },
  ): Promise<string> {
    const parts = placesIn(text, where.isLine);
    const values = await Promise.all(
      parts.map(async (part) => (typeof part === "string" ? part : await this.valueOf(part, where.secrets))),
    );
    const unknown = parts.flatMap((part, index) =>
      values[index] === undefined && typeof part !== "string" ? [part] : [],
    );
    if (unknown.length > 0) {
      throw unresolved(unknown, where.isLine);
    }
    return values.join("");
  }

  private async valueOf(place: VariablePlace, secrets: string[] | undefined): Promise<string | undefined> {
    if (place.name === "secret") {
      return await this.secret(place, secrets);
    }
    return this.known(place) ?? (await this.sources.provide?.(place.name, place.argument));
  }

  private known({ name, argument }: VariablePlace): string | undefined {
    if (name === "env") {
      return argument === undefined || argument === "" ? undefined : this.environmentVariable(argument);
    }
    return argument === undefined ? this.plain(name) : undefined;
  }

  private plain(name: string): string | undefined {
    const { workspaceFolder, cwd, userHome, platform = process.platform } = this.sources;
    switch (name) {
      case "workspaceFolder":
        return workspaceFolder;
      case "workspaceFolderBasename":
        return basename(workspaceFolder);
      case "cwd":
        return cwd;
      case "userHome":
        return userHome;
      case "pathSeparator":
      case "/":
        return (platform === "win32" ? win32 : posix).sep;
      default:
        return undefined;
    }
  }

  /** One that is not set is empty, as in VS Code. */
  private environmentVariable(name: string): string {
    const { env, platform = process.platform } = this.sources;
    const isSame = (other: string) =>
      platform === "win32" ? other.toUpperCase() === name.toUpperCase() : other === name;
    return Object.entries(env).find(([other]) => isSame(other))?.[1] ?? "";
  }

  private async secret({ text, argument }: VariablePlace, secrets: string[] | undefined): Promise<string> {
    if (secrets === undefined) {
      throw new LockstepError(
        "INVALID",
        "{0} can't stand here, where everybody could read it: give it to a variable in “env”, and use that one.",
        [text],
      );
    }
    const value = argument === undefined ? undefined : await this.sources.secret?.(argument);
    if (value === undefined) {
      throw new LockstepError("INVALID", "This machine keeps no secret of the name that {0} asks for.", [text]);
    }
    secrets.push(value);
    return value;
  }
}

function unresolved(places: readonly VariablePlace[], isLine: boolean): LockstepError {
  const strange = places.filter(({ name }) => !onlyInWindows.test(name));
  const names = (list: readonly VariablePlace[]) => [...new Set(list.map(({ text }) => text))].join(", ");
  if (strange.length === 0) {
    return new LockstepError("INVALID", "{0} has no value here: it comes from an editor that is open in VS Code.", [
      names(places),
    ]);
  }
  return isLine
    ? new LockstepError("INVALID", "There is no variable {0}. One of the shell's own is written with two $: {1}.", [
        names(strange),
        `$${strange[0]?.text ?? ""}`,
      ])
    : new LockstepError("INVALID", "There is no variable {0}.", [names(strange)]);
}
