import { isDead } from "./entering";
import { noted } from "./owner-files";
import type { Step } from "./rules";
import { lock, type World, type Writer, without } from "./world";

/** A lock is given up: to the first in line who can take it, or to nobody. */
export const giving = {
  "look before release": (world, writer) => ({
    writer: world.names[lock] === givenBy(writer) ? { giving: givenBy(writer), place: "read line" } : given(writer),
  }),

  "read line": ({ files }, { giving }) => ({
    writer: { line: files[giving ?? ""]?.notes ?? [], position: 0, place: "look at next" },
  }),

  "look at next"(world, { line, position }, { asleep }) {
    const ticket = line[position];
    if (ticket === undefined) {
      return { writer: { place: "free" } };
    }
    if (world.names[ticket] === undefined) {
      return next(position);
    }
    if (isDead(world, ticket)) {
      return { writer: { place: "remove dead ticket" } };
    }
    return asleep ? next(position) : { writer: { place: line.length > 1 ? "pass on line" : "give" } };
  },

  "remove dead ticket": (world, { line, position }) => ({
    ...next(position),
    names: without(world.names, line[position] ?? ""),
  }),

  "pass on line"(world, { line, position }) {
    const file = world.names[line[position] ?? ""];
    return file === undefined
      ? next(position)
      : { files: noted(world, file, line.toSpliced(position, 1)), writer: { place: "give" } };
  },

  give(world, { line, position }) {
    const ticket = line[position] ?? "";
    const file = world.names[ticket];
    return file === undefined
      ? next(position)
      : { names: renamed(world, ticket, file), writer: { place: "read late" } };
  },

  /** Whatever stands there now. */
  free: (world) => ({ names: without(world.names, lock), writer: { place: "read late" } }),

  "read late"({ files }, writer) {
    const notes = files[writer.giving ?? ""]?.notes ?? [];
    return { writer: nextLate({ ...writer, late: notes.filter((ticket) => !writer.line.includes(ticket)) }) };
  },

  "open for late"({ names }) {
    const opened = names[lock];
    return { writer: opened === undefined ? { place: "link late" } : { opened, place: "note late" } };
  },

  "note late": (world, { opened, late }) => ({
    files: noted(world, opened, late.slice(0, 1)),
    writer: { place: "look after late" },
  }),

  "look after late": (world, writer) => ({
    writer: world.names[lock] === writer.opened ? nextLate(withoutFirst(writer)) : { place: "open for late" },
  }),

  "link late"(world, writer) {
    const ticket = writer.late[0] ?? "";
    const file = world.names[ticket];
    if (file === undefined) {
      return { writer: nextLate(withoutFirst(writer)) };
    }
    return world.names[lock] === undefined
      ? { names: { ...world.names, [lock]: file }, writer: { place: "unlink late" } }
      : { writer: { place: "open for late" } };
  },

  "unlink late": (world, writer) => ({
    names: without(world.names, writer.late[0] ?? ""),
    writer: nextLate(withoutFirst(writer)),
  }),
} satisfies Record<string, Step>;

/** What is given up: the ticket that came too late, or what it owned. */
const givenBy = ({ giving, own }: Writer): string | undefined => giving ?? own;

function given({ afterwards }: Writer): Partial<Writer> {
  const rest = { giving: undefined, line: [], position: 0, late: [], opened: undefined };
  return afterwards === "read" ? { ...rest, place: "read" } : { ...rest, own: undefined, content: [], place: "done" };
}

const next = (position: number) => ({ writer: { position: position + 1, place: "look at next" } }) as const;

const withoutFirst = (writer: Writer): Writer => ({ ...writer, late: writer.late.slice(1), opened: undefined });

function nextLate(writer: Writer): Partial<Writer> {
  const { late, opened } = writer;
  return late.length > 0 ? { late, opened, place: "open for late" } : given(writer);
}

/** rename(2) does nothing when both names are one file's. */
function renamed({ names }: World, from: string, file: string): World["names"] {
  return names[lock] === file ? names : { ...without(names, from), [lock]: file };
}
