import { claimPath, innermost, newFile, signed } from "./owner-files";
import type { Step } from "./rules";
import { beginWaiting } from "./waiting";
import { idAt, lock, type Writer, without } from "./world";

/** One try to get the lock: create it, find that it was given to our ticket, or inherit it from a dead owner. */
export const taking = {
  /** Only who has a ticket looks before it tries. */
  look(world, { ticket }, { dead }) {
    const present = world.names[lock];
    if (present === ticket) {
      return { writer: { place: "arrived?", ticketAt: lock } };
    }
    return { writer: present === undefined || dead ? { place: "arrived?" } : beginWaiting(ticket) };
  },

  "arrived?": (world, { ticket }) => ({
    writer:
      world.names[lock] === ticket
        ? { own: ticket, tookOver: false, ticketAt: lock, place: "withdraw" }
        : { place: "create" },
  }),

  create(world, writer) {
    if (world.names[lock] !== undefined) {
      return { writer: taken(writer) };
    }
    const { token, change } = newFile(world, writer, lock);
    return { ...change, writer: { ...change.writer, own: token, tookOver: false, place: "sign" } };
  },

  sign: (world, { own }) => ({ files: signed(world, own), writer: { place: "look at own" } }),

  "look at own": (world, writer) => ({
    writer: world.names[lock] === writer.own ? { place: "probe" } : { ...taken(writer), own: undefined },
  }),

  judge(world, writer, { dead }) {
    const owner = idAt(world, lock);
    if (owner === undefined) {
      return { writer: tryOnceMore(writer) };
    }
    return {
      writer: dead ? { inheritances: [{ path: lock, dead: owner }], place: "claim" } : beginWaiting(writer.ticket),
    };
  },

  claim(world, writer) {
    const path = claimPath(writer);
    if (world.names[path] !== undefined) {
      return { writer: { place: "judge heir" } };
    }
    const { token, change } = newFile(world, writer, path);
    return { ...change, writer: { ...change.writer, claim: token, place: "sign claim" } };
  },

  "judge heir"(world, writer, { dead }) {
    const path = claimPath(writer);
    const heir = idAt(world, path);
    return {
      writer:
        heir === undefined || !dead
          ? tryOnceMore(writer)
          : { inheritances: [...writer.inheritances, { path, dead: heir }], place: "claim" },
    };
  },

  "sign claim": (world, { claim }) => ({ files: signed(world, claim), writer: { place: "look at claim" } }),

  "look at claim": (world, writer) => ({
    writer:
      world.names[claimPath(writer)] === writer.claim
        ? { place: "look at dead" }
        : { claim: undefined, place: "judge heir" },
  }),

  "look at dead"(world, writer) {
    const { path, dead } = innermost(writer);
    return { writer: { place: idAt(world, path) === dead ? "look at claim again" : "moved by another?" } };
  },

  "look at claim again": (world, writer) => ({
    writer: { place: world.names[claimPath(writer)] === writer.claim ? "move claim" : "moved by another?" },
  }),

  /** Whatever file has the claim's name now. */
  "move claim"(world, writer) {
    const from = claimPath(writer);
    const moved = world.names[from];
    return moved === undefined
      ? { writer: { place: "moved by another?" } } // ENOENT
      : {
          names: { ...without(world.names, from), [innermost(writer).path]: moved },
          writer: { place: "look at moved" },
        };
  },

  "look at moved": (world, writer) => ({
    writer: world.names[innermost(writer).path] === writer.claim ? inherited(writer) : { place: "unlink moved" },
  }),

  /** It was somebody's who has given it up. */
  "unlink moved": (world, writer) => ({
    names: without(world.names, innermost(writer).path),
    writer: tryOnceMore(writer),
  }),

  "moved by another?": (world, writer) => ({
    writer: world.names[innermost(writer).path] === writer.claim ? inherited(writer) : { place: "drop claim" },
  }),

  "drop claim": (world, writer) => ({
    writer: world.names[claimPath(writer)] === writer.claim ? { place: "unlink claim" } : tryOnceMore(writer),
  }),

  "unlink claim": (world, writer) => ({
    names: without(world.names, claimPath(writer)),
    writer: tryOnceMore(writer),
  }),

  probe(world, { own, ticket }) {
    if (world.names[lock] === own) {
      return { writer: { place: "list" } };
    }
    const left = own === ticket ? undefined : ticket;
    return { writer: { own: undefined, ticket: left, ...beginWaiting(left) } };
  },
} satisfies Record<string, Step>;

/** EEXIST. */
function taken({ lastTry, ticket }: Writer): Partial<Writer> {
  return lastTry ? beginWaiting(ticket) : { place: "judge" };
}

function tryOnceMore({ ticket }: Writer): Partial<Writer> {
  const place = ticket === undefined ? "create" : "arrived?";
  return { lastTry: true, claim: undefined, inheritances: [], place };
}

/** The claim has its predecessor's name: the lock's, or that of a claim of somebody who died before. */
function inherited({ claim, inheritances }: Writer): Partial<Writer> {
  const left = inheritances.slice(0, -1);
  return left.length === 0
    ? { own: claim, tookOver: true, claim: undefined, inheritances: [], place: "probe" }
    : { inheritances: left, place: "look at dead" };
}
