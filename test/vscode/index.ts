// Runs inside the extension host. test/host/bundle-tests.ts hands in the function that loads the test files.
import { writeFile } from "node:fs/promises";
import * as vscode from "vscode";

export interface SuiteSummary extends Pick<Mocha.Stats, "passes" | "failures" | "pending"> {
  /** Title and error of each test that failed. */
  readonly failed: readonly string[];
}

/** @throws when a test fails or when none ran. */
export async function runSuite(loadTests: () => void): Promise<void> {
  // mocha is an ES module, which `require` inside an extension host hands out differently from version to version.
  const { default: Mocha } = await import("mocha");
  const grep = process.env["LOCKSTEP_TEST_GREP"];
  const mocha = new Mocha({ ui: "bdd", timeout: 30_000, color: false, ...(grep ? { grep } : {}) });
  mocha.suite.emit("pre-require", globalThis, "test/vscode", mocha);
  loadTests();
  const failed: string[] = [];
  const { passes, failures, pending } = await new Promise<Mocha.Stats>((resolve) => {
    const runner = mocha.run(() => resolve(runner.stats ?? emptyStats));
    runner.on("fail", (test, error) => failed.push(`${test.fullTitle()}\n${error.stack ?? error.message}`));
  });
  await writeSummary({ passes, failures, pending, failed });
  console.log(`VS Code ${vscode.version}: ${passes} passing, ${failures} failing, ${pending} pending`);
  if (failures > 0) {
    throw new Error(`${failures} of ${passes + failures} tests failed.`);
  }
  if (passes === 0) {
    throw new Error("No test ran.");
  }
}

const emptyStats = { suites: 0, tests: 0, passes: 0, pending: 0, failures: 0 };

// What proves to test/host/run-vscode-tests.ts that the suite came to its end: the exit code of VS Code 1.103 says 0 even
// when its extension host was killed half-way.
async function writeSummary(summary: SuiteSummary): Promise<void> {
  const file = process.env["LOCKSTEP_TEST_SUMMARY"];
  if (file) {
    await writeFile(file, JSON.stringify(summary));
  }
}
