import assert from "node:assert/strict";
import { jsonSchemas } from "../../../../src/core/records/json-schemas";

/** Everything inside a JSON value that is an object, with the path to it. */
function* objectsIn(node: unknown, place = ""): Generator<readonly [string, object]> {
  if (typeof node === "object" && node !== null) {
    yield [place, node];
    for (const [key, child] of Object.entries(node)) {
      yield* objectsIn(child, `${place}.${key}`);
    }
  }
}

describe("JSON schemas", () => {
  const schemas = jsonSchemas();

  it("are there for the three kinds of document, in draft 7", () => {
    assert.deepEqual(Object.keys(schemas), ["bookmarks", "group", "queue"]);
    for (const schema of Object.values(schemas)) {
      assert.ok("$schema" in schema);
      assert.equal(schema.$schema, "http://json-schema.org/draft-07/schema#");
    }
  });

  it("ask only for what has no default", () => {
    assert.ok("required" in schemas.queue);
    assert.deepEqual(schemas.queue.required, ["version", "id", "name", "createdAt", "updatedAt"]);
  });

  it("describe every field of every record", () => {
    const fields = [...objectsIn(schemas)].filter(([place]) => /\.properties\.\w+$/.test(place));
    assert.ok(fields.length > 80, String(fields.length));
    assert.deepEqual(
      fields.filter(([, field]) => !("description" in field)).map(([place]) => place),
      [],
    );
  });

  it("hold only patterns that VS Code's JSON language service can compile", () => {
    for (const [, node] of objectsIn(schemas)) {
      if ("pattern" in node && typeof node.pattern === "string") {
        assert.ok(new RegExp(node.pattern, "u"));
      }
    }
  });
});
