// The extension host runs JavaScript only, so the suite in test/vscode becomes one file. Each test file is loaded when the
// suite starts, after mocha has put `describe` and `it` in place.
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { build } from "esbuild";
import { repositoryRoot } from "./paths";

const suite = join(repositoryRoot, "test", "vscode");

/** Bundles the suite and returns the file to run. @throws when there is no test in it. */
export async function bundleTests(): Promise<string> {
  const files = (await readdir(suite, { recursive: true })).filter((name) => name.endsWith(".test.ts")).sort();
  if (files.length === 0) {
    throw new Error("There is no test in test/vscode.");
  }
  const loads = files.map((file) => `require(${JSON.stringify(`./${file.replaceAll("\\", "/")}`)});`);
  const outfile = join(repositoryRoot, "out", "test", "vscode", "index.js");
  await build({
    stdin: {
      contents: `import { runSuite } from "./index";\nexport const run = () => runSuite(() => {\n${loads.join("\n")}\n});`,
      resolveDir: suite,
      loader: "ts",
    },
    outfile,
    bundle: true,
    platform: "node",
    target: "node22",
    format: "cjs",
    external: ["vscode", "mocha"],
    logLevel: "warning",
  });
  return outfile;
}
