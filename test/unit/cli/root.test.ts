import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, it } from "mocha";
import { findRoot } from "../../../src/cli/root";

describe("the workspace folder of a command", () => {
  let top: string;
  const folder = (...path: string[]) => {
    const made = join(top, ...path);
    mkdirSync(made, { recursive: true });
    return made;
  };

  beforeEach(() => {
    top = realpathSync(mkdtempSync(join(tmpdir(), "lockstep-root-")));
  });

  afterEach(() => rmSync(top, { recursive: true, force: true }));

  it("is the nearest one above that has a state folder", () => {
    folder("w", ".lockstep");
    folder("w", "packages", "a", ".git");
    assert.equal(findRoot(folder("w", "packages", "a", "src"), undefined), join(top, "w"));
  });

  it("is the nearest project when nobody has a state folder", () => {
    folder("w", ".git");
    folder("w", "a", ".vscode");
    assert.equal(findRoot(folder("w", "a", "src"), undefined), join(top, "w", "a"));
    assert.equal(findRoot(folder("w", "b"), undefined), join(top, "w"));
  });

  it("is not the home folder because VS Code keeps its extensions there", () => {
    folder("home", ".vscode");
    const cwd = folder("home", "notes");
    assert.equal(findRoot(cwd, undefined, join(top, "home")), cwd);
  });

  it("is found by a state folder that is a broken link, which is then refused", () => {
    folder("w", "src");
    symlinkSync("nowhere", join(top, "w", ".lockstep"));
    assert.equal(findRoot(join(top, "w", "src"), undefined), join(top, "w"));
  });

  it("is the one that --root names, relative to the current folder", () => {
    folder("w", ".lockstep");
    const other = folder("w", "other");
    assert.equal(findRoot(join(top, "w"), "other"), other);
    assert.equal(findRoot(top, other), other);
  });

  for (const named of ["nowhere", ""]) {
    it(`is refused when --root is “${named}”`, () => {
      assert.throws(() => findRoot(top, named), { code: "INVALID", message: /--root/ });
    });
  }
});
