import type { Rules, Step } from "./rules";
import { lock, nameOf, type World, type Writer, without } from "./world";

/** The change itself: a temp, or a bin, and the fence. */
export const writing = {
  read: ({ document }, { wants }) => ({
    writer: {
      ticket: undefined,
      noted: undefined,
      ticketAt: "",
      content: document,
      ...(wants === "add" ? { place: "make temp" } : document.length > 0 ? { place: "make bin" } : done()),
    },
  }),

  "make temp": (world, writer) => ({
    temps: { ...world.temps, [writer.own ?? ""]: [...writer.content, nameOf(writer)] },
    writer: { place: "guard" },
  }),

  "make bin": (world, { own }) => ({ temps: { ...world.temps, [own ?? ""]: "bin" }, writer: { place: "guard" } }),

  guard: (world, writer) => ({
    writer: { place: !isMine(world, writer) ? "drop temp" : writer.wants === "add" ? "replace" : "bin" },
  }),

  "drop temp": (world, writer, _, rules) => ({
    temps: without(world.temps, writer.own ?? ""),
    writer: lost(writer, rules),
  }),

  replace(world, writer, _, rules) {
    const next = world.temps[writer.own ?? ""];
    if (next === undefined || next === "bin") {
      return swept(world, writer, rules);
    }
    return {
      document: next,
      temps: without(world.temps, writer.own ?? ""),
      broken: world.broken ?? undoing(writer, unseen(world, next)),
      writer: { ...done() },
    };
  },

  bin(world, writer, _, rules) {
    if (world.temps[writer.own ?? ""] === undefined || world.document.length === 0) {
      return swept(world, writer, rules);
    }
    return {
      document: [],
      deleted: [...world.deleted, ...world.document],
      broken: world.broken ?? undoing(writer, unseen(world, writer.content)),
      writer: { place: "empty bin" },
    };
  },

  /** Who sweeps does it for a paused one: what was binned stays as the backup either way. */
  "empty bin": (world, { own }) => ({ temps: without(world.temps, own ?? ""), writer: done() }),
} satisfies Record<string, Step>;

const isMine = ({ names }: World, { own }: Writer): boolean => own !== undefined && names[lock] === own;

/** Acknowledged; the lock is given up afterwards. */
function done(): Partial<Writer> {
  return { outcome: "ok", afterwards: "end", place: "look before release" };
}

/** Somebody else has the lock: nothing was written, and the change begins anew. */
function lost({ redos }: Writer, { mostRedos }: Rules): Partial<Writer> {
  const again = redos < mostRedos;
  const rest = { own: undefined, lastTry: false, content: [], redos: redos + 1 };
  return { ...rest, ...(again ? { place: "create" } : { outcome: "fail", place: "done" }) };
}

/** ENOENT; the one who did it must have taken the lock over before. */
function swept(world: World, writer: Writer, rules: Rules) {
  const alone = isMine(world, writer) ? `${nameOf(writer)} lost its temp, but not its lock` : undefined;
  return { broken: world.broken ?? alone, temps: without(world.temps, writer.own ?? ""), writer: lost(writer, rules) };
}

const unseen = ({ document }: World, seen: readonly string[]) => document.filter((value) => !seen.includes(value));

function undoing(writer: Writer, values: readonly string[]): string | undefined {
  return values.length === 0 ? undefined : `${nameOf(writer)} undid ${values.join(" ")} unseen`;
}
