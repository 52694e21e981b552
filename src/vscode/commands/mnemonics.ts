import type { Mnemonic } from "./command-table";

export const mnemonics = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"] as const satisfies readonly Mnemonic[];

type ForEachMnemonic<Prefix extends string, T> = { readonly [Key in `${Prefix}${Mnemonic}`]: T };

/** What `make` makes for each of the ten numbers, under `prefix` and the number. */
export function forEachMnemonic<Prefix extends string, T>(
  prefix: Prefix,
  make: (mnemonic: Mnemonic) => T,
): ForEachMnemonic<Prefix, T> {
  const made: Partial<Record<string, T>> = Object.fromEntries(
    mnemonics.map((mnemonic) => [`${prefix}${mnemonic}`, make(mnemonic)]),
  );
  if (!isComplete(prefix, made)) {
    throw new Error("A number is missing.");
  }
  return made;
}

function isComplete<Prefix extends string, T>(
  prefix: Prefix,
  made: Partial<Record<string, T>>,
): made is ForEachMnemonic<Prefix, T> {
  return mnemonics.every((mnemonic) => `${prefix}${mnemonic}` in made);
}
