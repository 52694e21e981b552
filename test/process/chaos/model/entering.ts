import type { Step } from "./rules";
import { isTicketName, lock, makerAt, ticketNameOf, type World, type Writer, without } from "./world";

const temp = "temp ";

/** What every new owner does before it reads the document. */
export const entering = {
  withdraw: (world, { ticket }) => ({
    names: without(world.names, ticketNameOf(ticket ?? "")),
    writer: { place: "probe" },
  }),

  list(world, writer, _, { everyOwnerSweeps }) {
    const own = writer.own ?? "";
    const temps = Object.keys(world.temps).filter((token) => token !== own);
    const others = Object.keys(world.names).filter(
      (name) => name !== lock && name !== ticketNameOf(own) && ownerInClaim(name) !== own,
    );
    const sweeping = everyOwnerSweeps || writer.tookOver ? [...temps.map((token) => temp + token), ...others] : [];
    return { writer: { sweeping, place: "look at tickets" } };
  },

  /** Those of the living stay, and those that the owner before noted for us. */
  "look at tickets"(world, { own, sweeping }) {
    const line = world.files[own ?? ""]?.notes ?? [];
    const isAbandoned = (ticket: string) => !line.includes(ticket) && isDead(world, ticket);
    return {
      writer: {
        sweeping: sweeping.filter((name) => !isTicketName(name) || isAbandoned(name)),
        place: "still mine?",
      },
    };
  },

  "still mine?": (world, writer) => ({
    writer:
      writer.sweeping.length > 0 && world.names[lock] === writer.own
        ? { place: "sweep" }
        : { sweeping: [], place: placeAfterSweep(writer) },
  }),

  sweep(world, { sweeping: [first = "", ...sweeping] }) {
    const writer = { sweeping, place: "still mine?" } as const;
    return first.startsWith(temp)
      ? { temps: without(world.temps, first.slice(temp.length)), writer }
      : { names: without(world.names, first), writer };
  },

  "leave with lock": (world, { ticket }) => ({
    names: without(world.names, ticketNameOf(ticket ?? "")),
    writer: { place: "given twice?" },
  }),

  "given twice?": (world, { ticket }) => ({
    writer:
      world.names[lock] === ticket
        ? { giving: ticket, ticket: undefined, afterwards: "read", place: "look before release" }
        : { ticket: undefined, place: "read" },
  }),
} satisfies Record<string, Step>;

function placeAfterSweep({ ticket, own }: Writer): "read" | "leave with lock" {
  return ticket === undefined || ticket === own ? "read" : "leave with lock";
}

/** `lock.A1` and `lock.A1.B2` are claims on what A1 owned. */
const ownerInClaim = (name: string): string | undefined => (isTicketName(name) ? undefined : name.split(".")[1]);

/** A ticket that is not signed is taken for a dead one's; a living maker makes another. */
export function isDead(world: World, ticket: string): boolean {
  const maker = makerAt(world, ticket);
  return maker !== undefined && (!maker.alive || !world.files[world.names[ticket] ?? ""]?.signed);
}
