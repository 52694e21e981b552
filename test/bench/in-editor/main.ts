/**
 * `npm run bench:editor [-- --quick]`: what 10,000 bookmarks cost the extension host of the real VS Code, beside a model of
 * the bookmark extension with the most users. Prints a table, writes JSON to bench-results/, ends with 1 when over a bar.
 */
import { cp, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { build } from "esbuild";
import type { Browser } from "playwright-core";
import { launchBrowser } from "../../host/browser";
import { repositoryRoot } from "../../host/paths";
import { until } from "../../host/poll";
import { onStopSignal } from "../../host/process";
import { startServer, type VSCodeServer } from "../../host/server";
import { temporaryFolder } from "../../host/temporary-folder";
import { VSCodeWindow } from "../../host/window";
import { type BarId, bars, judge } from "../harness/bars";
import { describeMachine } from "../harness/machine";
import { describe, saveRun } from "../harness/report";
import { type Finding, ms, type Result, type Row, sample } from "../harness/result";
import { inRounds, type Rounds } from "../harness/rounds";
import { barTable, workTable } from "../harness/tables";
import { type Measures, type Orders, ordersFile } from "./measures";
import { writeSample } from "./sample";

const names = [
  "nothing",
  "lockstep",
  "lockstep just installed",
  "lockstep without bookmarks",
  "model of vscode-bookmarks",
] as const;
type Name = (typeof names)[number];

/** VS Code would look through all processes every few seconds, for ports to forward: as much work as what is measured. */
const settings = { "remote.autoForwardPorts": false, "remote.autoForwardPortsSource": "output" };

/** Milliseconds. */
const longestRun = 180_000;

interface Place {
  readonly folder: string;
  readonly suite: string;
  readonly server: VSCodeServer;
  readonly browser: Browser;
}

async function main(args: readonly string[]): Promise<void> {
  const quick = args.includes("--quick");
  const begun = new Date();
  const folder = await temporaryFolder("bench");
  const server = await startServer({ development: true, settings });
  const browser = await launchBrowser();
  const end = async () => {
    await browser.close();
    await server.stop();
    await folder.remove();
  };
  onStopSignal(end);
  try {
    const machine = {
      ...describeMachine(process.execPath),
      vscode: server.version.version,
      browser: browser.version(),
    };
    console.log(describe(machine));
    const place = { folder: folder.path, suite: await makeSuite(folder.path), server, browser };
    await makeExtensions(folder.path);
    await measure(place, "lockstep", -1); // its first start, which the others are not
    const rounds = await inRounds(quick ? 2 : 7, names, (name, round) => measure(place, name, round));
    const result = resultOf(rounds);
    const ids = result.findings.map(({ bar }) => bar);
    console.log(`${workTable(result)}\n${barTable(result.findings, ids)}`);
    console.log(saveRun(begun, { quick, machine, results: [result] }, "-editor"));
    process.exitCode = result.findings.some((finding) => judge(bars[finding.bar], finding) === "missed") ? 1 : 0;
  } finally {
    await end();
  }
}

/** A window of its own on a folder of its own. */
async function measure({ folder, suite, server, browser }: Place, name: Name, round: number): Promise<Measures> {
  const workspace = join(folder, `${names.indexOf(name)}-${round}`);
  await writeSample(workspace, name !== "lockstep without bookmarks");
  const orders: Orders = { extension: idOf(name), report: `${workspace}.json` };
  await writeFile(join(workspace, ordersFile), JSON.stringify(orders));
  if (name === "lockstep just installed") {
    await makeLockstep(folder, extensionOf(name));
  }
  let exitCode: number | undefined;
  const window = await VSCodeWindow.open(browser, server, {
    folder: workspace,
    extensionDevelopmentPath: join(folder, "extensions", extensionOf(name)),
    extensionTestsPath: suite,
    prepare: async (page) => {
      await page.exposeFunction("codeAutomationLog", () => {});
      await page.exposeFunction("codeAutomationExit", (code: number) => {
        exitCode = code;
      });
    },
  });
  await until(`${name} to be measured`, () => exitCode !== undefined, longestRun);
  await window.close();
  console.log(`${name}, round ${round + 1}`);
  return JSON.parse(await readFile(orders.report, "utf8"));
}

async function makeSuite(folder: string): Promise<string> {
  const outfile = join(folder, "suite", "index.js");
  await bundle("in-window.ts", outfile);
  return outfile;
}

async function bundle(source: string, outfile: string): Promise<void> {
  await build({
    entryPoints: [join(__dirname, source)],
    outfile,
    bundle: true,
    platform: "node",
    target: "node22",
    format: "cjs",
    external: ["vscode"],
    logLevel: "warning",
  });
}

const extensions = {
  nothing: "nothing",
  lockstep: "lockstep",
  "lockstep just installed": "installed",
  "lockstep without bookmarks": "lockstep",
  "model of vscode-bookmarks": "model",
} as const satisfies Record<Name, string>;
const extensionOf = (name: Name): string => extensions[name];
const idOf = (name: Name): string => `lockstep.${name.startsWith("lockstep") ? "lockstep" : extensionOf(name)}`;

/** None of them activates by itself, so that the first call of `activate` is the one that is measured. */
async function makeExtensions(folder: string): Promise<void> {
  const { engines } = await makeLockstep(folder, "lockstep");
  for (const name of ["nothing", "model"]) {
    const place = join(folder, "extensions", name);
    await mkdir(place, { recursive: true });
    await writeManifest(place, { name, publisher: "lockstep", version: "0.0.0", engines, main: "./extension.js" });
  }
  await writeFile(join(folder, "extensions", "nothing", "extension.js"), "exports.activate = () => {};\n");
  await bundle("model-of-vb.ts", join(folder, "extensions", "model", "extension.js"));
}

/** As if it had just been installed. @returns Its manifest. */
async function makeLockstep(folder: string, name: string): Promise<{ readonly engines: object }> {
  const manifest = JSON.parse(await readFile(join(repositoryRoot, "package.json"), "utf8"));
  const place = join(folder, "extensions", name);
  await rm(place, { recursive: true, force: true });
  await mkdir(place, { recursive: true });
  for (const part of ["dist", "media", "package.nls.json"]) {
    await cp(join(repositoryRoot, part), join(place, part), {
      recursive: true,
      filter: (source) => !source.endsWith(".cache"),
    });
  }
  await writeManifest(place, { ...manifest, activationEvents: [] });
  return manifest;
}

async function writeManifest(folder: string, manifest: object): Promise<void> {
  await writeFile(join(folder, "package.json"), JSON.stringify(manifest));
}

function resultOf(rounds: Rounds<Name, Measures>): Result {
  const busy = (name: Name, what: keyof Measures) => rounds[name].map((measures) => measures[what]);
  /** What it costs beyond what VS Code does without any bookmarks, round by round. */
  const cost = (name: Name, what: keyof Measures) =>
    busy(name, what).map((value, round) => value - (rounds.nothing[round]?.[what] ?? Number.NaN));
  const rows: readonly Row[] = names.map((name) => ({
    name,
    samples: {
      activation: ms(busy(name, "activation")),
      "all read": ms(busy(name, "settling")),
      "opening a file": ms(busy(name, "opening")),
      "a character": ms(busy(name, "character")),
      "a new line": ms(busy(name, "newLine")),
      "after a burst": ms(busy(name, "afterwards")),
      "writes per burst": sample("changes", ...busy(name, "writes")),
      memory: sample("MB", ...busy(name, "memory")),
    },
  }));
  const above = busy("lockstep", "memory").map(
    (value, round) => value - (rounds["lockstep without bookmarks"][round]?.memory ?? Number.NaN),
  );
  const findings: readonly Finding[] = [
    found("editor-activation", cost("lockstep", "activation")),
    found("editor-settling", cost("lockstep", "settling")),
    found("editor-opening", cost("lockstep", "opening")),
    found("editor-character", cost("lockstep", "character")),
    found("editor-new-line", cost("lockstep", "newLine")),
    found("editor-writes", busy("lockstep", "writes")),
    found("editor-memory", above),
  ];
  const notes = ["Busy milliseconds of the extension host's event loop; bars are what is above nothing."];
  return { title: "10,000 bookmarks in 1,000 files, 500 of them in each file that is opened", rows, findings, notes };
}

function found(bar: BarId, values: readonly number[]): Finding {
  return { bar, values };
}

main(process.argv.slice(2)).catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
