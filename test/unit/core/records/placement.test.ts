import assert from "node:assert/strict";
import fc from "fast-check";
import { type Placement, place } from "../../../../src/core/records/placement";
import { throwsWith } from "../../../helpers/throws-with";

const list = (...ids: string[]) => ids.map((id) => ({ id }));
const ids = (records: readonly { readonly id: string }[]) => records.map(({ id }) => id).join("");
const placeId = (records: readonly { id: string }[], id: string, placement?: Placement) =>
  ids(place(records, records.find((record) => record.id === id) ?? { id }, placement, "command"));

describe("placement", () => {
  const abc = list("a", "b", "c");

  it("adds at the end without a placement", () => assert.equal(placeId(abc, "x"), "abcx"));
  it("adds to an empty list", () => assert.equal(placeId([], "x", { at: 7 }), "x"));
  it("counts positions from 1", () => assert.equal(placeId(abc, "x", { at: 1 }), "xabc"));
  it("takes a position past the end for the end", () => assert.equal(placeId(abc, "x", { at: 99 }), "abcx"));
  it("puts before a neighbour", () => assert.equal(placeId(abc, "x", { before: "b" }), "axbc"));
  it("puts after a neighbour", () => assert.equal(placeId(abc, "x", { after: "b" }), "abxc"));
  it("moves down to the position that it has afterwards", () => assert.equal(placeId(abc, "a", { at: 2 }), "bac"));
  it("moves up to the position that it has afterwards", () => assert.equal(placeId(abc, "c", { at: 2 }), "acb"));
  it("moves after a neighbour", () => assert.equal(placeId(abc, "a", { after: "c" }), "bca"));

  it("returns the same list when nothing moves", () => {
    const [a, b] = abc;
    assert.ok(a && b);
    assert.equal(place(abc, b, { at: 2 }, "command"), abc);
    assert.equal(place(abc, b, { after: "a" }, "command"), abc);
    assert.equal(place(abc, b, { before: "b" }, "command"), abc);
    assert.equal(place(abc, a, { after: "a" }, "command"), abc);
  });

  for (const at of [0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY]) {
    it(`refuses ${at} as a position`, () => throwsWith("INVALID", () => placeId(abc, "x", { at })));
  }

  it("refuses a neighbour that is not there", () => {
    throwsWith("NOT_FOUND", () => placeId(abc, "x", { before: "nope" }));
    throwsWith("NOT_FOUND", () => placeId(abc, "a", { after: "nope" }));
    throwsWith("NOT_FOUND", () => placeId(abc, "x", { after: "x" }));
  });

  it("neither loses nor doubles a record, keeps the order of the others and puts it where it was asked to", () => {
    const placement = (neighbours: readonly string[]): fc.Arbitrary<Placement> =>
      fc.oneof(
        fc.record({ at: fc.integer({ min: 1, max: 12 }) }),
        ...neighbours.map((before) => fc.constant({ before })),
        ...neighbours.map((after) => fc.constant({ after })),
      );
    const cases = fc
      .uniqueArray(fc.constantFrom(..."abcdefgh"), { minLength: 1 })
      .chain((letters) => fc.tuple(fc.constant(letters), fc.constantFrom(...letters, "x"), placement(letters)))
      .filter(([letters, id, where]) => letters.includes(id) || !Object.values(where).includes(id));
    fc.assert(
      fc.property(cases, ([letters, id, where]) => {
        const placed = placeId(list(...letters), id, where);
        const others = letters.filter((letter) => letter !== id).join("");
        assert.equal(placed.replace(id, ""), others);
        assert.equal(placed.length, others.length + 1);
        const index = placed.indexOf(id);
        if ("at" in where) {
          assert.equal(index, Math.min(where.at - 1, others.length));
        } else if ("before" in where && where.before !== id) {
          assert.equal(placed[index + 1], where.before);
        } else if ("after" in where && where.after !== id) {
          assert.equal(placed[index - 1], where.after);
        } else {
          assert.equal(placed, letters.join(""));
        }
      }),
    );
  });
});
