import assert from "node:assert/strict";
import type { Group } from "../../../../src/core/groups/group";
import { ServicesInMemory } from "../../../helpers/services-in-memory";

const run = { kind: "shell", command: "true" } as const;

/** Who is there, and what each waits for: `a b(a)`. */
const shown = ({ sessions }: Group) => {
  const nameOf = (id: string) => sessions.find((session) => session.id === id)?.name ?? "?";
  return sessions
    .map(({ name, dependsOn }) => (dependsOn.length === 0 ? name : `${name}(${dependsOn.map(nameOf).join(" ")})`))
    .join(" ");
};

describe("restoreSession", () => {
  let services = new ServicesInMemory();
  beforeEach(() => {
    services = new ServicesInMemory();
  });

  /** `a`, `b` that waits for `a`, `c` that waits for `b`; and what is needed to bring `b` back. */
  async function withoutB() {
    const { groups } = services;
    const { id } = await groups.create({ name: "Team" });
    const a = await groups.addSession(id, { name: "a", run });
    const b = await groups.addSession(id, { name: "b", run, dependsOn: [a.id] });
    const c = await groups.addSession(id, { name: "c", run, dependsOn: [b.id] });
    const before = await groups.find(id);
    await groups.removeSession(id, b.id);
    assert.equal(shown(await groups.find(id)), "a c");
    return { groups, id, a, b, c, before };
  }

  it("brings back the same session, where it was, with what it waited for and what waited for it", async () => {
    const { groups, id, b, before } = await withoutB();
    await groups.restoreSession(b, before);
    const group = await groups.find(id);
    assert.equal(shown(group), "a b(a) c(b)");
    assert.equal(group.sessions[1]?.id, b.id);
  });

  it("changes nothing when it is there", async () => {
    const { groups, b, before } = await withoutB();
    await groups.restoreSession(b, before);
    await services.writesNothing(() => groups.restoreSession(b, before));
  });

  it("does without what has gone meanwhile", async () => {
    const { groups, id, a, b, c, before } = await withoutB();
    await groups.removeSession(id, a.id);
    await groups.removeSession(id, c.id);
    await groups.restoreSession(b, before);
    assert.equal(shown(await groups.find(id)), "b");
  });

  it("leaves out a link that would close a cycle by now", async () => {
    const { groups, id, a, b, c, before } = await withoutB();
    await groups.updateSession(id, a.id, { dependsOn: [c.id] });
    await groups.restoreSession(b, before);
    assert.equal(shown(await groups.find(id)), "a(c) b(a) c");
  });
});

describe("restoreCommand", () => {
  it("brings back the same command where it was, once", async () => {
    const services = new ServicesInMemory();
    const { queues } = services;
    const { id } = await queues.create({ name: "Build" });
    const [first, second] = [await queues.addCommand(id, { run }), await queues.addCommand(id, { run })];
    await queues.removeCommand(id, first.id);
    await queues.restoreCommand(id, first, 1);
    const ids = (await queues.find(id)).commands.map((command) => command.id);
    assert.deepEqual(ids, [first.id, second.id]);
    await services.writesNothing(() => queues.restoreCommand(id, first, 2));
    await queues.removeCommand(id, second.id);
    await queues.removeCommand(id, first.id);
    await queues.restoreCommand(id, second, 7);
    assert.equal((await queues.find(id)).commands.length, 1);
  });
});
