import assert from "node:assert/strict";
import fc from "fast-check";
import { ServicesInMemory } from "../../../helpers/services-in-memory";

interface Step {
  readonly verb: "add" | "edit" | "move" | "remove";
  readonly of: number;
  readonly at: number;
}

const step: fc.Arbitrary<Step> = fc.record({
  verb: fc.constantFrom("add", "add", "edit", "move", "remove"),
  of: fc.nat(),
  at: fc.integer({ min: 1, max: 9 }),
});

/** A queue beside the plain list of ids that it has to be like. */
class QueueBesideModel {
  private readonly services = new ServicesInMemory();
  private model: string[] = [];
  private queueId = "";

  async run(steps: readonly Step[]): Promise<void> {
    ({ id: this.queueId } = await this.services.queues.create({ name: "q" }));
    for (const { verb, of, at } of steps) {
      const id = this.model[of % this.model.length];
      if (verb === "add") {
        await this.add(at);
      } else if (id !== undefined) {
        await this[verb](id, at);
      }
      assert.deepEqual(await this.stored(), this.model, `after ${verb}`);
    }
  }

  private async add(at: number): Promise<void> {
    const { id } = await this.services.queues.addCommand(
      this.queueId,
      { run: { kind: "shell", command: "true" } },
      { at },
    );
    this.model.splice(at - 1, 0, id);
  }

  private async edit(id: string, at: number): Promise<void> {
    const edited = await this.services.queues.updateCommand(this.queueId, id, { label: `label ${at}` });
    assert.equal(edited.id, id);
  }

  private async move(id: string, at: number): Promise<void> {
    await this.services.queues.reorderCommand(this.queueId, id, { at });
    this.model = this.model.filter((other) => other !== id);
    this.model.splice(at - 1, 0, id);
  }

  private async remove(id: string): Promise<void> {
    assert.equal((await this.services.queues.removeCommand(this.queueId, id)).id, id);
    this.model = this.model.filter((other) => other !== id);
  }

  private async stored(): Promise<readonly string[]> {
    return (await this.services.queues.find(this.queueId)).commands.map(({ id }) => id);
  }
}

describe("queue commands, whatever is done in whatever order", () => {
  it("are neither lost nor doubled and stand where they were put", () =>
    fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 25 }), (steps) => new QueueBesideModel().run(steps)),
      { numRuns: 60 },
    ));
});
