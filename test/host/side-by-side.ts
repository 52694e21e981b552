import type { Browser } from "playwright-core";

const gap = 16;

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** One PNG of several pictures of the same size, beside each other. */
export async function sideBySide(browser: Browser, pictures: readonly Buffer[], size: Size): Promise<Buffer> {
  const width = gap + pictures.length * (size.width + gap);
  const page = await browser.newPage({ viewport: { width, height: size.height + 2 * gap } });
  const images = pictures.map((picture) => `<img src="data:image/png;base64,${picture.toString("base64")}">`);
  const style = `margin:0;padding:${gap}px;display:flex;gap:${gap}px;background:#d8dce3`;
  await page.setContent(`<body style="${style}">${images.join("")}</body>`);
  const picture = await page.screenshot();
  await page.close();
  return picture;
}
