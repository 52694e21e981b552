import { newFile, nextToken, noted, signed } from "./owner-files";
import type { Step } from "./rules";
import { lock, ticketNameOf, type Writer, without } from "./world";

/** Somebody who waits draws a ticket, notes it with the owner and sleeps. */
export const waiting = {
  draw(world, writer) {
    const name = ticketNameOf(nextToken(writer));
    const { token, change } = newFile(world, writer, name);
    const ticket = { ticket: token, ticketAt: name, noted: undefined };
    return { ...change, writer: { ...change.writer, ...ticket, place: "sign ticket" } };
  },

  "sign ticket": (world, { ticket }) => ({ files: signed(world, ticket), writer: { place: "look at ticket" } }),

  "look at ticket": (world, { ticket, ticketAt }) => ({
    writer: world.names[ticketAt] === ticket ? { place: "in line?" } : { ticket: undefined, place: "draw" },
  }),

  "in line?": (world, { ticket, ticketAt }) => ({
    writer: { inLine: world.names[ticketAt] === ticket, place: "come forward" },
  }),

  "come forward"(world, { ticket, inLine, noted }) {
    const present = world.names[lock];
    if (present === ticket) {
      return { writer: { inLine: false, ticketAt: lock, place: "look" } };
    }
    if (!inLine) {
      return { writer: { ticket: undefined, place: "draw" } };
    }
    return { writer: { inLine: false, place: noted !== undefined && noted === present ? "sleep" : "open for note" } };
  },

  "open for note"(world) {
    const opened = world.names[lock];
    return { writer: opened === undefined ? { place: "look" } : { opened, place: "write note" } };
  },

  /** Into the file that was opened, whether it still is the lock or not. */
  "write note": (world, { opened, ticket }) => ({
    files: noted(world, opened, [ticketNameOf(ticket ?? "")]),
    writer: { place: "look after note" },
  }),

  "look after note": (world, { opened }) => ({
    writer:
      world.names[lock] === opened
        ? { noted: opened, opened: undefined, place: "sleep" }
        : { opened: undefined, place: "open for note" },
  }),

  sleep: () => ({ writer: { place: "look" } }),

  /** Without the lock, as far as it knows. */
  leave: (world, { ticket }) => ({
    names: without(world.names, ticketNameOf(ticket ?? "")),
    writer: { place: "given meanwhile?" },
  }),

  "given meanwhile?": (world, { ticket }) => ({
    writer:
      world.names[lock] === ticket
        ? { giving: ticket, ticket: undefined, outcome: "fail", afterwards: "end", place: "look before release" }
        : { ticket: undefined, outcome: "fail", place: "done" },
  }),
} satisfies Record<string, Step>;

export function beginWaiting(ticket: string | undefined): Partial<Writer> {
  const place = ticket === undefined ? "draw" : "in line?";
  return { lastTry: false, claim: undefined, inheritances: [], place };
}
