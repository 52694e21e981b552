import assert from "node:assert/strict";
import { changed, replaced } from "../../../../src/core/records/changed";

describe("changing a record", () => {
  const record = { id: "1", label: "old", tags: ["a"], future: { x: 1 } };

  it("sets what is given and keeps the rest, known or not", () =>
    assert.deepEqual(changed(record, { label: "new" }), { ...record, label: "new" }));
  it("leaves what is undefined", () => assert.equal(changed(record, { label: undefined }), record));
  it("takes away what is null, down to the key", () =>
    assert.deepEqual(Object.keys(changed(record, { label: null })), ["id", "tags", "future"]));
  it("is the same record when nothing differs", () =>
    assert.equal(changed(record, { label: "old", tags: ["a"], note: null }), record));
  it("does not touch the original", () => {
    changed(record, { label: "new", future: null });
    assert.deepEqual(record, { id: "1", label: "old", tags: ["a"], future: { x: 1 } });
  });
  it("replaces by id, and nothing when the record is the same", () => {
    const records = [record, { ...record, id: "2" }];
    const next = { ...record, label: "new" };
    assert.deepEqual(replaced(records, next), [next, records[1]]);
    assert.equal(replaced(records, record), records);
  });
});
