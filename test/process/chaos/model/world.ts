/**
 * The lock protocol (src/core/locking/README.md) on a folder that is a few names in memory. One step of a writer is one
 * system call, or what the engine does between two. Between any two steps of one writer the others may do as many of
 * theirs: that is sleeping and waking.
 */
export interface World {
  /** Name of each owner file → its token. `lock`, claims `lock.A1`, tickets `B2.next`. */
  readonly names: Readonly<Record<string, string>>;
  /** Each owner file by its token, whether it still has a name or not: whoever made it keeps it open. */
  readonly files: Readonly<Record<string, OwnerFile>>;
  /** By the token of the ownership. */
  readonly temps: Readonly<Record<string, Temp>>;
  readonly document: readonly string[];
  /** What deletions took away, after they had seen it. */
  readonly deleted: readonly string[];
  readonly writers: readonly Writer[];
  /** What went wrong. */
  readonly broken: string | undefined;
}

export interface OwnerFile {
  readonly maker: number;
  readonly signed: boolean;
  /** Tickets of those who wait. */
  readonly notes: readonly string[];
}

/** The document's next version, or a bin. */
export type Temp = readonly string[] | "bin";

/** A file that somebody claims to inherit, and whose it was. */
export interface Inheritance {
  readonly path: string;
  readonly dead: string;
}

export interface Writer {
  readonly index: number;
  readonly wants: "add" | "delete";
  readonly place: Place;
  /** Whether it is alive. */
  readonly alive: boolean;
  /** Tokens that it has made up, and changes that it has begun anew after a loss. */
  readonly tokens: number;
  readonly redos: number;
  /** The present try comes after a takeover or after the lock had vanished: it is the last before waiting. */
  readonly lastTry: boolean;
  readonly ticket: string | undefined;
  /** Where it thinks that its ticket's file is. */
  readonly ticketAt: string;
  /** The lock file in which its ticket is noted. */
  readonly noted: string | undefined;
  /** Its answer to whether its ticket was in its place, a moment ago. */
  readonly inLine: boolean;
  /** The lock file that it opened to leave a note. */
  readonly opened: string | undefined;
  readonly claim: string | undefined;
  readonly inheritances: readonly Inheritance[];
  /** The token of its ownership, and whether it inherited it. */
  readonly own: string | undefined;
  readonly tookOver: boolean;
  /** Of a sweep: what is to be removed. */
  readonly sweeping: readonly string[];
  readonly content: readonly string[];
  /** What it gives up, to those in line; what it does afterwards. */
  readonly giving: string | undefined;
  readonly line: readonly string[];
  readonly position: number;
  readonly late: readonly string[];
  readonly afterwards: "end" | "read" | "again";
  readonly outcome: "ok" | "fail" | undefined;
}

export type Place =
  | "look"
  | "arrived?"
  | "withdraw"
  | "create"
  | "sign"
  | "look at own"
  | "judge"
  | "claim"
  | "judge heir"
  | "sign claim"
  | "look at claim"
  | "look at dead"
  | "look at claim again"
  | "move claim"
  | "look at moved"
  | "unlink moved"
  | "moved by another?"
  | "drop claim"
  | "unlink claim"
  | "draw"
  | "sign ticket"
  | "look at ticket"
  | "in line?"
  | "come forward"
  | "open for note"
  | "write note"
  | "look after note"
  | "sleep"
  | "leave"
  | "given meanwhile?"
  | "probe"
  | "list"
  | "look at tickets"
  | "still mine?"
  | "sweep"
  | "leave with lock"
  | "given twice?"
  | "read"
  | "make temp"
  | "make bin"
  | "guard"
  | "drop temp"
  | "replace"
  | "bin"
  | "empty bin"
  | "look before release"
  | "read line"
  | "look at next"
  | "remove dead ticket"
  | "pass on line"
  | "give"
  | "free"
  | "read late"
  | "open for late"
  | "note late"
  | "look after late"
  | "link late"
  | "unlink late"
  | "done";

export const lock = "lock";
export const claimOf = (path: string, owner: string): string => `${path}.${owner}`;
export const ticketNameOf = (token: string): string => `${token}.next`;
export const isTicketName = (name: string): boolean => name.endsWith(".next");

const initial: Omit<Writer, "index" | "wants"> = {
  place: "create",
  alive: true,
  tokens: 0,
  redos: 0,
  lastTry: false,
  ticket: undefined,
  ticketAt: "",
  noted: undefined,
  inLine: false,
  opened: undefined,
  claim: undefined,
  inheritances: [],
  own: undefined,
  tookOver: false,
  sweeping: [],
  content: [],
  giving: undefined,
  line: [],
  position: 0,
  late: [],
  afterwards: "end",
  outcome: undefined,
};

export function newWriter(index: number, wants: Writer["wants"]): Writer {
  return { ...initial, index, wants };
}

export function newWorld(wants: readonly Writer["wants"][]): World {
  return {
    names: {},
    files: {},
    temps: {},
    document: [],
    deleted: [],
    writers: wants.map((each, index) => newWriter(index, each)),
    broken: undefined,
  };
}

export const nameOf = ({ index }: Writer): string => String.fromCharCode(65 + index);

/** How the world is after a step, and the writer who made it. */
export type Change = Partial<Omit<World, "writers">> & { readonly writer: Partial<Writer> };

export function apply(world: World, index: number, { writer, ...rest }: Change): World {
  const writers = world.writers.map((each) => (each.index === index ? { ...each, ...writer } : each));
  return { ...world, ...rest, writers };
}

export function without<T>(record: Readonly<Record<string, T>>, name: string): Readonly<Record<string, T>> {
  const { [name]: _, ...rest } = record;
  return rest;
}

/** What is read of an owner file: its token once it is signed. */
export function idAt({ names, files }: World, name: string): string | undefined {
  const token = names[name];
  return token === undefined || files[token]?.signed ? token : `?${token}`;
}

export function makerAt({ names, files, writers }: World, name: string): Writer | undefined {
  const file = files[names[name] ?? ""];
  return file && writers[file.maker];
}
