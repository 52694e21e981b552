// Stands in for the `code` program in @vscode/test-electron's `runTests`: starts the server build and a headless browser, runs
// the tests in a window, prints what they print and ends with their exit code.
import { format } from "node:util";
import type { Browser } from "playwright-core";
import { launchBrowser } from "./browser";
import { parseLaunchArguments } from "./launch-arguments";
import { until } from "./poll";
import { onStopSignal } from "./process";
import { startServer, type VSCodeServer } from "./server";
import { versionNamed } from "./versions";
import { VSCodeWindow } from "./window";
import { isWorkbenchNoise } from "./workbench-noise";

const timeoutMs = Number(process.env["LOCKSTEP_TEST_TIMEOUT_MS"] ?? 600_000);

async function main(): Promise<number> {
  const { workspaceTrust, ...content } = parseLaunchArguments(process.argv.slice(2));
  const version = versionNamed(process.env["LOCKSTEP_TEST_VERSION"] ?? "newest");
  const server = await startServer({ version, workspaceTrust, development: true });
  const browser = await launchBrowser();
  const end = async () => {
    await browser.close();
    await server.stop();
  };
  onStopSignal(end);
  // `runTests` holds the other end of stdin: it closes when that process is gone.
  process.stdin.on("end", () => void end().finally(() => process.exit(1))).resume();
  try {
    return await runTests(browser, server, content);
  } finally {
    await end();
  }
}

async function runTests(
  browser: Browser,
  server: VSCodeServer,
  content: Parameters<typeof VSCodeWindow.open>[2],
): Promise<number> {
  let exitCode: number | undefined;
  const window = await VSCodeWindow.open(browser, server, {
    ...content,
    prepare: async (page) => {
      await page.exposeFunction("codeAutomationLog", (_type: string, args: readonly unknown[]) => {
        const line = format(...args);
        if (!isWorkbenchNoise(line)) {
          console.log(line);
        }
      });
      await page.exposeFunction("codeAutomationExit", (code: number) => {
        exitCode = code;
      });
    },
  });
  const pid = await window.extensionHostPid();
  const died = new RegExp(`<${pid}> Extension Host Process exited with code: (?!0,).*`);
  await until("the tests to end", () => exitCode !== undefined || died.test(server.output), timeoutMs);
  // Killed half-way, 1.103 and 1.139 report the exit code 0.
  const death = died.exec(server.output)?.[0];
  if (exitCode === undefined || death !== undefined) {
    throw new Error(`The extension host ended before the tests did: ${death}`);
  }
  return exitCode;
}

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  },
);
