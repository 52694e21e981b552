// Mocha hooks for suites that need real windows.
import { cp } from "node:fs/promises";
import { join } from "node:path";
import { repositoryRoot } from "../host/paths";
import type { ServerOptions } from "../host/server";
import type { VSCodeWindow } from "../host/window";
import { WindowHost } from "../host/window-host";

const artifacts = join(repositoryRoot, "test-artifacts");
// The first run on a machine fetches VS Code and a browser.
const setUpMs = 300_000;
const testMs = 90_000;

/** Starts a server and a browser once for the suite around it. When a test fails, every open window is pictured. */
export function useWindowHost(options: ServerOptions = {}): { readonly host: WindowHost } {
  let started: WindowHost | undefined;
  before(async function () {
    this.timeout(setUpMs);
    started = await WindowHost.start(options);
  });
  beforeEach(function () {
    this.timeout(testMs);
    this.currentTest?.timeout(testMs);
  });
  afterEach(async function () {
    if (this.currentTest?.isFailed()) {
      await pictureWindows(started?.windows ?? [], this.currentTest.fullTitle());
      await keepLogs(started, this.currentTest.fullTitle());
    }
  });
  after(async function () {
    this.timeout(testMs);
    await started?.stop();
  });
  return {
    get host() {
      return present(started);
    },
  };
}

/** Two windows on one folder, opened once for the suite around it. */
export function useTwoWindows(options: ServerOptions = {}): {
  readonly host: WindowHost;
  readonly left: VSCodeWindow;
  readonly right: VSCodeWindow;
} {
  const using = useWindowHost(options);
  let windows: readonly [VSCodeWindow, VSCodeWindow] | undefined;
  before(async function () {
    this.timeout(testMs);
    windows = await using.host.openTwo();
  });
  return {
    get host() {
      return using.host;
    },
    get left() {
      return present(windows)[0];
    },
    get right() {
      return present(windows)[1];
    },
  };
}

const fileName = (title: string) => title.replaceAll(/[^\w]+/g, "-");

/** What the server and the extension hosts wrote, Lockstep's own log among it. */
async function keepLogs(host: WindowHost | undefined, title: string): Promise<void> {
  if (host !== undefined) {
    await cp(host.server.logsFolder, join(artifacts, `${fileName(title)}-logs`), { recursive: true, force: true });
  }
}

async function pictureWindows(windows: readonly VSCodeWindow[], title: string): Promise<void> {
  const name = fileName(title);
  for (const [index, window] of windows.entries()) {
    await window.screenshot(join(artifacts, `${name}-${index + 1}.png`));
  }
}

function present<T>(value: T | undefined): T {
  if (value === undefined) {
    throw new Error("The windows are open only while a test or a hook runs.");
  }
  return value;
}
