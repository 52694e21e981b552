import { closeSync, openSync, readFileSync, writeSync } from "node:fs";

/** What a writer asks for; every added value and every value of a register is unique. */
export type Call =
  | { readonly f: "add"; readonly value: string }
  | { readonly f: "cas"; readonly register: string; readonly from: string; readonly to: string }
  | { readonly f: "drain" }
  | { readonly f: "read" }
  /** Appends to a ledger, which nothing protects but the lock that it is done under. */
  | { readonly f: "note"; readonly under: LedgerLock; readonly value: string }
  /** Looks at a ledger under a shared lock. */
  | { readonly f: "view" };

/** What keeps two writers of a ledger apart: a collection's lock, a lease, the exclusive lock of a document. */
export const ledgerLocks = ["exclusively", "lease", "lock"] as const;
export type LedgerLock = (typeof ledgerLocks)[number];

/** What the call told: entries of a read or drain; what a compare-and-set saw before it. */
export type Result = readonly string[] | string | undefined;

/** Lines of a history. `p` is the caller, one call at a time; `t` are nanoseconds of the host's monotonic clock. */
export type HistoryEvent =
  | { readonly e: "invoke"; readonly p: string; readonly i: number; readonly t: number; readonly call: Call }
  | { readonly e: "ok"; readonly p: string; readonly i: number; readonly t: number; readonly result?: Result }
  /** Refused: certainly not done. */
  | { readonly e: "fail"; readonly p: string; readonly i: number; readonly t: number; readonly code: string }
  /** Done or not, who knows. A process that was killed says nothing at all, which means the same. */
  | { readonly e: "unknown"; readonly p: string; readonly i: number; readonly t: number; readonly message: string }
  | Sight
  | { readonly e: "counts"; readonly p: string; readonly t: number; readonly counts: Counts }
  | { readonly e: "problem"; readonly p: string; readonly t: number; readonly what: string };

/** How often something happened to the locks of one process. */
export interface Counts {
  readonly takeovers: number;
  readonly handedOver: number;
  /** Changes that a lost lock stopped. */
  readonly fenced: number;
}

/** What the polling reader found in the file, between two moments. */
export interface Sight {
  readonly e: "sight";
  readonly p: string;
  readonly begun: number;
  readonly t: number;
  readonly count: number;
  /** Left out where entries only ever grow at the end (the reader checks it): there their number says which they were. */
  readonly entries?: readonly string[];
  readonly registers: Readonly<Record<string, string>>;
}

/** CLOCK_MONOTONIC: the same for all processes of a host. A number holds the nanoseconds of 104 days since boot. */
export const monotonic = (): number => Number(process.hrtime.bigint());

/**
 * Appends to a history that several processes share: one write per event, with O_APPEND, so events never mix. Each begins a
 * line of its own, even after one that was cut off.
 */
export class HistoryLog {
  private readonly fd: number;
  private calls = 0;

  constructor(
    path: string,
    private readonly caller: string,
  ) {
    this.fd = openSync(path, "a");
  }

  invoke(call: Call): number {
    const i = this.calls++;
    this.write({ e: "invoke", p: this.caller, i, t: monotonic(), call });
    return i;
  }

  ok(i: number, result: Result): void {
    this.write({ e: "ok", p: this.caller, i, t: monotonic(), ...(result === undefined ? {} : { result }) });
  }

  fail(i: number, code: string): void {
    this.write({ e: "fail", p: this.caller, i, t: monotonic(), code });
  }

  unknown(i: number, message: string): void {
    this.write({ e: "unknown", p: this.caller, i, t: monotonic(), message });
  }

  sight(seen: Omit<Sight, "e" | "p">): void {
    this.write({ e: "sight", p: this.caller, ...seen });
  }

  counts(counts: Counts): void {
    this.write({ e: "counts", p: this.caller, t: monotonic(), counts });
  }

  problem(what: string): void {
    this.write({ e: "problem", p: this.caller, t: monotonic(), what });
  }

  close(): void {
    closeSync(this.fd);
  }

  private write(event: HistoryEvent): void {
    writeSync(this.fd, `\n${JSON.stringify(event)}\n`);
  }
}

/** One call from its invocation to its answer. */
export interface Operation {
  readonly caller: string;
  readonly call: Call;
  readonly invoked: number;
  /** Infinity when nothing was ever answered, or an answer that says nothing. */
  readonly returned: number;
  readonly outcome: "ok" | "fail" | "unknown";
  readonly result: Result;
  /** Error code or message. */
  readonly error: string | undefined;
}

export interface History {
  readonly operations: readonly Operation[];
  readonly sights: readonly Sight[];
  readonly counts: Counts;
  readonly problems: readonly string[];
}

/** An event that is not there as a whole tells nothing: its process was killed in the middle of it, or is at it right now. */
export function readHistory(path: string): History {
  return historyOf(readFileSync(path, "utf8").split("\n").flatMap(eventOf));
}

/** The system copies a long line page by page: a reader, or a kill, may come in between. */
function eventOf(line: string): readonly HistoryEvent[] {
  try {
    return [JSON.parse(line)];
  } catch (error) {
    if (error instanceof SyntaxError) {
      return [];
    }
    throw error;
  }
}

export function historyOf(events: readonly HistoryEvent[]): History {
  const answers = new Map(
    events.flatMap((event) => (isAnswer(event) ? [[`${event.p} ${event.i}`, event] as const] : [])),
  );
  return {
    operations: events.flatMap((event) =>
      event.e === "invoke" ? [operationOf(event, answers.get(`${event.p} ${event.i}`))] : [],
    ),
    sights: events.flatMap((event) => (event.e === "sight" ? [event] : [])),
    counts: totalOf(events.flatMap((event) => (event.e === "counts" ? [event.counts] : []))),
    problems: events.flatMap((event) => (event.e === "problem" ? [`${event.p}: ${event.what}`] : [])),
  };
}

type Answer = Extract<HistoryEvent, { e: "ok" | "fail" | "unknown" }>;

function isAnswer(event: HistoryEvent): event is Answer {
  return event.e === "ok" || event.e === "fail" || event.e === "unknown";
}

function operationOf(invoke: Extract<HistoryEvent, { e: "invoke" }>, answer: Answer | undefined): Operation {
  const outcome = answer?.e ?? "unknown";
  return {
    caller: invoke.p,
    call: invoke.call,
    invoked: invoke.t,
    returned: answer === undefined || outcome === "unknown" ? Number.POSITIVE_INFINITY : answer.t,
    outcome,
    result: answer?.e === "ok" ? answer.result : undefined,
    error: answer?.e === "fail" ? answer.code : answer?.e === "unknown" ? answer.message : undefined,
  };
}

function totalOf(all: readonly Counts[]): Counts {
  const total = (what: keyof Counts) => all.reduce((sum, counts) => sum + counts[what], 0);
  return { takeovers: total("takeovers"), handedOver: total("handedOver"), fenced: total("fenced") };
}

/** For people. */
export function describeOperation({ caller, call, invoked, returned, outcome, result, error }: Operation): string {
  const { f, ...words } = call;
  const end = returned === Number.POSITIVE_INFINITY ? "…" : inMilliseconds(returned);
  const told = result === undefined ? (error ?? "") : JSON.stringify(result);
  return `${inMilliseconds(invoked)}–${end} ${caller} ${f} ${Object.values(words).join(" ")} → ${outcome} ${told}`;
}

const inMilliseconds = (nanoseconds: number): string => (nanoseconds / 1e6).toFixed(3);
