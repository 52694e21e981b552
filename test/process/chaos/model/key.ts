import { nameOf, type World, type Writer } from "./world";

/**
 * Everything that tells two worlds apart, and nothing else: writers that want the same are interchangeable, tokens are
 * numbered in the order in which they are met, files that nobody can reach any more and notes of tickets that are gone
 * don't count.
 */
export function keyOf(world: World, rest: readonly unknown[], running?: number): string {
  const { names, files, temps, document, deleted, writers } = world;
  const inOrder = writers.map((writer) => ({ writer, state: relevant(writer, running) })).sort(byState);
  const present = sorted(names);
  const reachable = sorted(files).filter(([token]) => isMet(token, present, writers));
  const contents = reachable.map(([token, { signed, notes }]) => [
    token,
    signed,
    notes.filter((note) => note in names),
  ]);
  const states = inOrder.map(({ state }) => state);
  const text = JSON.stringify([states, present, sorted(temps), contents, document, deleted, rest]);
  return renamed(text, new Map(inOrder.map(({ writer }, index) => [nameOf(writer), index])));
}

interface WithState {
  readonly writer: Writer;
  readonly state: string;
}

/** Without the names of writers, which are what is to be forgotten. */
function byState(a: WithState, b: WithState): number {
  const [one, other] = [a.state.replace(ofWriters, ""), b.state.replace(ofWriters, "")];
  return one < other ? -1 : one > other ? 1 : a.writer.index - b.writer.index;
}

function sorted<T>(record: Readonly<Record<string, T>>): readonly (readonly [string, T])[] {
  return Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1));
}

/** `tokens` only keeps them apart. */
function relevant({ tokens: _, index, alive, ...rest }: Writer, running: number | undefined): string {
  return JSON.stringify(alive ? [Object.values(rest), index === running] : [rest.wants, rest.outcome]);
}

function isMet(token: string, names: readonly (readonly [string, string])[], writers: readonly Writer[]): boolean {
  return (
    names.some(([, named]) => named === token) ||
    writers.some(
      ({ alive, own, ticket, claim, giving, opened }) =>
        alive && (own === token || ticket === token || claim === token || giving === token || opened === token),
    )
  );
}

/** Writers and their tokens are all that is written in capitals. */
const ofWriters = /([A-H])(\d*)/g;

function renamed(text: string, order: ReadonlyMap<string, number>): string {
  const numbers = new Map<string, number>();
  return text.replace(ofWriters, (token, writer: string, number: string) => {
    const known = numbers.get(token) ?? numbers.size;
    numbers.set(token, known);
    return `${order.get(writer)}${number === "" ? "" : `-${known}`}`;
  });
}
