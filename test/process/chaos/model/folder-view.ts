import { readdirSync, readFileSync } from "node:fs";
import { basename, dirname } from "node:path";
import { ignoring } from "../../../../src/core/errors";
import { isTicketName, lock, nameOf, type World } from "./world";

/** What model and disk have in common, by the names of the writers whose it is. */
export interface SeenFolder {
  /** `?` when it is not signed, nothing when it is free. */
  readonly holder: string;
  /** Whose tickets that are there are noted in the lock. */
  readonly line: readonly string[];
  readonly tickets: readonly string[];
  readonly claims: readonly string[];
  readonly temps: readonly string[];
  readonly document: readonly string[];
}

const unsigned = "?";

export function seenInModel({ names, files, temps, document, writers }: World): SeenFolder {
  const nameAt = (index: number | undefined) =>
    writers
      .filter((each) => each.index === index)
      .map(nameOf)
      .join();
  const ownerOf = (name: string) => {
    const file = files[names[name] ?? ""];
    return file === undefined ? "" : file.signed ? nameAt(file.maker) : unsigned;
  };
  const line = (files[names[lock] ?? ""]?.notes ?? []).filter((ticket) => names[ticket] !== undefined);
  const tickets = Object.keys(names).filter(isTicketName);
  const claims = Object.keys(names).filter((name) => name !== lock && !isTicketName(name));
  return {
    holder: ownerOf(lock),
    line: line.map(ownerOf),
    tickets: tickets.map(ownerOf).sort(),
    claims: claims.map(ownerOf).sort(),
    temps: Object.keys(temps)
      .map((token) => nameAt(files[token]?.maker))
      .sort(),
    document,
  };
}

/** `owners` remembers whose the tokens are. */
export function findFolder(
  documentPath: string,
  pids: readonly (number | undefined)[],
  owners: Map<string, string>,
): SeenFolder {
  const folder = dirname(documentPath);
  const start = basename(documentPath);
  const names = readdirSync(folder).filter((name) => name.startsWith(`${start}.`));
  const read = (name: string) => ignoring(["ENOENT"], () => readFileSync(`${folder}/${name}`, "utf8")) ?? "";
  const ownerOf = (name: string) => {
    const record = /"pid":(\d+),/.exec(read(name))?.[1]; // a note may come before it
    const token = /"token":"([0-9a-f]+)"/.exec(read(name))?.[1];
    const owner = record === undefined ? unsigned : String.fromCharCode(65 + pids.indexOf(Number(record)));
    if (token !== undefined) {
      owners.set(token, owner);
    }
    return owner;
  };
  const lockName = `${start}.lock`;
  const others = names.filter((name) => name.startsWith(`${lockName}.`));
  const notes = read(lockName)
    .split("\n")
    .flatMap((line) => (line.startsWith("W ") ? [line.slice(2)] : []));
  const temps = names.flatMap((name) => /\.json\.([0-9a-f]{16})\.tmp$/.exec(name)?.[1] ?? []);
  const { entries }: { readonly entries: readonly string[] } = JSON.parse(read(start) || '{"entries":[]}');
  return {
    holder: names.includes(lockName) ? ownerOf(lockName) : "",
    line: [...new Set(notes)].filter((ticket) => names.includes(ticket)).map(ownerOf),
    tickets: others.filter(isTicketName).map(ownerOf).sort(),
    claims: others
      .filter((name) => !isTicketName(name))
      .map(ownerOf)
      .sort(),
    temps: temps.map((token) => owners.get(token) ?? "nobody's").sort(),
    document: entries,
  };
}
