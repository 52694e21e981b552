// The box at the top of a window: command palette, quick open, quick picks and input boxes.
import type { Locator, Page } from "playwright-core";
import { until } from "./poll";

export class QuickInput {
  private readonly widget: Locator;
  private readonly input: Locator;
  private readonly rows: Locator;

  constructor(private readonly page: Page) {
    this.widget = page.locator(".quick-input-widget:visible");
    this.input = this.widget.locator(".quick-input-box input");
    this.rows = this.widget.locator(".quick-input-list .monaco-list-row");
  }

  /** Opens the palette, types, and takes the entry with this label. */
  async choose(text: string, label: string): Promise<void> {
    await until(`"${label}" in the palette`, async () => {
      await this.open();
      await this.input.fill(text);
      return (await this.focus(label, 2_000)) || undefined;
    });
    await this.page.keyboard.press("Enter");
  }

  /** Answers the quick pick an extension shows. */
  async pick(label: string): Promise<void> {
    await this.rowLabelled(label).waitFor();
    await this.focus(label, 10_000);
    await this.page.keyboard.press("Enter");
  }

  /** Answers the input box an extension shows. */
  async enter(text: string): Promise<void> {
    await this.input.waitFor();
    await this.input.fill(text);
    await this.page.keyboard.press("Enter");
  }

  /** The labels of the entries on the screen. */
  async labels(): Promise<readonly string[]> {
    await this.rows.first().waitFor();
    return this.rows.locator(".label-name").allInnerTexts();
  }

  private async open(): Promise<void> {
    if (!(await this.input.isVisible())) {
      await this.page.keyboard.press("F1");
      await this.input.waitFor();
    }
  }

  private rowLabelled(label: string): Locator {
    return this.rows.filter({ has: this.page.locator(".label-name").getByText(label, { exact: true }) }).first();
  }

  // The list is filled as results arrive, so the focused entry may change until it is the one that was asked for.
  private async focus(label: string, timeoutMs: number): Promise<boolean> {
    const row = this.rowLabelled(label);
    try {
      await row.waitFor({ timeout: timeoutMs });
    } catch {
      return false;
    }
    const isFocused = async () => /\bfocused\b/.test((await row.getAttribute("class")) ?? "");
    for (let step = 0; step < 20; step++) {
      if (await isFocused()) {
        return true;
      }
      await this.page.keyboard.press("ArrowDown");
    }
    return false;
  }
}
