import assert from "node:assert/strict";
import { type Transcript, transcriptLease } from "../../../../src/core/sessions/transcript";
import { ServicesInMemory } from "../../../helpers/services-in-memory";
import { rejectsWith } from "../../../helpers/throws-with";

const asked = { title: "Fix it", agent: "claude" };
const said = (text: string, id?: string) => ({ role: "assistant" as const, text, id });
const textsOf = ({ exchanges }: Transcript) => exchanges.map(({ text }) => text).join(" ");
const keyOf = (id: string) => `local/sessions/${id}`;
const hour = 3_600_000;

describe("TranscriptService", () => {
  let services = new ServicesInMemory();
  let { store, sessions } = services;
  beforeEach(() => {
    services = new ServicesInMemory();
    ({ store, sessions } = services);
  });

  /** One whose writer died. */
  async function orphan(): Promise<string> {
    const { id } = await sessions.start(asked);
    store.leases.lose(transcriptLease(id));
    return id;
  }

  async function ended(status: "completed" | "failed" = "completed"): Promise<string> {
    const live = await sessions.start(asked);
    await live.end({ status });
    return live.id;
  }

  const statusOf = async (id: string) => (await sessions.find(id)).status;

  describe("start", () => {
    it("stores an active transcript of this process, and what it belongs to", async () => {
      const live = await sessions.start({ ...asked, queue: "q", job: "c", run: "r", agentSessionId: "s-1" });
      const { id, createdAt, updatedAt, owner, ...rest } = await sessions.find(live.id);
      assert.equal(createdAt, updatedAt);
      assert.deepEqual([owner?.writer, owner?.pid], ["window one", 7]);
      assert.deepEqual(rest, {
        version: 1,
        title: "Fix it",
        agent: "claude",
        agentSessionId: "s-1",
        status: "active",
        queue: "q",
        job: "c",
        run: id,
        exchanges: [],
      });
      assert.deepEqual(store.writes, [keyOf(id)]);
      assert.equal(store.leases.holder(`sessions/${id}`)?.pid, 7);
    });

    it("knows the transcript of a run by the run's id, once", async () => {
      const live = await sessions.start({ ...asked, run: "r" });
      assert.equal(live.id, "r");
      await services.writesNothing(() => rejectsWith("PRECONDITION", sessions.start({ ...asked, run: "r" })));
      await live.end({ status: "completed", agentSessionId: "s-1" });
      await services.refuses("CONFLICT", () => sessions.start({ ...asked, run: "r" }));
      assert.equal(await sessions.agentSessionIdOf("r"), "s-1");
      assert.equal(await sessions.agentSessionIdOf("nope"), undefined);
    });

    it("makes a title of one line from a prompt", async () => {
      const live = await sessions.start({ ...asked, title: `  Fix\n\tthis\u001b ${"x".repeat(1000)}` });
      const { title } = await sessions.find(live.id);
      assert.match(title, /^Fix this x+…$/);
      assert.equal(title.length, 200);
    });

    it("takes the agent for a title where there is none", async () => {
      assert.equal((await sessions.find((await sessions.start({ ...asked, title: " \n" })).id)).title, "claude");
    });

    it("refuses an agent without a name, and an agent's session that could be taken for an option", async () => {
      await services.refuses("INVALID", () => sessions.start({ ...asked, agent: " " }));
      await services.refuses("INVALID", () => sessions.start({ ...asked, agentSessionId: "--resume" }));
    });

    it("keeps no lease when it fails", async () => {
      await services.refuses("INVALID", () => sessions.start({ ...asked, queue: "../q" }));
      assert.equal(store.leases.count, 0);
    });
  });

  describe("append", () => {
    it("adds one exchange after the other, each with an id and a time of its own", async () => {
      const live = await sessions.start(asked);
      await live.append({ role: "user", text: "one" });
      await live.append(said("two"));
      const transcript = await sessions.find(live.id);
      assert.equal(textsOf(transcript), "one two");
      const [first, second] = transcript.exchanges;
      assert.notEqual(first?.id, second?.id);
      assert.equal(transcript.updatedAt, second?.at);
    });

    it("adds an exchange of one id once, and tells the one that is there", async () => {
      const live = await sessions.start(asked);
      await live.append(said("one", "e1"));
      await services.writesNothing(async () => {
        assert.equal((await live.append(said("other", "e1"))).text, "one");
      });
    });

    it("keeps what several append at once", async () => {
      const { id } = await sessions.start(asked);
      await Promise.all(Array.from({ length: 30 }, (_, index) => sessions.append(id, said(String(index)))));
      assert.equal((await sessions.find(id)).exchanges.length, 30);
    });

    it("fails clearly when the transcript was deleted meanwhile", async () => {
      const { id } = await sessions.start(asked);
      store.beforeChange = (key) => void store.texts.delete(key);
      await rejectsWith("NOT_FOUND", sessions.append(id, said("late")));
      assert.equal(store.texts.size, 0);
    });

    it("refuses what was ended by its writer, and what no document may hold", async () => {
      const id = await ended();
      await services.refuses("PRECONDITION", () => sessions.append(id, said("late")));
      const live = await sessions.start(asked);
      await services.refuses("INVALID", () => live.append(said("x".repeat(2_000_001))));
      await services.refuses("INVALID", () => live.append(said("x", "../e")));
    });

    it("keeps what a writer says who was taken for dead", async () => {
      const live = await sessions.start(asked);
      store.leases.lose(transcriptLease(live.id));
      await sessions.abandon(live.id);
      await live.append(said("still here"));
      assert.equal(textsOf(await sessions.find(live.id)), "still here");
      await live.end({ status: "completed" });
      assert.equal(await statusOf(live.id), "completed");
    });
  });

  describe("report and end", () => {
    it("note what is known, and leave what is not", async () => {
      const live = await sessions.start(asked);
      await live.report({ agentSessionId: "s-1", model: "big" });
      await services.writesNothing(() => live.report({ agentSessionId: "s-1" }));
      await live.end({ status: "failed", error: "No.", costUsd: 0.5, tokens: { input: 1, output: 2 } });
      const { agentSessionId, model, status, error, costUsd, tokens, endedAt, owner } = await sessions.find(live.id);
      assert.deepEqual(
        { agentSessionId, model, status, error, costUsd, tokens, owner },
        {
          agentSessionId: "s-1",
          model: "big",
          status: "failed",
          error: "No.",
          costUsd: 0.5,
          tokens: { input: 1, output: 2 },
          owner: undefined,
        },
      );
      assert.notEqual(endedAt, undefined);
      assert.equal(store.leases.count, 0);
    });

    it("cut an error that is longer than anybody reads", async () => {
      const live = await sessions.start(asked);
      await live.end({ status: "failed", error: "x".repeat(30_000) });
      assert.equal((await sessions.find(live.id)).error?.length, 20_000);
    });

    it("end once: in the same way again changes nothing, in another is refused", async () => {
      const id = await ended("failed");
      await services.writesNothing(() => sessions.end(id, { status: "failed" }));
      await services.refuses("PRECONDITION", () => sessions.end(id, { status: "completed" }));
      await services.refuses("PRECONDITION", () => sessions.report(id, { costUsd: 3 }));
      const live = await sessions.start(asked);
      await services.refuses("INVALID", () => live.report({ costUsd: -1 }));
      await services.refuses("INVALID", () => live.end({ status: "failed", agentSessionId: "a b" }));
      await services.refuses("NOT_FOUND", () => sessions.end("nope", { status: "completed" }));
    });
  });

  describe("list and find", () => {
    it("tell all of them, oldest first and without what was said", async () => {
      const first = await sessions.start(asked);
      await first.append(said("one"));
      const second = await sessions.start(asked);
      const { items, problems } = await sessions.list();
      assert.deepEqual(problems, []);
      assert.deepEqual(
        items.map(({ id, exchangeCount }) => [id, exchangeCount]),
        [
          [first.id, 1],
          [second.id, 0],
        ],
      );
      assert.ok(items.every((item) => !("exchanges" in item)));
    });

    it("find one by the beginning of its id, and by nothing that could be several", async () => {
      const live = await sessions.start(asked);
      assert.equal((await sessions.find(live.id.slice(0, 8))).id, live.id);
      await rejectsWith("NOT_FOUND", sessions.find("nope"));
      store.putByHand(keyOf(`${live.id}-2`), store.texts.get(keyOf(live.id)));
      await rejectsWith("INVALID", sessions.find(live.id.slice(0, 8)));
      assert.equal((await sessions.find(`${live.id}-2`)).id, `${live.id}-2`, "the key says the id");
    });

    it("tell what can't be read, and find the others", async () => {
      const id = await ended();
      store.putByHand(keyOf("broken"), "{");
      const { items, problems } = await sessions.list();
      assert.deepEqual([items.length, problems.map(({ key }) => key)], [1, [keyOf("broken")]]);
      assert.equal((await sessions.find(id)).id, id);
      await rejectsWith("CORRUPT", sessions.find("broken"));
    });
  });

  describe("abandon", () => {
    it("marks what nobody is left to end", async () => {
      const id = await orphan();
      const { status, owner, endedAt } = await sessions.abandon(id);
      assert.deepEqual([status, owner, endedAt === undefined], ["abandoned", undefined, false]);
      assert.equal(store.leases.count, 0);
    });

    it("marks all of those, and nobody else's", async () => {
      const dead = [await orphan(), await orphan()];
      const live = await sessions.start(asked);
      const done = await ended();
      store.putByHand(keyOf("broken"), "{");
      const { items, problems } = await sessions.abandonAll();
      assert.deepEqual(
        items.map(({ id }) => id),
        dead,
      );
      assert.equal(problems.length, 1);
      assert.deepEqual([await statusOf(live.id), await statusOf(done)], ["active", "completed"]);
    });

    it("refuses while the writer lives, what has ended, and what is not there", async () => {
      const live = await sessions.start(asked);
      await services.refuses("PRECONDITION", () => sessions.abandon(live.id));
      const done = await ended();
      await services.refuses("PRECONDITION", () => sessions.abandon(done));
      await services.refuses("NOT_FOUND", () => sessions.abandon("nope"));
    });

    it("leaves alone what its writer ended in the last moment", async () => {
      const id = await orphan();
      const over = JSON.parse(store.texts.get(keyOf(id)) ?? "");
      services.justBefore(keyOf(id), { ...over, status: "completed", endedAt: over.createdAt });
      await sessions.abandon(id);
      assert.equal(await statusOf(id), "completed");
    });

    it("does nothing when its own right to it is gone by then", async () => {
      const id = await orphan();
      store.beforeChange = () => store.leases.lose(transcriptLease(id));
      await rejectsWith("PRECONDITION", sessions.abandon(id));
      assert.equal(await statusOf(id), "active");
    });
  });

  describe("delete", () => {
    it("deletes what has ended, and what nobody is left to end", async () => {
      await sessions.delete(await ended());
      await sessions.delete(await orphan());
      assert.equal(store.texts.size, 0);
      assert.equal(store.leases.count, 0);
    });

    it("refuses while somebody writes it, and what is not there", async () => {
      const live = await sessions.start(asked);
      await services.refuses("PRECONDITION", () => sessions.delete(live.id));
      await services.refuses("NOT_FOUND", () => sessions.delete("nope"));
      await services.refuses("INVALID", () => sessions.delete("../nope"));
    });
  });

  describe("cleanup", () => {
    it("deletes what is old enough and has no writer left", async () => {
      const old = [await ended(), await ended("failed"), await orphan()];
      const live = await sessions.start(asked);
      const { deleted, problems } = await sessions.cleanup({ olderThan: 0 });
      assert.deepEqual(
        deleted.map(({ id }) => id),
        old,
      );
      assert.deepEqual([problems, [...store.texts.keys()]], [[], [keyOf(live.id)]]);
    });

    it("keeps what is younger", async () => {
      await ended();
      await orphan();
      await services.writesNothing(() => sessions.cleanup({ olderThan: hour }));
    });

    it("keeps what is written to meanwhile", async () => {
      const id = await orphan();
      const current = JSON.parse(store.texts.get(keyOf(id)) ?? "");
      services.justBefore(keyOf(id), { ...current, updatedAt: "2030-01-01T00:00:00.000Z" });
      assert.deepEqual((await sessions.cleanup({ olderThan: 0 })).deleted, []);
      assert.equal(store.texts.size, 1);
    });

    it("keeps what somebody writes by now", async () => {
      const id = await orphan();
      store.beforeChange = () => store.leases.lose(transcriptLease(id));
      assert.deepEqual((await sessions.cleanup({ olderThan: 0 })).deleted, []);
    });

    it("leaves what another cleanup deleted to that one, and tells what can't be read", async () => {
      const id = await ended();
      store.putByHand(keyOf("broken"), "{");
      store.beforeChange = (key) => void store.texts.delete(key);
      const { deleted, problems } = await sessions.cleanup({ olderThan: 0 });
      assert.deepEqual([deleted, problems.map(({ key }) => key)], [[], [keyOf("broken")]]);
      assert.equal(store.texts.has(keyOf(id)), false);
    });
  });

  it("keeps the fields of a newer Lockstep, and changes nothing of a newer format", async () => {
    const live = await sessions.start(asked);
    const text = JSON.parse(store.texts.get(keyOf(live.id)) ?? "");
    store.putByHand(keyOf(live.id), { ...text, later: 1 });
    await live.append(said("one"));
    assert.equal(JSON.parse(store.texts.get(keyOf(live.id)) ?? "").later, 1);
    store.putByHand(keyOf(live.id), { ...text, version: 2 });
    await services.refuses("NEWER_VERSION", () => live.append(said("two")));
  });

  it("tells of changes", async () => {
    let told = 0;
    sessions.onDidChange(() => told++);
    const live = await sessions.start(asked);
    await live.append(said("one"));
    await live.end({ status: "completed" });
    await sessions.delete(live.id);
    assert.equal(told, 4);
  });
});
