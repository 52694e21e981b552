import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import fc from "fast-check";
import { describe, it } from "mocha";
import { commandLine, quoteForCmd } from "../../../src/core/shell-words";

const runsShell = process.platform !== "win32";

describe("the command line of several words", () => {
  it("leaves plain words as they are", () => {
    assert.equal(
      commandLine(["npm", "run", "build:all", "--", "--mode=dev"], "linux"),
      "npm run build:all -- --mode=dev",
    );
  });

  it("is the word itself when there is only one", () => {
    assert.equal(commandLine(["make && make install > $HOME/log"], "linux"), "make && make install > $HOME/log");
    assert.equal(commandLine(["dir %TEMP%"], "win32"), "dir %TEMP%");
  });

  it("quotes what a shell would take apart", () => {
    assert.equal(commandLine(["git", "commit", "-m", "It's done"], "linux"), `git commit -m 'It'\\''s done'`);
    assert.equal(commandLine(["echo", "", "~", "*", "a;b", "{a,b}"], "linux"), "echo '' '~' '*' 'a;b' '{a,b}'");
  });

  it("keeps assignments in front of a command", () => {
    assert.equal(commandLine(["A=b c", "B=", "npm", "test"], "linux"), "A='b c' B= npm test");
  });

  it("gives a real shell the same words again", function () {
    if (!runsShell) {
      this.skip();
    }
    this.timeout(20_000);
    const words = fc.array(fc.oneof(fc.string(), fc.stringMatching(/^[ '"\\$`!*?[\]{}()<>|&;#~=%\n\t]{0,6}$/)), {
      minLength: 1,
      maxLength: 6,
    });
    fc.assert(
      fc.property(words, (drawn) => {
        const sane = drawn.map((word) => word.replaceAll("\0", ""));
        assert.deepEqual(wordsInShell(sane), sane);
      }),
      { numRuns: 150 },
    );
  });

  it("gives a real shell the assignments in the environment", function () {
    if (!runsShell) {
      this.skip();
    }
    const line = commandLine(["X=it's $HOME", "sh", "-c", 'printf %s "$X"'], "linux");
    assert.equal(execFileSync("/bin/sh", ["-c", line], { encoding: "utf8" }), "it's $HOME");
  });
});

describe("a word for cmd.exe", () => {
  it("stays as it is when nothing in it is special", () => {
    assert.equal(quoteForCmd("C:\\tools\\npm.cmd"), "C:\\tools\\npm.cmd");
  });

  it("stands in quotes when it has blanks or operators", () => {
    assert.equal(quoteForCmd("a b"), '"a b"');
    assert.equal(quoteForCmd("a&b"), '"a&b"');
    assert.equal(quoteForCmd(""), '""');
  });

  it("doubles backslashes in front of a quote", () => {
    assert.equal(quoteForCmd("C:\\my files\\"), '"C:\\my files\\\\"');
  });

  it("hides quotes and percent signs from cmd.exe with carets", () => {
    assert.equal(quoteForCmd('say "hi" & %PATH%'), '^"say^ \\^"hi\\^"^ ^&^ ^%PATH^%^"');
  });
});

/** The words that /bin/sh makes of them, NUL between. */
function wordsInShell(words: readonly string[]): string[] {
  const line = commandLine(["printf", "%s\\0", ...words], "linux");
  const output = execFileSync("/bin/sh", ["-c", line], { encoding: "utf8" });
  return output.split("\0").slice(0, -1);
}
