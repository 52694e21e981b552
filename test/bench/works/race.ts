import { type Finding, ms, type Result, times } from "../harness/result";
import { inRounds } from "../harness/rounds";
import { median, ratios } from "../harness/statistics";
import type { Workbench, WorkerFaults } from "../harness/workbench";
import { type Entrant, entering, floorFlushed } from "./entrants";

export interface Race {
  readonly title: string;
  readonly job: "apart" | "backToBack";
  readonly entrants: readonly Entrant[];
  readonly text: string;
  readonly rounds: number;
  readonly changes: number;
  readonly faults?: WorkerFaults;
  readonly findings: (compare: (name: Entrant, base: Entrant) => readonly number[]) => readonly Finding[];
}

/** Sequential changes by one process per entrant, each on a document of its own. */
export async function race(bench: Workbench, plan: Race): Promise<Result> {
  const entrants = plan.entrants.filter((name) => name !== "sqlite" || bench.hasSqlite);
  const workers = new Map(
    await Promise.all(entrants.map(async (name) => [name, await startEntrant(bench, name, plan)] as const)),
  );
  const run = (name: Entrant, changes: number) => workers.get(name)?.call(plan.job, changes) ?? Number.NaN;
  for (const name of entrants) {
    await run(name, plan.changes * 3); // warms up
  }
  const rounds = await inRounds(plan.rounds, entrants, async (name) => run(name, plan.changes));
  await bench.stop(...workers.values());
  const compare = (name: Entrant, base: Entrant) => ratios(rounds[name] ?? [], rounds[base] ?? []);
  const floors = (["floor", floorFlushed] as const).filter((name) => entrants.includes(name));
  const rows = entrants
    .toSorted((a, b) => median(rounds[a]) - median(rounds[b]))
    .map((name) => ({
      name,
      samples: {
        "per change": ms(rounds[name]),
        ...Object.fromEntries(floors.map((base) => [`vs ${base}`, times(compare(name, base))])),
      },
    }));
  return { title: plan.title, rows, findings: plan.findings(compare) };
}

function startEntrant(bench: Workbench, name: Entrant, { text, faults }: Race) {
  const [contender, disk] = entering(name);
  return bench.startAlone(contender, text, { ...faults, ...disk });
}
