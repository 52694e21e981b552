import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { type Moved, type Moves, withRenames } from "../../../../src/core/changes/paired-renames";
import type { FileChange } from "../../../../src/core/changes/run-changes";

const file = (path: string, content?: string): Moved => ({ path, content });

/** What became of files that are gone and files that are new: `a → b`, `-a`, `+b`. */
function paired(moves: Omit<Moves, "known">, known: readonly (readonly [string, string])[] = []): readonly string[] {
  const changes: readonly FileChange[] = [
    ...moves.gone.map(({ path }) => ({ path, change: "deleted" }) as const),
    ...moves.made.map(({ path }) => ({ path, change: "created" }) as const),
  ];
  return withRenames(changes, { ...moves, known: new Map(known) })
    .map(({ change, path, from }) =>
      change === "renamed" ? `${from} → ${path}` : `${change === "deleted" ? "-" : "+"}${path}`,
    )
    .toSorted();
}

describe("a file that is gone and one that is new", () => {
  it("are one that was renamed when they hold the same, or somebody knows", () => {
    const moves = {
      gone: [file("a", "1"), file("b", "2"), file("c")],
      made: [file("x", "1"), file("y", "3"), file("z")],
    };
    assert.deepEqual(paired(moves), ["+y", "+z", "-b", "-c", "a → x"]);
    assert.deepEqual(paired(moves, [["y", "b"]]), ["+z", "-c", "a → x", "b → y"]);
  });

  it("are paired once each, by what is known first and then by the name that they kept", () => {
    const gone = [file("one/LICENSE", "l"), file("two/COPYING", "l"), file("three/x", "l")];
    const made = [file("new/COPYING", "l"), file("new/LICENSE", "l"), file("new/more", "l"), file("new/most", "l")];
    assert.deepEqual(paired({ gone, made }), [
      "+new/most",
      "one/LICENSE → new/LICENSE",
      "three/x → new/more",
      "two/COPYING → new/COPYING",
    ]);
    assert.ok(paired({ gone, made }, [["new/most", "one/LICENSE"]]).includes("one/LICENSE → new/most"));
  });

  it("are not when what somebody knows is still there", () => {
    assert.deepEqual(paired({ gone: [], made: [file("x", "1")] }, [["x", "a"]]), ["+x"]);
  });

  it("are found among fifty thousand", () => {
    const range = Array.from({ length: 50_000 }, (_, index) => index);
    const gone = range.map((index) => file(`old/${index}`, index % 2 === 0 ? `${index}` : "same"));
    const made = range.map((index) => file(`new/${index}`, index % 2 === 0 ? `${index}` : "same"));
    assert.equal(paired({ gone, made }).filter((line) => line.includes("→")).length, 25_000 + 100);
  }).timeout(10_000);
});
