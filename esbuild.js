// The extension (runs in VS Code), the little file that starts it, and the `lockstep` command (runs anywhere).
// `--watch` rebuilds on change; `--check` builds and asserts what the bundles may hold.
const { chmodSync, mkdirSync, readFileSync, writeFileSync } = require("node:fs");
const esbuild = require("esbuild");

const shared = {
  bundle: true,
  platform: "node",
  target: "node20",
  format: "cjs",
  minify: true,
  keepNames: false,
  sourcemap: true,
  sourcesContent: false,
  metafile: true,
  logLevel: "info",
};

const extension = { ...shared, entryPoints: ["src/extension.ts"], outfile: "dist/extension.js", external: ["vscode"] };
const start = { ...shared, entryPoints: ["src/start.ts"], outfile: "dist/start.js", external: ["vscode"] };
const cli = {
  ...shared,
  entryPoints: ["src/cli/main.ts"],
  outfile: "dist/cli.js",
  banner: { js: "#!/usr/bin/env node" },
  // Not external: an import of `vscode` below the CLI is a broken layer and must fail the build.
};

// What integrated terminals find on their PATH: the CLI run by the Node inside VS Code, so that none need be installed.
const posixLauncher = `#!/bin/sh
# Written by esbuild.js.
here=$(CDPATH= cd -- "$(dirname -- "$0")" && pwd)
if [ -n "$LOCKSTEP_NODE" ] && [ -x "$LOCKSTEP_NODE" ]; then
  ELECTRON_RUN_AS_NODE=1 exec "$LOCKSTEP_NODE" "$here/../cli.js" "$@"
fi
exec node "$here/../cli.js" "$@"
`;
const windowsLauncher = `@echo off\r
rem Written by esbuild.js.\r
setlocal\r
if not defined LOCKSTEP_NODE set "LOCKSTEP_NODE=node"\r
set ELECTRON_RUN_AS_NODE=1\r
"%LOCKSTEP_NODE%" "%~dp0..\\cli.js" %*\r
`;

/** The JSON Schemas that package.json's `jsonValidation` names, from the schemas that the code validates with. */
async function writeSchemas() {
  const entryPoints = ["src/core/records/json-schemas.ts"];
  const { outputFiles } = await esbuild.build({
    ...shared,
    entryPoints,
    write: false,
    sourcemap: false,
    logLevel: "error",
  });
  const generator = { exports: {} };
  new Function("module", "exports", "require", outputFiles[0].text)(generator, generator.exports, require);
  mkdirSync("dist/schemas", { recursive: true });
  for (const [name, schema] of Object.entries(generator.exports.jsonSchemas())) {
    writeFileSync(`dist/schemas/${name}.json`, `${JSON.stringify(schema, undefined, 2)}\n`);
  }
}

function writeLaunchers() {
  mkdirSync("dist/bin", { recursive: true });
  writeFileSync("dist/bin/lockstep", posixLauncher);
  chmodSync("dist/bin/lockstep", 0o755);
  chmodSync("dist/cli.js", 0o755);
  writeFileSync("dist/bin/lockstep.cmd", windowsLauncher);
}

/**
 * For `import * as vscode` esbuild copies the whole of the API, once for each file that has the import: a good part of what
 * loading costs. Its own object serves as well, as nobody asks for a default export. In as many characters, for the source map.
 */
function useApiAsItIs() {
  const file = extension.outfile;
  const text = readFileSync(file, "utf8");
  const used = text.replace(/[\w$]+(?=\(require\("vscode"\)\))/g, (copy) => " ".repeat(copy.length));
  if (used === text) {
    throw new Error("esbuild imports VS Code's API in another way now.");
  }
  writeFileSync(file, used);
}

/** @throws when a bundle holds what its place forbids. */
function assertBundle(name, metafile, allowed) {
  const imports = Object.values(metafile.outputs).flatMap((output) => output.imports);
  const foreign = imports.filter(({ external, path }) => external && !path.startsWith("node:") && !allowed.has(path));
  const builtins = new Set(require("node:module").builtinModules);
  const bad = foreign.filter(({ path }) => !builtins.has(path));
  if (bad.length > 0) {
    throw new Error(`${name} must not need ${bad.map(({ path }) => `"${path}"`).join(", ")} at run time.`);
  }
}

async function main() {
  if (process.argv.includes("--watch")) {
    const contexts = await Promise.all([extension, start, cli].map((bundle) => esbuild.context(bundle)));
    await Promise.all(contexts.map((context) => context.watch()));
    return;
  }
  const results = await Promise.all([extension, start, cli].map((bundle) => esbuild.build(bundle)));
  useApiAsItIs();
  writeLaunchers();
  await writeSchemas();
  for (const [nth, { outfile, external = [] }] of [extension, start, cli].entries()) {
    assertBundle(outfile, results[nth].metafile, new Set(external));
  }
}

main().catch((error) => {
  console.error(error.message ?? error);
  process.exitCode = 1;
});
