import assert from "node:assert/strict";
import fc from "fast-check";
import { LockstepError } from "../../../../src/core/errors";
import { ServicesInMemory } from "../../../helpers/services-in-memory";

interface Step {
  readonly verb: "add" | "depend" | "move" | "remove";
  readonly one: number;
  readonly other: number;
  readonly at: number;
}

const step: fc.Arbitrary<Step> = fc.record({
  verb: fc.constantFrom("add", "add", "depend", "move", "remove"),
  one: fc.nat(),
  other: fc.nat(),
  at: fc.integer({ min: 1, max: 6 }),
});

/** Two groups beside the plain table that says which session is in which. */
class GroupsBesideModel {
  private readonly groups = new ServicesInMemory().groups;
  private readonly homes = new Map<string, string>();
  private readonly groupIds: string[] = [];

  async run(steps: readonly Step[]): Promise<void> {
    for (const name of ["one", "two"]) {
      this.groupIds.push((await this.groups.create({ name })).id);
    }
    for (const each of steps) {
      await this[each.verb](each);
    }
    await this.check();
  }

  private async add({ one, at }: Step): Promise<void> {
    const home = pick(this.groupIds, one);
    const run = { kind: "shell", command: "true" } as const;
    this.homes.set((await this.groups.addSession(home, { name: "s", run }, { at })).id, home);
  }

  private async depend({ one, other }: Step): Promise<void> {
    const id = this.pickSession(one);
    try {
      await this.groups.updateSession(this.homeOf(id), id, { dependsOn: [this.pickSession(other)] });
    } catch (error) {
      assert.ok(error instanceof LockstepError && ["NOT_FOUND", "PRECONDITION", "INVALID"].includes(error.code));
    }
  }

  private async move({ one, other, at }: Step): Promise<void> {
    const id = this.pickSession(one);
    if (id !== "") {
      const home = pick(this.groupIds, other);
      await this.groups.moveSession(id, this.homeOf(id), home, { at });
      this.homes.set(id, home);
    }
  }

  private async remove({ one }: Step): Promise<void> {
    const id = this.pickSession(one);
    if (id !== "") {
      await this.groups.removeSession(this.homeOf(id), id);
      this.homes.delete(id);
    }
  }

  private async check(): Promise<void> {
    for (const { id, sessions } of await this.groups.list()) {
      const here = sessions.map((session) => session.id);
      const expected = [...this.homes].flatMap(([session, home]) => (home === id ? [session] : []));
      assert.deepEqual(here.toSorted(), expected.toSorted());
      const needed = sessions.flatMap(({ dependsOn }) => dependsOn);
      assert.ok(needed.every((dependency) => here.includes(dependency)));
    }
  }

  private pickSession(index: number): string {
    return pick([...this.homes.keys()], index);
  }

  private homeOf(id: string): string {
    return this.homes.get(id) ?? pick(this.groupIds, 0);
  }
}

function pick(from: readonly string[], index: number): string {
  return from[index % from.length] ?? "";
}

describe("sessions, whatever is done in whatever order", () => {
  it("are each in one group, once, and depend on nothing outside it", () =>
    fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 25 }), (steps) => new GroupsBesideModel().run(steps)),
      { numRuns: 60 },
    ));
});
