import assert from "node:assert/strict";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, join } from "node:path";
import { CompiledCode } from "../../src/compiled-code";
import { tempFolder } from "../helpers/temp-folder";

const require = createRequire(__filename);
const sourceOf = (answer: string) =>
  `"use strict"; const { basename } = require("node:path");
   exports.answer = () => ${answer}; exports.file = basename(__filename); exports.inside = basename(__dirname) !== "";`;

describe("Compiled code", () => {
  function write(answer = "1 + 1"): string {
    const file = join(tempFolder(), "bundle.js");
    writeFileSync(file, sourceOf(answer));
    return file;
  }

  function kept(file: string): Buffer {
    const code = new CompiledCode(file);
    code.run(require);
    code.keep();
    return readFileSync(`${file}.cache`);
  }

  const answerOf = (code: CompiledCode): unknown => {
    const { answer } = code.run(require) as { answer(): unknown };
    return answer();
  };

  it("runs as a module does", () => {
    const { file, inside } = new CompiledCode(write()).run(require) as { file: string; inside: boolean };
    assert.deepEqual([file, inside], ["bundle.js", true]);
  });

  it("is given each module that it requires from one call", () => {
    const file = join(tempFolder(), "bundle.js");
    writeFileSync(file, 'exports.all = ["node:path", "node:fs", "node:path"].map((id) => require(id));');
    const asked: string[] = [];
    const { all } = new CompiledCode(file).run((id) => {
      asked.push(id);
      return require(id);
    }) as { all: readonly unknown[] };
    assert.deepEqual(asked, ["node:path", "node:fs"]);
    assert.equal(all[0], all[2]);
  });

  it("is kept for the next time, and nothing else beside the file", () => {
    const file = write();
    assert.equal(new CompiledCode(file).isFromCache, false);
    kept(file);
    const code = new CompiledCode(file);
    assert.equal(code.isFromCache, true);
    assert.equal(answerOf(code), 2);
    assert.deepEqual(readdirSync(join(file, "..")).sort(), ["bundle.js", "bundle.js.cache"]);
  });

  it("is not used for another text of the same length, which V8 would not notice", () => {
    const file = write("1 + 1");
    kept(file);
    writeFileSync(file, sourceOf("1 + 2"));
    const code = new CompiledCode(file);
    assert.equal(code.isFromCache, false);
    assert.equal(answerOf(code), 3);
  });

  it("is not used when it is torn or was changed", () => {
    const file = write();
    const cache = kept(file);
    const changed = Buffer.from(cache);
    changed[cache.length - 20] = 255 - (cache[cache.length - 20] ?? 0);
    for (const bad of [cache.subarray(0, cache.length / 2), cache.subarray(0, 10), Buffer.alloc(0), changed]) {
      writeFileSync(`${file}.cache`, bad);
      const code = new CompiledCode(file);
      assert.equal(code.isFromCache, false);
      assert.equal(answerOf(code), 2);
    }
  });

  it("does without where it can't be kept", () => {
    const file = write();
    mkdirSync(join(`${file}.cache`, "in the way"), { recursive: true });
    const code = new CompiledCode(file);
    assert.equal(answerOf(code), 2);
    code.keep();
    assert.deepEqual(readdirSync(join(file, "..")).sort(), ["bundle.js", "bundle.js.cache"]);
    assert.equal(answerOf(new CompiledCode(file)), 2);
  });

  it("says where an error is, by file and line", () => {
    const file = write("null.nothing");
    const code = new CompiledCode(file);
    assert.throws(
      () => answerOf(code),
      (error: Error) => error.stack?.includes(`${basename(file)}:2:`) === true,
    );
  });

  it("needs the file", () => {
    assert.throws(() => new CompiledCode(join(tempFolder(), "none.js")), /ENOENT/);
  });
});
