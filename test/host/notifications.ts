// The messages in the lower right corner of a window.
import type { Locator, Page } from "playwright-core";
import { until } from "./poll";

export class Notifications {
  private readonly toasts: Locator;

  constructor(page: Page) {
    this.toasts = page.locator(".notifications-toasts .notification-list-item");
  }

  /** The texts of the messages on the screen, newest first. */
  async texts(): Promise<readonly string[]> {
    return this.toasts.locator(".notification-list-item-message").allInnerTexts();
  }

  /** Waits for a message that contains these words and returns its whole text. */
  async waitFor(text: string): Promise<string> {
    return until(`the message "${text}"`, async () => (await this.texts()).find((message) => message.includes(text)));
  }

  /** Clicks a button of the message that contains these words. */
  async click(text: string, button: string): Promise<void> {
    await this.toasts.filter({ hasText: text }).first().getByRole("button", { name: button, exact: true }).click();
  }

  async dismissAll(): Promise<void> {
    for (const toast of await this.toasts.all()) {
      await toast.hover();
      await toast.locator(".codicon-notifications-clear").click();
    }
  }
}
