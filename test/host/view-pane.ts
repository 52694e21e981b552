// One view of a view container, found by its title. Rows that are scrolled out of sight don't exist on the page.
import type { Locator, Page } from "playwright-core";
import { until } from "./poll";

export interface Row {
  readonly label: string;
  readonly description: string;
}

export class ViewPane {
  private readonly header: Locator;
  readonly body: Locator;
  private readonly rowLocator: Locator;

  constructor(
    private readonly page: Page,
    readonly title: string,
  ) {
    this.header = page.locator(`.pane-header[aria-label^="${title} "]`); // a description may stand before "Section"
    const pane = page.locator(".pane").filter({ has: this.header });
    this.body = pane.locator(".pane-body");
    this.rowLocator = this.body.locator(".monaco-list-row");
  }

  /** Expands the view if it is collapsed. */
  async expand(): Promise<void> {
    await this.header.waitFor({ state: "attached" });
    if ((await this.header.getAttribute("aria-expanded")) === "false") {
      await this.header.click();
    }
  }

  async collapse(): Promise<void> {
    await this.header.waitFor({ state: "attached" });
    if ((await this.header.getAttribute("aria-expanded")) === "true") {
      await this.header.click();
    }
  }

  /** The rows on the screen, from top to bottom. */
  async rows(): Promise<readonly Row[]> {
    const rows = await this.rowLocator.evaluateAll((elements) =>
      elements.map((element) => ({
        index: Number(element.getAttribute("data-index")),
        label: element.querySelector(".label-name")?.textContent ?? element.textContent ?? "",
        description: element.querySelector(".label-description")?.textContent ?? "",
      })),
    );
    return rows.sort((a, b) => a.index - b.index).map(({ label, description }) => ({ label, description }));
  }

  async labels(): Promise<readonly string[]> {
    return (await this.rows()).map(({ label }) => label);
  }

  /** Waits until the labels on the screen fulfil a condition, and returns them. */
  async waitForLabels(what: string, condition: (labels: readonly string[]) => boolean): Promise<readonly string[]> {
    let labels: readonly string[] = [];
    try {
      return await until(`${what} in the view ${this.title}`, async () => {
        labels = await this.labels();
        return condition(labels) && labels;
      });
    } catch (error) {
      throw new Error(`It shows: ${labels.join()}`, { cause: error });
    }
  }

  /** Waits until the view shows this text anywhere, in a row or as welcome content. */
  async waitForText(text: string): Promise<void> {
    await this.body.getByText(text).first().waitFor();
  }

  row(label: string): Locator {
    return this.rowLocator.filter({ has: this.page.locator(".label-name").getByText(label, { exact: true }) }).first();
  }

  /** Clicks one of the buttons that a row shows while the pointer is on it. */
  async clickRowAction(label: string, action: string): Promise<void> {
    await this.row(label).hover();
    await this.row(label).getByRole("button", { name: action }).click();
  }

  /** Clicks a button of the view's title bar. */
  async clickTitleAction(action: string): Promise<void> {
    await this.header.hover();
    await this.header.getByRole("button", { name: action }).click();
  }
}
