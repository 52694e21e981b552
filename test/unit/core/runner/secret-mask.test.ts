import assert from "node:assert/strict";
import fc from "fast-check";
import { describe, it } from "mocha";
import { maskSecrets } from "../../../../src/core/runner/secret-mask";

/** What is shown after each chunk, and at the end. */
function shown(secrets: readonly string[], ...chunks: readonly (string | Uint8Array)[]): readonly string[] {
  const mask = maskSecrets(secrets);
  const parts = chunks.map((chunk) => mask.push(Buffer.from(chunk)));
  return [...parts, mask.end()].map((part) => Buffer.from(part).toString());
}

const whole = (secrets: readonly string[], ...chunks: readonly (string | Uint8Array)[]) =>
  shown(secrets, ...chunks).join("");

describe("masking secrets in a stream", () => {
  it("replaces every one of them", () => {
    assert.equal(whole(["s3cret", "t0ken"], "a s3cret b t0ken s3crets3cret"), "a *** b *** ******");
  });

  it("finds one that is cut over chunks, wherever it is cut", () => {
    for (let cut = 0; cut <= 6; cut++) {
      assert.equal(whole(["s3cret"], `a ${"s3cret".slice(0, cut)}`, `${"s3cret".slice(cut)} b`), "a *** b");
    }
    assert.equal(whole(["s3cret"], ..."a s3cret b"), "a *** b");
  });

  it("keeps back only what may become a secret, and only until that is clear", () => {
    assert.deepEqual(shown(["s3cret"], "plain s", "o on", "s3c"), ["plain ", "so on", "", "s3c"]);
  });

  it("masks the whole of a secret that begins with another", () => {
    assert.deepEqual(shown(["abc", "abcdef"], "abc", "def abc"), ["", "*** ", "***"]);
  });

  it("masks secrets that overlap as one, and shows nothing of either", () => {
    assert.equal(whole(["abcd", "cdef"], "xabcdefx"), "x***x");
    assert.deepEqual(shown(["abcd", "cdef"], "xabcd", "efx"), ["x***", "x", ""]);
    assert.equal(whole(["aba"], "xababax"), "x***x");
  });

  it("masks each line of one with several lines, whatever a terminal makes of its line breaks", () => {
    assert.equal(whole(["first\nsecond\n}"], "first\r\nsecond\r\n}"), "***\r\n***\r\n}");
  });

  it("knows secrets that are not ASCII, cut within a character", () => {
    const bytes = Buffer.from("x pässwörd x");
    assert.equal(whole(["pässwörd"], bytes.subarray(0, 4), bytes.subarray(4)), "x *** x");
  });

  it("leaves everything as it is without secrets; blank ones hide nothing", () => {
    assert.deepEqual(shown([], "a", "b"), ["a", "b", ""]);
    assert.equal(whole(["", " ", "\n"], "a b\n"), "a b\n");
  });

  it("shows the same however the output is cut, and never a secret", () => {
    const text = fc
      .array(fc.constantFrom("a", "b", "c", "ab", "abc"), { maxLength: 30 })
      .map((parts) => parts.join(""));
    const secret = fc.string({ unit: fc.constantFrom("a", "b", "c"), minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(
        text,
        fc.array(secret, { minLength: 1, maxLength: 3 }),
        fc.infiniteStream(fc.nat(5)),
        (all, secrets, cuts) => {
          const chunks: string[] = [];
          for (let at = 0; at < all.length; ) {
            const size = 1 + (cuts.next().value ?? 0);
            chunks.push(all.slice(at, at + size));
            at += size;
          }
          const masked = whole(secrets, ...chunks);
          assert.equal(masked, whole(secrets, all));
          for (const value of secrets) {
            assert.ok(!masked.includes(value), `${value} in ${masked}`);
          }
        },
      ),
    );
  });

  it("keeps no more than the longest secret of a stream that looks like one for ever", () => {
    const mask = maskSecrets(["aa", "aaab"]);
    let length = 0;
    for (let i = 0; i < 1000; i++) {
      length += mask.push(Buffer.from("a")).length;
    }
    assert.equal(length + mask.end().length, 3);
  });
});
