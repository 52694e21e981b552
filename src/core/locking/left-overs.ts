import { readdirSync, statSync, unlinkSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { ignoring } from "../errors";

/**
 * write-file-atomic names its temps `<file>.<up to ten digits>`; the backup's link is made under such a name too. A
 * name that ends in a date, `<file>.20261121`, is a copy that a person made.
 */
const tempSuffix = /^(\.bak)?\.(?!(19|20)\d{6}$)\d{1,10}$/;

/** Clocks of a file server and of its clients differ a little. */
const clockTolerance = 2_000;

/** The temps of `document`, born at or after `from`: an older file of such a name is a user's own copy. */
export function tempsOf(document: string, from: number): readonly string[] {
  const folder = dirname(document);
  const prefix = basename(document);
  const names = ignoring(["ENOENT"], () => readdirSync(folder)) ?? [];
  return names
    .filter((name) => name.startsWith(prefix) && tempSuffix.test(name.slice(prefix.length)))
    .map((name) => join(folder, name))
    .filter((path) => bornAt(path) >= from - clockTolerance);
}

/**
 * Removes what a dead owner was about to rename over the document. When this has run, a writer that only seemed dead
 * finds its temp gone and its rename fails.
 *
 * @param mayGoOn asked before each one: a taker that was itself taken over meanwhile must leave the newer owner's temp
 */
export function sweepTemps(
  document: string,
  from: number,
  noted: readonly string[],
  mayGoOn: () => boolean = () => true,
): readonly string[] {
  const named = noted.filter((name) => basename(name) === name).map((name) => join(dirname(document), name));
  const temps = new Set([...tempsOf(document, from), ...named.filter((path) => isTempOf(document, path))]);
  return [...temps].filter((path) => mayGoOn() && remove(path));
}

function isTempOf(document: string, path: string): boolean {
  return path.startsWith(document) && tempSuffix.test(path.slice(document.length));
}

function bornAt(path: string): number {
  const stat = ignoring(["ENOENT"], () => statSync(path));
  return stat === undefined ? Number.NEGATIVE_INFINITY : stat.birthtimeMs || stat.mtimeMs;
}

function remove(path: string): boolean {
  return (
    ignoring(["ENOENT"], () => {
      unlinkSync(path);
      return true;
    }) ?? false
  );
}
