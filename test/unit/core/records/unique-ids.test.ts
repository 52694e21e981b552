import assert from "node:assert/strict";
import fc from "fast-check";
import { withUniqueIds } from "../../../../src/core/records/unique-ids";

const idsOf = (...ids: string[]) => withUniqueIds(ids.map((id) => ({ id }))).map(({ id }) => id);

describe("ids of records", () => {
  it("stay when each is there once", () => {
    const records = [{ id: "a" }, { id: "b" }];
    assert.equal(withUniqueIds(records), records);
  });
  it("are kept by the first of two and made for the second", () => assert.deepEqual(idsOf("a", "a"), ["a", "a-2"]));
  it("are made around those that are there", () => assert.deepEqual(idsOf("a", "a", "a-2"), ["a", "a-3", "a-2"]));
  it("stay within 64 characters", () => assert.equal(idsOf("x".repeat(64), "x".repeat(64))[1]?.length, 64));
  it("are unique and the same every time, whatever a person copied", () => {
    const anyIds = fc.array(fc.constantFrom("a", "a-2", "a-3", "b", "x".repeat(64)));
    fc.assert(
      fc.property(anyIds, (ids) => {
        const unique = idsOf(...ids);
        assert.equal(new Set(unique).size, ids.length);
        assert.deepEqual(idsOf(...ids), unique);
        assert.deepEqual(idsOf(...unique), unique);
      }),
    );
  });
});
