import { basename } from "node:path";
import type { OutputSource, Program } from "./execution";

/** What runs a command line, which becomes its last argument. */
export interface Shell {
  readonly file: string;
  readonly args: readonly string[];
}

/** A program as the system starts it. */
export interface Invocation extends Shell {
  /** What its second output counts as. */
  readonly errors: OutputSource;
  /** Windows: the arguments are one text already, which the program takes apart itself. */
  readonly verbatim: boolean;
}

/** The same on every machine of a system, whatever shell its user types in. */
export function systemShell(platform: NodeJS.Platform = process.platform): Shell {
  return platform === "win32" ? { file: "cmd.exe", args: ["/d", "/s", "/c"] } : { file: "/bin/sh", args: ["-c"] };
}

/** Shells in which `exec 2>&1` means what POSIX says. */
const posixShells = ["sh", "bash", "dash", "ash", "ksh", "zsh"];

/**
 * How a program is started. A shell that can is told to write its errors where its output goes: what comes through two
 * pipes arrives in another order than it was written in. A program with arguments keeps both apart, for who reads its
 * output as data.
 */
export function invocationOf(program: Program, shell: Shell): Invocation {
  if (program.kind === "arguments") {
    return { file: program.file, args: program.args, errors: "stderr", verbatim: false };
  }
  const name = basename(shell.file)
    .replace(/\.exe$/i, "")
    .toLowerCase();
  if (posixShells.includes(name)) {
    return { ...shell, args: [...shell.args, `exec 2>&1\n${program.line}`], errors: "stdout", verbatim: false };
  }
  if (name === "cmd") {
    // As Node's own `shell: true` does: /s takes off the outer quotes and nothing else.
    return { ...shell, args: [...shell.args, `"${program.line}"`], errors: "stdout", verbatim: true };
  }
  return { ...shell, args: [...shell.args, program.line], errors: "stdout", verbatim: false };
}
