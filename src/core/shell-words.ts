import { quoteForPosix } from "./posix-words";

/**
 * One word is a shell command line already and stays as it is. Several are what the user's shell made of their line:
 * each is quoted where it must be, so that the shell that runs the command one day makes the same words of it.
 */
export function commandLine(words: readonly string[], platform: NodeJS.Platform): string {
  const [only] = words;
  if (only !== undefined && words.length === 1) {
    return only;
  }
  return platform === "win32" ? words.map(quoteForCmd).join(" ") : posixLine(words);
}

/** `NAME=value` in front of a command keeps its meaning; behind it, it is a word like any other. */
function posixLine(words: readonly string[]): string {
  const command = words.findIndex((word) => !assignment.test(word));
  return words.map((word, index) => (index < command ? quoteAssignment(word) : quoteForPosix(word))).join(" ");
}

const assignment = /^[A-Za-z_][A-Za-z0-9_]*=/;

function quoteAssignment(word: string): string {
  const valueAt = word.indexOf("=") + 1;
  const value = word.slice(valueAt);
  return `${word.slice(0, valueAt)}${value === "" ? "" : quoteForPosix(value)}`;
}

const plainCmd = /^[A-Za-z0-9_@+:./\\-]+$/;

/**
 * Two parsers read it: cmd.exe, then the program's C runtime (quotes, and backslashes before quotes). Inside double
 * quotes cmd.exe still expands `%NAME%` and sees each `"` as the other end, so a word that has one of them is
 * quoted for the runtime and then every character that cmd.exe knows gets its caret, the quotes too.
 * https://learn.microsoft.com/cpp/c-language/parsing-c-command-line-arguments
 */
export function quoteForCmd(word: string): string {
  if (plainCmd.test(word)) {
    return word;
  }
  const quoted = `"${word.replace(/(\\*)"/g, '$1$1\\"').replace(/(\\*)$/, "$1$1")}"`;
  return /["%]/.test(word) ? quoted.replace(/[()%!^"<>&|;, *?]/g, "^$&") : quoted;
}
