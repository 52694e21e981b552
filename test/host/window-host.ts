// A server, a browser and a fresh sample workspace, on which any number of windows open. Mostly two: that is what Lockstep is for.
import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { launchBrowser } from "./browser";
import { repositoryRoot } from "./paths";
import { copySampleWorkspace } from "./sample-workspace";
import { type ServerOptions, startServer, type VSCodeServer } from "./server";
import type { TemporaryFolder } from "./temporary-folder";
import { VSCodeWindow, type WindowOptions } from "./window";

export class WindowHost {
  private readonly opened: VSCodeWindow[] = [];

  private constructor(
    readonly server: VSCodeServer,
    readonly browser: Browser,
    private readonly sample: TemporaryFolder,
  ) {}

  /** Starts with the built Lockstep installed, if it is built, unless `options.extensions` says otherwise. */
  static async start(options: ServerOptions = {}): Promise<WindowHost> {
    const server = await startServer({ extensions: builtExtension(), ...options });
    try {
      return new WindowHost(server, await launchBrowser(), await copySampleWorkspace());
    } catch (error) {
      await server.stop();
      throw error;
    }
  }

  /** The folder that windows open when they are not told another. */
  get workspace(): string {
    return this.sample.path;
  }

  /** The windows that are open now, in the order they were opened. */
  get windows(): readonly VSCodeWindow[] {
    return this.opened.filter((window) => !window.page.isClosed());
  }

  async open(options: WindowOptions = {}): Promise<VSCodeWindow> {
    const place = options.codeWorkspace === undefined ? { folder: this.workspace } : {};
    const window = await VSCodeWindow.open(this.browser, this.server, { ...place, ...options });
    this.opened.push(window);
    return window;
  }

  /** Two windows on one folder. */
  async openTwo(options: WindowOptions = {}): Promise<readonly [VSCodeWindow, VSCodeWindow]> {
    return [await this.open(options), await this.open(options)];
  }

  async stop(): Promise<void> {
    await this.browser.close();
    await this.server.stop();
    await this.sample.remove();
  }
}

function builtExtension(): readonly string[] {
  return existsSync(join(repositoryRoot, "dist", "extension.js")) ? [repositoryRoot] : [];
}
