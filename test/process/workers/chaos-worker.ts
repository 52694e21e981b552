/** A writer or reader of the fault laboratory (test/chaos): `chaos-worker <setup as JSON>`. */
import "../../chaos/installed-faults";

import { readSync, writeSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as delay } from "node:timers/promises";
import { silentLog } from "../../../src/core/log";
import { chaosCodec, documentName, modifierOf, refusalOf } from "../../chaos/chaos-document";
import type { CallSite, Intervene } from "../../chaos/fault-points";
import { type Call, HistoryLog, type Result } from "../../chaos/history";
import { installedFaults } from "../../chaos/installed-faults";
import { emptyRegister } from "../../chaos/models";
import { type Fault, gateDescriptor, type Order, type Report, type WriterSetup } from "../../chaos/orders";
import { Random } from "../../chaos/random";
import { RawReader } from "../../chaos/raw-reader";
import { createTestContainer } from "../../helpers/test-container";

type Store = ReturnType<typeof createTestContainer>["store"];

function tell(report: Report): void {
  writeSync(1, `${JSON.stringify(report)}\n`);
}

async function perform(store: Store, call: Call): Promise<Result> {
  switch (call.f) {
    case "drain":
      return (await store.delete(documentName, chaosCodec))?.entries ?? [];
    case "read":
      return (await store.read(documentName, chaosCodec))?.value.entries ?? [];
    default: {
      let saw: Result;
      const modifier = modifierOf(call, (value) => {
        saw = value;
      });
      await store.modify(documentName, chaosCodec, modifier);
      return saw;
    }
  }
}

/** Performs a call and writes down what became of it. */
async function recorded(
  log: HistoryLog,
  call: Call,
  work: () => Promise<Result>,
): Promise<Omit<Extract<Report, { r: "done" }>, "r" | "calls">> {
  const i = log.invoke(call);
  try {
    log.ok(i, await work());
    return { outcome: "ok" };
  } catch (error) {
    const code = refusalOf(error);
    const message = error instanceof Error ? `${error.name} ${error.message}` : String(error);
    if (code === undefined) {
      log.unknown(i, message);
      return { outcome: "unknown", error: message };
    }
    log.fail(i, code);
    return { outcome: "fail", error: code };
  }
}

function interventionOf(fault: Fault): Intervene {
  switch (fault.kind) {
    case "none":
      return () => {};
    case "die":
      return ({ number, when }) => {
        if (number === fault.at && when === fault.when) {
          process.kill(process.pid, "SIGKILL");
        }
      };
    case "step":
      return (site) => {
        if (site.when === "before" && (fault.every === "call" || site.changes)) {
          hold(site);
        }
      };
  }
}

/** Stops this process, as SIGSTOP would, until the laboratory lets it go on. */
function hold(site: CallSite): void {
  writeSync(gateDescriptor, `${JSON.stringify({ r: "held", site } satisfies Report)}\n`);
  readSync(gateDescriptor, Buffer.alloc(1));
}

async function obey(store: Store, log: HistoryLog): Promise<void> {
  tell({ r: "ready" });
  for await (const line of createInterface(process.stdin)) {
    const { call, fault }: Order = JSON.parse(line);
    let calls = 0;
    const ended = await recorded(log, call, async () => {
      let result: Result;
      calls = await installedFaults.during(interventionOf(fault), async () => {
        result = await perform(store, call);
      });
      return result;
    });
    tell({ r: "done", ...ended, calls });
  }
}

/** Two callers in one process: they make use of the queue before the lock. */
const callersPerProcess = 2;
const registers = ["x", "y", "z"];

async function roam(store: Store, { name, history, seed }: WriterSetup): Promise<void> {
  tell({ r: "ready" });
  const callers = Array.from({ length: callersPerProcess }, async (_, caller) => {
    const log = new HistoryLog(history, `${name}.${caller}`);
    const random = new Random(seed + caller);
    const known = new Map<string, string>();
    for (let i = 0; ; i++) {
      const unique = `${name}.${caller}-${i}`;
      const register = random.pick(registers);
      const from = known.get(register) ?? emptyRegister;
      const call: Call = random.next() < 0.6 ? { f: "add", value: unique } : { f: "cas", register, from, to: unique };
      const ended = await recorded(log, call, async () => {
        const saw = await perform(store, call);
        if (typeof saw === "string") {
          known.set(register, saw === from ? unique : saw);
        }
        return saw;
      });
      if (ended.outcome === "unknown") {
        log.problem(`a change failed with ${ended.error}`);
      }
    }
  });
  await Promise.all(callers);
}

async function look({ root }: WriterSetup, log: HistoryLog): Promise<void> {
  const reader = new RawReader(join(root, `${documentName}.json`), log);
  tell({ r: "ready" });
  for (;;) {
    reader.look();
    await delay(1); // the writers need the processor too
  }
}

async function main(): Promise<void> {
  const setup: WriterSetup = JSON.parse(process.argv[2] ?? "");
  const log = new HistoryLog(setup.history, setup.name);
  const { store } = createTestContainer({
    root: setup.root,
    log: { ...silentLog, debug: (message) => message.startsWith("Took over") && log.takeover() },
    ...(setup.limits && { limits: setup.limits }),
  });
  switch (setup.role) {
    case "obey":
      return obey(store, log);
    case "roam":
      return roam(store, setup);
    case "look":
      return look(setup, log);
  }
}

main().catch((error) => {
  console.error(error);
  process.exit(1);
});
