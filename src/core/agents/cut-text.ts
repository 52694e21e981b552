import { stripVTControlCharacters } from "node:util";

/** UTF-16 units that a transcript keeps of one exchange: a tool may put out a file, an agent says what people read. */
const longest = { assistant: 100_000, user: 100_000, tool: 10_000, system: 10_000 } as const;

/** As much of a text as a transcript keeps, and how much it does not. A character stays whole. */
export function cutText(role: keyof typeof longest, text: string): { readonly text: string; readonly cut?: number } {
  if (text.length <= longest[role]) {
    return { text };
  }
  const kept = text.slice(0, longest[role]).replace(/[\ud800-\udbff]$/, "");
  return { text: kept, cut: text.length - kept.length };
}

/** Gathers what a program says to people, as much as a transcript keeps, without the colours. */
export class PlainText {
  private readonly decoder = new TextDecoder();
  private text = "";
  private dropped = 0;

  constructor(private readonly role: keyof typeof longest) {}

  read(chunk: Uint8Array): void {
    this.add(this.decoder.decode(chunk, { stream: true }));
  }

  add(text: string, cut = 0): void {
    const kept = text.slice(0, longest[this.role] + 1 - this.text.length);
    this.text += kept;
    this.dropped += text.length - kept.length + cut;
  }

  /** Half a character that was read, but never its other half. */
  finish(): void {
    this.add(this.decoder.decode());
  }

  /** What was gathered since the last time; undefined for nothing but space. */
  take(): { readonly text: string; readonly cut?: number } | undefined {
    const { text, cut = 0 } = cutText(this.role, stripVTControlCharacters(this.text).trim());
    const left = cut + this.dropped;
    this.text = "";
    this.dropped = 0;
    return text === "" ? undefined : { text, ...(left > 0 ? { cut: left } : {}) };
  }
}
