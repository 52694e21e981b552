import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { until } from "../host/poll";
import type { VSCodeWindow } from "../host/window";
import { useWindowHost } from "./helpers";
import { goToLine, lockstep, waitForGutterIcons } from "./steps";

const artifacts = join(__dirname, "../../test-artifacts");

/** The lines on the screen that have something behind them, as they read: the code, then the label. */
async function labelledLines(window: VSCodeWindow): Promise<readonly string[]> {
  const spans = window.page.locator(".monaco-editor .view-line span[class*='ced-']");
  const lines = await spans.evaluateAll((elements) =>
    elements.flatMap((element) => {
      const content = element.ownerDocument.defaultView?.getComputedStyle(element, "::after").content ?? "none";
      const line = element.closest(".view-line")?.textContent?.replaceAll("\u00a0", " ") ?? "";
      const isLast = element.nextElementSibling?.textContent ? " (not at the end)" : "";
      return /^".+"$/.test(content) ? [`${line.trim()} | ${content.slice(1, -1)}${isLast}`] : [];
    }),
  );
  return [...new Set(lines)];
}

async function waitForLabels(window: VSCodeWindow, ...expected: readonly string[]): Promise<void> {
  await until(`the labels ${expected.join()}`, async () => isDeepStrictEqual(await labelledLines(window), expected));
}

describe("Bookmarks in an editor", () => {
  const using = useWindowHost();

  it("have an icon each, and their label behind the line while somebody types there", async () => {
    const { workspace } = using.host;
    await lockstep(workspace, "bookmark", "add", "src/lib/math.ts:1", "--label", "Totals");
    await lockstep(workspace, "bookmark", "add", "src/lib/math.ts:5");
    const window = await using.host.open();
    await goToLine(window, "src/lib/math.ts", 1);
    await waitForGutterIcons(window, 2);
    const [line = ""] = await until("the label", async () => {
      const lines = await labelledLines(window);
      return lines.length === 1 && lines;
    });
    const [code = ""] = line.split(" | ");
    await waitForLabels(window, `${code} | Totals`);
    await window.press("End");
    await window.type(" // so far");
    await waitForLabels(window, `${code} // so far | Totals`);
    await window.press("Enter");
    await waitForLabels(window, `${code} // so far | Totals`);
    await waitForGutterIcons(window, 2);
    await window.screenshot(join(artifacts, "labels.png"));
  });

  it("are told about in the hover of their line, with links that lead to the web", async () => {
    const { workspace } = using.host;
    const note = "Rounds as [the spec](https://example.com/spec) says.";
    await lockstep(workspace, "bookmark", "add", "src/app.ts:1", "--label", "Imports", "--note", note);
    const window = await using.host.open();
    await goToLine(window, "src/app.ts", 1);
    await waitForGutterIcons(window, 1);
    await window.press("Control+k", "Control+i");
    const link = window.page.locator(".monaco-hover").getByRole("link", { name: "the spec" });
    await link.waitFor();
    await window.screenshot(join(artifacts, "hover.png"));
  });
});
