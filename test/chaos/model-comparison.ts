import { readdirSync, readFileSync } from "node:fs";
import { ignoring } from "../../src/core/errors";
import type { CallSite } from "./fault-points";
import type { Laboratory } from "./laboratory";
import { newWorld, type Place, type Protocol, step, type World } from "./protocol-model";
import {
  createsLock,
  dropsClaim,
  listsFolder,
  makesClaim,
  makesTemp,
  movesClaim,
  removesLock,
  replacesDocument,
} from "./sites";
import type { WriterProcess } from "./writer-process";

/** Where model and process stop; what lies between two of these happens at one go in both. */
const places: readonly (readonly [Place, (site: CallSite) => boolean])[] = [
  ["create", createsLock],
  ["claim", makesClaim],
  ["move claim", movesClaim],
  ["drop claim", dropsClaim],
  ["list temps", listsFolder],
  ["make temp", makesTemp],
  ["rename", replacesDocument],
  ["release", removesLock],
];

const sameSite: Partial<Record<Place, Place>> = { "create once more": "create" };
const stops = new Set<Place>([...places.map(([place]) => place), "create once more", "done"]);

type News = Awaited<ReturnType<WriterProcess["next"]>>;

/** Writers as processes and the model of them, taking the same steps. */
export class Comparison {
  private world: World;
  private readonly at: Place[] = [];

  constructor(
    private readonly laboratory: Laboratory,
    private readonly writers: readonly WriterProcess[],
    private readonly protocol: Protocol,
  ) {
    this.world = newWorld(writers.length);
  }

  /** Brings each to its first stop, before it makes a lock file. */
  async begin(): Promise<void> {
    for (const [index, writer] of this.writers.entries()) {
      writer.order({ f: "add", value: `w${index}` }, { kind: "step", every: "call" });
      this.at[index] = await this.toStop(writer, await writer.next());
    }
  }

  /** One step of one writer, in both. Resolves with how they differ then. */
  async step(index: number): Promise<string | undefined> {
    const writer = this.writers[index];
    if (writer === undefined || this.at[index] === "done") {
      return undefined;
    }
    const from = this.at[index];
    do {
      this.world = step(this.world, index, this.protocol);
    } while (!stops.has(this.world.writers[index]?.place ?? "done"));
    this.at[index] = await this.toStop(writer, await writer.step());
    const difference = this.difference();
    return difference && `w${index}, from "${from}": ${difference}`;
  }

  /** Lets all go on to the end, one after the other. Resolves with the first difference. */
  async finish(): Promise<string | undefined> {
    const differences: (string | undefined)[] = [];
    for (const index of this.writers.keys()) {
      while (this.at[index] !== "done") {
        differences.push(await this.step(index));
      }
    }
    return differences.find((difference) => difference !== undefined);
  }

  private difference(): string | undefined {
    const expected = this.expected();
    const found = this.found();
    return expected === found ? undefined : `the model says ${expected}, the folder ${found}`;
  }

  private expected(): string {
    const { writers, owners, temps, document } = this.world;
    const holder = owners["lock"]?.split(".")[0];
    return JSON.stringify({
      places: writers.map(({ place }) => sameSite[place] ?? place),
      holder,
      claims: Object.keys(owners).filter((path) => path !== "lock").length,
      temps: Object.keys(temps).length,
      document,
    });
  }

  private found(): string {
    const names = readdirSync(this.laboratory.root);
    const record = ignoring(["ENOENT"], () => readFileSync(this.laboratory.lockPath, "utf8")) ?? "";
    const holder = this.writers.findIndex(({ pid }) => record.includes(`"pid":${pid},`));
    const text = ignoring(["ENOENT"], () => readFileSync(this.laboratory.documentPath, "utf8")) ?? '{"entries":[]}';
    const { entries }: { readonly entries: readonly string[] } = JSON.parse(text);
    return JSON.stringify({
      places: this.at,
      ...(holder < 0 ? {} : { holder: `w${holder}` }),
      claims: names.filter((name) => name.includes(".lock.")).length,
      temps: names.filter((name) => /\.json\.\d+$/.test(name)).length,
      document: entries,
    });
  }

  private async toStop(writer: WriterProcess, first: News): Promise<Place> {
    for (let news = first; ; news = await writer.step()) {
      if (news.r !== "held") {
        return "done";
      }
      const { site } = news;
      const place = places.find(([, there]) => there(site))?.[0];
      if (place !== undefined) {
        return place;
      }
    }
  }
}
