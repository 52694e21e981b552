import assert from "node:assert/strict";
import fc from "fast-check";
import { describe, it } from "mocha";
import { csvLine } from "../../../src/cli/csv";

/** What a reader that follows RFC 4180 makes of a line. */
function cellsOf(line: string): readonly string[] {
  return [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,"]*))/g)].map(([, quoted, bare]) =>
    quoted === undefined ? (bare ?? "") : quoted.replaceAll('""', '"'),
  );
}

describe("a line of comma-separated values", () => {
  it("quotes texts and leaves numbers alone", () => {
    assert.equal(csvLine(["a", 'say "b", c', "", 7, 0.5]), '"a","say ""b"", c","",7,0.5');
  });

  for (const text of ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1", "\u00a0=1", "＝1", "＠x"]) {
    it(`keeps ${JSON.stringify(text)} from being a formula`, () => assert.equal(csvLine([text]), `"'${text}"`));
  }

  it("leaves alone what only has such characters inside", () => {
    for (const text of ["a=1", "gpt-4", "me@home", "1-2"]) {
      assert.equal(csvLine([text]), `"${text}"`);
    }
  });

  it("writes numbers without an exponent", () => {
    assert.equal(csvLine([1e-7, 1e-9, 1e20, 0.1, 0, 12.34]), "0.0000001,0.000000001,100000000000000000000,0.1,0,12.34");
  });

  it("is read as it was meant, and never as a formula", () => {
    const text = fc.string({ unit: fc.constantFrom('"', ",", "=", "-", "a", " ", "'", "\n", "ü") });
    fc.assert(
      fc.property(fc.array(text, { minLength: 1 }), (texts) => {
        const cells = cellsOf(csvLine(texts));
        assert.deepEqual(
          cells.map((cell, index) => (cell === texts[index] ? cell : cell.slice(1))),
          texts,
        );
        assert.ok(cells.every((cell) => !/^[=+\-@\s]*[=+\-@]/.test(cell)));
      }),
    );
  });
});
