// Not "~", which a shell expands, and not a leading "=", which zsh does.
const plain = /^[A-Za-z0-9_@%+:,./-][A-Za-z0-9_@%+=:,./-]*$/;

/** POSIX.1 2.2.2: nothing is special inside single quotes but the single quote. */
export function quoteForPosix(word: string): string {
  return plain.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
