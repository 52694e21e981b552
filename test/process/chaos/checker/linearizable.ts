/** What a sequential object does: the state after `input` returned `output`; undefined when it could not have. */
export interface SequentialModel<State, Step> {
  readonly initial: State;
  next(state: State, step: Step): State | undefined;
  /** Tells states apart. */
  key(state: State): string;
}

/** A call with the time within which it took effect. */
export interface TimedStep<Step> {
  readonly step: Step;
  readonly invoked: number;
  readonly returned: number;
  /** Ambiguous: it may have happened at any time from its invocation on, or never. */
  readonly optional: boolean;
}

export type Verdict<Step> =
  | { readonly linearizable: true }
  | {
      readonly linearizable: false;
      /** The longest order that works. */
      readonly longest: readonly TimedStep<Step>[];
      /** None of these can come next, and one of them had to. */
      readonly stuck: readonly TimedStep<Step>[];
    };

interface Node<Step> {
  readonly timed: TimedStep<Step>;
  readonly id: number;
  readonly kind: "call" | "return";
  readonly time: number;
  before: Node<Step> | undefined;
  after: Node<Step> | undefined;
}

/**
 * Whether some order of the steps, each taking effect at one moment between its invocation and its answer, is one that
 * the sequential object allows.
 *
 * The algorithm is that of Wing and Gong (Testing and Verifying Concurrent Objects, 1993) with Lowe's memoisation of
 * (set of linearized steps, state) (Testing for Linearizability, 2017), over a linked list of calls and returns as in
 * Porcupine (https://github.com/anishathalye/porcupine): lift a call and its return out of the list when it is chosen
 * next; on meeting the return of one that was not chosen, undo the last choice. Ambiguous steps have no return: they can be
 * chosen at any time after their call and need not be chosen at all.
 */
export function checkLinearizable<State, Step>(
  model: SequentialModel<State, Step>,
  steps: readonly TimedStep<Step>[],
): Verdict<Step> {
  return new Search(model, steps).run();
}

class Search<State, Step> {
  private readonly head: { after: Node<Step> | undefined };
  private readonly returns = new Map<number, Node<Step>>();
  private readonly chosen: { readonly node: Node<Step>; readonly stateBefore: State }[] = [];
  private readonly linearized: Uint8Array;
  private readonly tried = new Set<string>();
  private required: number;
  private state: State;
  private longest: readonly TimedStep<Step>[] = [];
  private stuck: readonly TimedStep<Step>[] = [];

  constructor(
    private readonly model: SequentialModel<State, Step>,
    steps: readonly TimedStep<Step>[],
  ) {
    this.state = model.initial;
    this.required = steps.filter(({ optional }) => !optional).length;
    this.linearized = new Uint8Array(Math.ceil(steps.length / 8));
    this.head = { after: this.list(steps) };
  }

  run(): Verdict<Step> {
    let node = this.head.after;
    while (this.required > 0) {
      if (node?.kind === "call") {
        node = this.choose(node) ? this.head.after : node.after;
        continue;
      }
      this.rememberLongest();
      const last = this.chosen.pop();
      if (last === undefined) {
        return { linearizable: false, longest: this.longest, stuck: this.stuck };
      }
      this.undo(last.node);
      this.state = last.stateBefore;
      node = last.node.after;
    }
    return { linearizable: true };
  }

  /** False when the step can't come next here, or did already in an order that led to the same place. */
  private choose(node: Node<Step>): boolean {
    const next = this.model.next(this.state, node.timed.step);
    if (next === undefined) {
      return false;
    }
    this.flip(node.id);
    const place = `${Buffer.from(this.linearized).toString("latin1")} ${this.model.key(next)}`;
    if (this.tried.has(place)) {
      this.flip(node.id);
      return false;
    }
    this.tried.add(place);
    this.chosen.push({ node, stateBefore: this.state });
    this.state = next;
    this.required -= node.timed.optional ? 0 : 1;
    for (const part of [node, this.returns.get(node.id)]) {
      this.lift(part);
    }
    return true;
  }

  private undo(node: Node<Step>): void {
    this.flip(node.id);
    this.required += node.timed.optional ? 0 : 1;
    for (const part of [this.returns.get(node.id), node]) {
      this.unlift(part);
    }
  }

  private lift(node: Node<Step> | undefined): void {
    if (node !== undefined) {
      (node.before ?? this.head).after = node.after;
      if (node.after !== undefined) {
        node.after.before = node.before;
      }
    }
  }

  private unlift(node: Node<Step> | undefined): void {
    if (node !== undefined) {
      (node.before ?? this.head).after = node;
      if (node.after !== undefined) {
        node.after.before = node;
      }
    }
  }

  private flip(id: number): void {
    const byte = id >> 3;
    this.linearized[byte] = (this.linearized[byte] ?? 0) ^ (1 << (id & 7));
  }

  private rememberLongest(): void {
    if (this.stuck.length > 0 && this.chosen.length <= this.longest.length) {
      return;
    }
    this.longest = this.chosen.map(({ node }) => node.timed);
    const stuck: TimedStep<Step>[] = [];
    for (let node = this.head.after; node?.kind === "call"; node = node.after) {
      stuck.push(node.timed);
    }
    this.stuck = stuck;
  }

  private list(steps: readonly TimedStep<Step>[]): Node<Step> | undefined {
    const nodes = steps.flatMap((timed, id) => {
      const call = node(timed, id, "call", timed.invoked);
      if (timed.optional) {
        return [call];
      }
      const back = node(timed, id, "return", timed.returned);
      this.returns.set(id, back);
      return [call, back];
    });
    // At the same moment calls come first: they may be concurrent.
    nodes.sort((a, b) => a.time - b.time || (a.kind === b.kind ? 0 : a.kind === "call" ? -1 : 1));
    nodes.forEach((each, index) => {
      each.before = nodes[index - 1];
      each.after = nodes[index + 1];
    });
    return nodes[0];
  }
}

function node<Step>(timed: TimedStep<Step>, id: number, kind: "call" | "return", time: number): Node<Step> {
  return { timed, id, kind, time, before: undefined, after: undefined };
}
