// One VS Code window: a page of the server build, driven the way a person would, by keyboard and by what is on the screen.
import { mkdir } from "node:fs/promises";
import { dirname } from "node:path";
import type { Browser, Locator, Page } from "playwright-core";
import { type ExtensionHostConnection, watchExtensionHosts } from "./extension-host-connection";
import { Notifications } from "./notifications";
import { patienceMs, until } from "./poll";
import { isRunning, terminate } from "./process";
import { QuickInput } from "./quick-input";
import type { VSCodeServer } from "./server";
import { ViewPane } from "./view-pane";
import { type WindowContent, windowUrl } from "./window-url";

// A mark the workbench leaves when it measures its own start.
const extensionsLoaded = "code/didLoadExtensions";
const goodbyeMs = 5_000;

export interface WindowOptions extends WindowContent {
  /** A window whose user state (theme, trust, global state) this one shares. Otherwise it starts with a fresh one. */
  readonly sharesUserStateWith?: VSCodeWindow;
  readonly size?: { readonly width: number; readonly height: number };
  /** Called before the page loads. */
  readonly prepare?: (page: Page) => Promise<void>;
}

export class VSCodeWindow {
  readonly quickInput: QuickInput;
  readonly notifications: Notifications;

  private constructor(
    readonly page: Page,
    private readonly server: VSCodeServer,
    private readonly connections: readonly ExtensionHostConnection[],
  ) {
    this.quickInput = new QuickInput(page);
    this.notifications = new Notifications(page);
  }

  /** Opens a window and waits until its extensions' commands and views are there and its extension host runs. */
  static async open(browser: Browser, server: VSCodeServer, options: WindowOptions = {}): Promise<VSCodeWindow> {
    const { sharesUserStateWith: other, size = { width: 1280, height: 800 } } = options;
    const context = other?.page.context() ?? (await browser.newContext({ viewport: size }));
    context.setDefaultTimeout(patienceMs);
    const page = await context.newPage();
    const connections = watchExtensionHosts(page);
    await options.prepare?.(page);
    const url = windowUrl(server, options);
    await load(page, url, connections);
    if (options.codeWorkspace !== undefined) {
      await until(
        "the folders of the workspace",
        async () => (await showsFolders(page)) || reload(page, url, connections),
      );
    }
    return new VSCodeWindow(page, server, connections);
  }

  /** Runs a command by the title the palette shows, such as "Lockstep: Add Bookmark". */
  async runCommand(title: string): Promise<void> {
    await this.quickInput.choose(`>${title}`, title);
  }

  /** Opens a file by its name or path in the workspace. */
  async openFile(name: string): Promise<void> {
    const file = name.split("/").at(-1) ?? name;
    await this.quickInput.choose(name, file);
    await this.page.locator(".tab.active", { hasText: file }).waitFor();
  }

  /** Presses keys one after the other, such as "Control+K", "Enter". */
  async press(...keys: readonly string[]): Promise<void> {
    for (const key of keys) {
      await this.page.keyboard.press(key);
    }
  }

  async type(text: string): Promise<void> {
    await this.page.keyboard.type(text);
  }

  /** Brings a view container of the activity bar to the front. */
  async openViewContainer(title: string): Promise<void> {
    const tab = this.page
      .locator(".part.activitybar .action-item")
      .filter({ has: this.page.getByLabel(title, { exact: true }) });
    await tab.first().waitFor();
    if ((await tab.first().getAttribute("aria-selected")) !== "true") {
      await tab.first().click();
      await this.page.mouse.move(0, 0);
    }
  }

  /** A view of the side bar or panel by its title. */
  view(title: string): ViewPane {
    return new ViewPane(this.page, title);
  }

  /** The status bar item whose text contains these words. */
  statusBarItem(text: string): Locator {
    return this.page.locator(".part.statusbar .statusbar-item").filter({ hasText: text }).first();
  }

  async screenshot(path: string): Promise<void> {
    await mkdir(dirname(path), { recursive: true });
    await this.page.screenshot({ path });
  }

  /** The process id of the extension host that runs this window's extensions now. */
  async extensionHostPid(): Promise<number> {
    return until("the extension host to start", () => this.extensionHosts().at(-1));
  }

  /** Closes the window as a person does; its extension host ends too. */
  async close(): Promise<void> {
    const extensionHosts = this.extensionHosts();
    const context = this.page.context();
    await this.page.goto("about:blank");
    await this.page.close();
    if (context.pages().length === 0) {
      await context.close();
    }
    // A good-bye said while the window still starts up can get lost. The server would keep the extension host for hours then.
    const haveEnded = () => !extensionHosts.some(isRunning);
    await until("the extension host to end by itself", haveEnded, goodbyeMs).catch(() =>
      extensionHosts.forEach(terminate),
    );
    await until("the extension host to end", haveEnded);
  }

  // Of all that ran in this window, oldest first.
  private extensionHosts(): readonly number[] {
    const launched = /\[([0-9a-f]{8})\]\[ExtensionHostConnection\] <(\d+)> Launched/g;
    return [...this.server.output.matchAll(launched)]
      .filter(([, token]) => this.connections.some((connection) => connection.token === token))
      .map(([, , pid]) => Number(pid));
  }
}

async function load(page: Page, url: string, connections: readonly ExtensionHostConnection[]): Promise<void> {
  const earlier = connections.length;
  await page.goto(url);
  await page.locator(".monaco-workbench .part.statusbar").waitFor();
  await until("the extension host to start", () => connections.slice(earlier).some(({ isReady }) => isReady));
  await page.waitForFunction((mark) => performance.getEntriesByName(mark).length > 0, extensionsLoaded);
}

/**
 * The web workbench of 1.139.1 may read a .code-workspace before it is connected to the server's files, and then takes it
 * for one without folders for good; its own `workspaceContains` extensions stay away too. Read again, it is whole.
 */
async function reload(page: Page, url: string, connections: readonly ExtensionHostConnection[]): Promise<false> {
  await page.goto("about:blank");
  await load(page, url, connections);
  return false;
}

async function showsFolders(page: Page): Promise<boolean> {
  try {
    await page.locator(".explorer-folders-view .monaco-list-row").first().waitFor({ timeout: 5_000 });
    return true;
  } catch {
    return false;
  }
}
