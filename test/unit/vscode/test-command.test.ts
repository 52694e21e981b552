import assert from "node:assert/strict";
import { fillTestTemplate, testCommandFor } from "../../../src/vscode/adding/test-command";
import { isTestFile, testsOf } from "../../../src/vscode/adding/test-files";

const platform = "linux";
const uses = (name: string) => ({ devDependencies: { [name]: "^1.0.0" } });

describe("What tests a file", () => {
  const script = (path: string, manifest: unknown, isTest = true) =>
    testCommandFor({ path, language: "script", isTest, manifest, platform });

  it("is what package.json has: vitest, jest, mocha, node:test, or its test script", () => {
    assert.equal(script("a.test.ts", uses("vitest")), "npx vitest run a.test.ts");
    assert.equal(script("a.test.ts", uses("jest")), "npx jest a.test.ts");
    assert.equal(script("a.test.ts", uses("mocha")), "npx mocha a.test.ts");
    assert.equal(script("a.test.ts", { scripts: { test: "node --import tsx --test" } }), "node --test a.test.ts");
    assert.equal(script("a.test.ts", { scripts: { test: "ava" } }), "npm test -- a.test.ts");
  });

  it("is not guessed: where nothing says so, there is none", () => {
    assert.equal(script("a.test.ts", undefined), undefined);
    assert.equal(script("a.test.ts", { scripts: { test: 7 } }), undefined);
    assert.equal(script("a.ts", uses("mocha"), false), undefined);
    assert.equal(testCommandFor({ path: "a.py", language: "python", isTest: false, platform }), undefined);
  });

  it("finds the tests of a file that is none where the runner can", () => {
    assert.equal(script("a.ts", uses("vitest"), false), "npx vitest related --run a.ts");
    assert.equal(script("a.ts", uses("jest"), false), "npx jest --findRelatedTests a.ts");
  });

  it("is the way of its language", () => {
    const other = (path: string, language: "python" | "go" | "rust") =>
      testCommandFor({ path, language, isTest: true, platform });
    assert.equal(other("tests/test_a.py", "python"), "python -m pytest tests/test_a.py");
    assert.equal(other("pkg/b/c_test.go", "go"), "go test ./pkg/b");
    assert.equal(other("c_test.go", "go"), "go test .");
    assert.equal(other("tests/cli.rs", "rust"), "cargo test --test cli");
    assert.equal(other("src/lib.rs", "rust"), "cargo test");
  });

  it("quotes names that a shell would misread", () => {
    assert.equal(script("it's $(bug).test.ts", uses("vitest")), `npx vitest run 'it'\\''s $(bug).test.ts'`);
  });

  it("is the template of the settings, with the file in it", () => {
    const file = { file: "/w/src/my app.test.ts", path: "src/my app.test.ts" };
    const filled = (template: string) => fillTestTemplate(template, file, platform);
    assert.equal(filled(`npx vitest run \${relativeFile}`), "npx vitest run 'src/my app.test.ts'");
    assert.equal(filled(`t \${file} -k \${fileBasenameNoExtension}`), "t '/w/src/my app.test.ts' -k 'my app.test'");
    assert.equal(filled(`cd \${relativeFileDirname} && t \${fileBasename}`), "cd src && t 'my app.test.ts'");
    assert.equal(filled(`t \${HOME} \${workspaceFolder} \${toString}`), `t \${HOME} \${workspaceFolder} \${toString}`);
  });
});

describe("The names of tests", () => {
  it("are known", () => {
    const tests = ["a.test.ts", "b.spec.js", "x/__tests__/c.js", "test_d.py", "e_test.go", "f.tests.tsx"];
    assert.deepEqual(tests.filter(isTestFile), tests);
    assert.deepEqual(["contest.ts", "test.ts", "latest_x.py", "attest/x.ts"].filter(isTestFile), []);
  });

  it("are made of those of their files", () => {
    assert.equal(testsOf("src/[id].ts"), "**/[[]id[]].{test,spec}.{ts,tsx,mts,cts,js,jsx,mjs,cjs}");
    assert.equal(testsOf("src/a.py"), "**/{test_a,a_test}.py");
    assert.equal(testsOf("src/a.go"), undefined);
  });
});
