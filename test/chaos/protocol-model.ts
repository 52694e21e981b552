/**
 * The protocol of one change, step by step, on a folder that is a few names in memory. Each step is one system call, or
 * what the engine does between two. Between any two steps of one writer the others may do as many of theirs: that is sleeping,
 * waking and, for one that is never scheduled again, dying. Whoever holds a lock may be taken for dead at any time.
 */
export interface Protocol {
  /** Whether every new owner sweeps, not only one that took the lock over. */
  readonly everyOwnerSweeps: boolean;
  /** After so many a writer gives up. */
  readonly mostTries: number;
}

export type Place =
  | "create"
  | "create once more"
  | "claim"
  | "look again"
  | "move claim"
  | "drop claim"
  | "list temps"
  | "sweep"
  | "verify"
  | "read"
  | "make temp"
  | "guard"
  | "rename"
  | "look before release"
  | "release"
  | "done";

interface Inheritance {
  readonly path: string;
  readonly dead: string;
}

export interface Writer {
  readonly name: string;
  readonly place: Place;
  readonly tries: number;
  /** Its owner file's token, and where it stands as far as the writer knows. */
  readonly token: string;
  readonly standsAt: string;
  readonly inheriting: readonly Inheritance[];
  readonly listed: readonly string[];
  readonly content: readonly string[];
  readonly outcome: "ok" | "fail" | undefined;
}

export interface World {
  /** Path of each owner file → token. */
  readonly owners: Readonly<Record<string, string>>;
  /** Each temp, by its writer's token → content. */
  readonly temps: Readonly<Record<string, readonly string[]>>;
  readonly document: readonly string[];
  readonly writers: readonly Writer[];
  /** What went wrong. */
  readonly broken: string | undefined;
}

const lock = "lock";

export function newWorld(writers: number): World {
  return {
    owners: {},
    temps: {},
    document: [],
    writers: Array.from({ length: writers }, (_, index) => newWriter(`w${index}`)),
    broken: undefined,
  };
}

function newWriter(name: string): Writer {
  return {
    name,
    place: "create",
    tries: 0,
    token: "",
    standsAt: "",
    inheriting: [],
    listed: [],
    content: [],
    outcome: undefined,
  };
}

type Change = Partial<Omit<World, "writers">> & { readonly writer: Partial<Writer> };

/** One step of one writer; the same world when it is done. */
export function step(world: World, index: number, protocol: Protocol): World {
  const writer = world.writers[index];
  if (writer === undefined || writer.place === "done") {
    return world;
  }
  const { writer: change, ...rest } = steps[writer.place](world, writer, protocol);
  const changed = { ...writer, ...change };
  return { ...world, ...rest, writers: world.writers.map((each, i) => (i === index ? changed : each)) };
}

type Step = (world: World, writer: Writer, protocol: Protocol) => Change;

const done = (outcome: "ok" | "fail"): Partial<Writer> => ({ place: "done", outcome });

/** A new try, as after any loss before the change itself began. */
const again = ({ tries }: Writer, { mostTries }: Protocol): Partial<Writer> =>
  tries >= mostTries ? done("fail") : { place: "create" };

const steps: Readonly<Record<Exclude<Place, "done">, Step>> = {
  create(world, writer, protocol) {
    const tries = writer.tries + 1;
    const token = `${writer.name}.${tries}`;
    const present = world.owners[lock];
    return present === undefined
      ? created(world, { ...writer, tries, token }, protocol)
      : { writer: { tries, token, place: "claim", inheriting: [{ path: lock, dead: present }] } };
  },

  /** proper-lockfile's second attempt, after one to remove what is there. */
  "create once more": (world, writer, protocol) =>
    world.owners[lock] === undefined ? created(world, writer, protocol) : { writer: again(writer, protocol) },

  claim(world, writer) {
    const { path, dead } = innermost(writer);
    const claim = `${path}.${dead}`;
    const heir = world.owners[claim];
    if (heir !== undefined) {
      return { writer: { inheriting: [...writer.inheriting, { path: claim, dead: heir }] } };
    }
    return {
      owners: { ...world.owners, [claim]: writer.token },
      writer: { standsAt: claim, place: "look again" },
    };
  },

  "look again"(world, writer) {
    const { path, dead } = innermost(writer);
    return { writer: { place: world.owners[path] === dead ? "move claim" : "drop claim" } };
  },

  "move claim"(world, writer) {
    const { [writer.standsAt]: moved, ...owners } = world.owners;
    if (moved === undefined) {
      return { writer: { place: "create once more" } }; // ENOENT
    }
    const { path } = innermost(writer);
    const inheriting = writer.inheriting.slice(0, -1);
    return {
      owners: { ...owners, [path]: moved },
      writer: { standsAt: path, inheriting, place: inheriting.length === 0 ? "list temps" : "look again" },
    };
  },

  "drop claim"(world, writer) {
    const mine = world.owners[writer.standsAt] === writer.token;
    return {
      ...(mine ? { owners: without(world.owners, writer.standsAt) } : {}),
      writer: { place: "create once more" },
    };
  },

  "list temps": (world) => ({ writer: { listed: Object.keys(world.temps), place: "sweep" } }),

  sweep: (world, { listed }) => ({
    temps: listed.reduce<World["temps"]>((temps, name) => without(temps, name), world.temps),
    writer: { place: "verify" },
  }),

  verify: (world, writer, protocol) => ({
    writer: isMine(world, writer) ? { place: "read" } : again(writer, protocol),
  }),

  read: (world) => ({ writer: { content: world.document, place: "make temp" } }),

  "make temp": (world, { token, name, content }) => ({
    temps: { ...world.temps, [token]: [...content, name] },
    writer: { place: "guard" },
  }),

  guard: (world, writer) =>
    isMine(world, writer)
      ? { writer: { place: "rename" } }
      : { temps: without(world.temps, writer.token), writer: done("fail") },

  rename(world, { token }) {
    const next = world.temps[token];
    if (next === undefined) {
      return { writer: done("fail") }; // swept
    }
    const undone = world.document.filter((value) => !next.includes(value));
    return {
      document: next,
      temps: without(world.temps, token),
      broken: undone.length > 0 ? `${token} undid ${undone.join(" ")}` : world.broken,
      writer: { place: "look before release" },
    };
  },

  "look before release": (world, writer) => ({
    writer: isMine(world, writer) ? { place: "release" } : done("ok"),
  }),

  /** Whatever stands there now. */
  release: (world) => ({ owners: without(world.owners, lock), writer: done("ok") }),
};

function created(world: World, { tries, token }: Writer, { everyOwnerSweeps }: Protocol): Change {
  return {
    owners: { ...world.owners, [lock]: token },
    writer: { tries, token, standsAt: lock, inheriting: [], place: everyOwnerSweeps ? "list temps" : "verify" },
  };
}

function innermost({ inheriting }: Writer): Inheritance {
  const last = inheriting.at(-1);
  if (last === undefined) {
    throw new Error("It inherits from nobody.");
  }
  return last;
}

const isMine = ({ owners }: World, { token }: Writer): boolean => owners[lock] === token;

function without<T>(record: Readonly<Record<string, T>>, name: string): Readonly<Record<string, T>> {
  const { [name]: _, ...rest } = record;
  return rest;
}

/** What is wrong with a world: a change that was undone, or an answer that is not true. */
export function brokenPromise({ broken, writers, document }: World): string | undefined {
  const lost = writers.find(({ outcome, name }) => outcome === "ok" && !document.includes(name));
  const ghost = writers.find(({ outcome, name }) => outcome === "fail" && document.includes(name));
  return (
    broken ?? (lost && `${lost.name} was acknowledged and lost`) ?? (ghost && `${ghost.name} was refused but done`)
  );
}

/** Every interleaving of all steps of `writers` writers; the first that breaks a promise, as the order of the writers. */
export function search(
  writers: number,
  protocol: Protocol,
): { readonly states: number; readonly schedule: readonly number[] | undefined } {
  const seen = new Set<string>();
  const schedule: number[] = [];
  const visit = (world: World): boolean => {
    const key = JSON.stringify(world);
    if (seen.has(key)) {
      return false;
    }
    seen.add(key);
    if (brokenPromise(world) !== undefined) {
      return true;
    }
    return world.writers.some(({ place }, index) => {
      if (place === "done") {
        return false;
      }
      schedule.push(index);
      const found = visit(step(world, index, protocol));
      if (!found) {
        schedule.pop();
      }
      return found;
    });
  };
  const found = visit(newWorld(writers));
  return { states: seen.size, schedule: found ? schedule : undefined };
}
