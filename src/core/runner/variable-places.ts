/** A variable in a text. */
export interface VariablePlace {
  /** As it is written: `${env:HOME}`. */
  readonly text: string;
  readonly name: string;
  readonly argument: string | undefined;
}

const variable = /\$?\$\{([^{}]*)\}/g;
/** As VS Code names them; an argument comes after a colon. */
const named = /^([a-z][A-Za-z]*|\/)(?::(.*))?$/s;
/** These never belong to a shell, whatever follows. */
const prefixes = ["env", "secret", "config", "command", "input", "workspaceFolder"];
/** `${name:-word}`, `${name:=word}`, `${name:?word}`, `${name:+word}`, `${name:1:2}`. */
const expansion = /^[-=?+\d\s]/;

/** A text, cut into what stays as it is and the variables in between. */
export function placesIn(text: string, isLine: boolean): readonly (string | VariablePlace)[] {
  const parts: (string | VariablePlace)[] = [];
  let done = 0;
  for (const match of text.matchAll(variable)) {
    parts.push(text.slice(done, match.index), placeOf(match[0], match[1] ?? "", isLine));
    done = match.index + match[0].length;
  }
  parts.push(text.slice(done));
  return parts;
}

function placeOf(text: string, body: string, isLine: boolean): string | VariablePlace {
  if (text.startsWith("$$")) {
    return text.slice(1);
  }
  const [, name = body, argument] = named.exec(body) ?? [];
  return isLine && isOfShell(body, name, argument) ? text : { text, name, argument };
}

/** A shell's variables have capitals, digits and underscores, and what it does with them follows other signs. */
function isOfShell(body: string, name: string, argument: string | undefined): boolean {
  if (prefixes.includes(name)) {
    return false;
  }
  return !named.test(body) || (argument !== undefined && expansion.test(argument));
}
