import assert from "node:assert/strict";
import fc from "fast-check";
import type { Session } from "../../../../src/core/groups/group";
import { checkDependencies, withoutReferencesTo } from "../../../../src/core/jobs/dependencies";
import { throwsWith } from "../../../helpers/throws-with";

const session = (id: string, ...dependsOn: string[]): Session => ({
  id,
  name: id.toUpperCase(),
  cwd: ".",
  run: { kind: "shell", command: "true" },
  dependsOn,
  status: "pending",
});

function check(sessions: readonly Session[], id: string): void {
  const subject = sessions.find((candidate) => candidate.id === id);
  assert.ok(subject);
  checkDependencies(sessions, subject);
}

describe("dependencies", () => {
  it("may form a diamond", () =>
    check([session("a"), session("b", "a"), session("c", "a"), session("d", "b", "c")], "d"));
  it("must be in the group", () => throwsWith("NOT_FOUND", () => check([session("a", "nope")], "a")));
  it("must not be the session itself", () => throwsWith("PRECONDITION", () => check([session("a", "a")], "a")));
  it("must not close a cycle, and the error names the way", () =>
    assert.throws(
      () => check([session("a", "c"), session("b", "a"), session("c", "b")], "a"),
      /“A” would wait for itself: A → C → B → A\./,
    ));
  it("of others don't count, however wrong", () =>
    check([session("a", "b"), session("b"), session("c", "d"), session("d", "c"), session("e", "nope")], "a"));
  it("may lead into a cycle of others without end", () =>
    check([session("a", "c"), session("c", "d"), session("d", "c")], "a"));
  it("are followed along a chain of thousands", () => {
    const chain = Array.from({ length: 5000 }, (_, index) => session(`s${index}`, `s${(index + 1) % 5000}`));
    throwsWith("PRECONDITION", () => check(chain, "s0"));
  });

  it("lose what is removed and nothing else", () => {
    const sessions = [session("a"), session("b", "a", "c"), session("c")];
    const after = withoutReferencesTo(sessions, "a");
    assert.deepEqual(after[1]?.dependsOn, ["c"]);
    assert.equal(after[0], sessions[0]);
    assert.equal(after[2], sessions[2]);
  });

  it("added one by one never form a cycle, and only those that would are refused", () => {
    const edge = fc.tuple(fc.integer({ min: 0, max: 5 }), fc.integer({ min: 0, max: 5 }));
    fc.assert(
      fc.property(fc.array(edge, { maxLength: 30 }), (edges) => {
        let sessions: readonly Session[] = Array.from({ length: 6 }, (_, index) => session(`s${index}`));
        for (const [from, to] of edges) {
          const next = sessions.map((one, index) =>
            index === from ? { ...one, dependsOn: [...new Set([...one.dependsOn, `s${to}`])] } : one,
          );
          const reaches = reachable(sessions, `s${to}`).has(`s${from}`);
          if (reaches) {
            throwsWith("PRECONDITION", () => check(next, `s${from}`));
          } else {
            check(next, `s${from}`);
            sessions = next;
          }
        }
      }),
    );
  });
});

/** The obvious way: what can be reached, one step more until no more comes. */
function reachable(sessions: readonly Session[], start: string): ReadonlySet<string> {
  const reached = new Set([start]);
  for (let before = 0; before !== reached.size; ) {
    before = reached.size;
    for (const { id, dependsOn } of sessions) {
      if (reached.has(id)) {
        for (const dependency of dependsOn) {
          reached.add(dependency);
        }
      }
    }
  }
  return reached;
}
