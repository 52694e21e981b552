import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { brokenPromise } from "../model/promises";
import { leftBehind, notServed } from "../model/prospects";
import { search } from "../model/search";
import { newWorld, type World } from "../model/world";

const rules = { mostRedos: 1, everyOwnerSweeps: true };
const patient = { ...rules, mostRedos: 100 };
const mishaps = { mistakes: 1, deaths: 1, withdrawals: 1 };

describe("the model of the protocol, whoever sleeps, dies, gives up or is taken for dead at any step", () => {
  const finds = (check: (world: World) => string | undefined, wants: Parameters<typeof newWorld>[0], pauses?: number) =>
    search(newWorld(wants), pauses === undefined ? mishaps : { ...mishaps, pauses }, rules, check);

  it("lets one writer at most change the document, and no change is lost, of two that add or delete", () => {
    for (const wants of [
      ["add", "add"],
      ["add", "delete"],
    ] as const) {
      const { worlds, problem, moves } = finds(brokenPromise, wants);
      assert.equal(problem, undefined, JSON.stringify(moves));
      assert.ok(worlds > 10_000, `${worlds} worlds`);
    }
  });

  it("leaves nothing behind after the next change", () => {
    assert.equal(finds((world) => leftBehind(world, patient), ["add", "add"]).problem, undefined);
  });

  it("serves everybody who waits as soon as no more goes wrong", () => {
    assert.equal(finds((world) => notServed(world, patient), ["add", "add"]).problem, undefined);
  });

  it("finds the hole of a protocol in which only takers sweep", function () {
    this.timeout(60_000);
    const without = { ...rules, everyOwnerSweeps: false };
    const { problem } = search(
      newWorld(["add", "add", "add"]),
      { mistakes: 2, deaths: 0, withdrawals: 0, pauses: 3 },
      without,
    );
    assert.notEqual(problem, undefined);
  });
});
