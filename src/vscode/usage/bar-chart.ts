import { escapeHtml } from "./html";

export interface Bar {
  /** Beneath it, where there is room. */
  readonly label: string;
  readonly value: number;
  /** What it says to who points at it. */
  readonly title: string;
}

export interface BarChart {
  readonly bars: readonly Bar[];
  /** What it shows, for those who don't see it. */
  readonly description: string;
  /** What the highest bar stands for. */
  readonly most: string;
  /** A class of the page's style sheet. */
  readonly kind: string;
}

/** Units of the drawing, which is as wide as there is room. */
const size = { width: 720, height: 150, top: 16, bottom: 18 };
/** So many labels fit beneath it. */
const mostLabels = 8;

/** A drawing without scripts; its colours are the page's. */
export function barChart({ bars, description, most, kind }: BarChart): string {
  const highest = Math.max(...bars.map(({ value }) => value), 0);
  const room = size.height - size.top - size.bottom;
  const step = size.width / Math.max(bars.length, 1);
  const every = Math.ceil(bars.length / mostLabels);
  const drawn = bars.map(({ value, title, label }, index) => {
    const height = highest === 0 ? 0 : Math.max(value > 0 ? 1.5 : 0, (value / highest) * room);
    const x = round(index * step);
    const bar = `<rect class="${kind}" x="${round(x + step * 0.1)}" y="${round(size.top + room - height)}" width="${round(step * 0.8)}" height="${round(height)}"/>`;
    const hit = `<rect class="hit" x="${x}" y="${size.top}" width="${round(step)}" height="${room}"/>`;
    const text = index % every === 0 ? `<text x="${x}" y="${size.height - 4}">${escapeHtml(label)}</text>` : "";
    return `<g><title>${escapeHtml(title)}</title>${hit}${bar}${text}</g>`;
  });
  const base = size.height - size.bottom;
  return [
    `<svg role="img" viewBox="0 0 ${size.width} ${size.height}" aria-label="${escapeHtml(description)}">`,
    `<line x1="0" y1="${size.top}" x2="${size.width}" y2="${size.top}"/><text x="0" y="${size.top - 4}">${escapeHtml(most)}</text>`,
    `<line x1="0" y1="${base}" x2="${size.width}" y2="${base}"/>`,
    ...drawn,
    "</svg>",
  ].join("\n");
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
