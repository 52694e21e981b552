export interface OutputLine {
  /** Without its line end. */
  readonly text: string;
  /** So many UTF-16 units at its end were left out. */
  readonly cut: number;
}

/** What a program writes, as lines: wherever its chunks cut lines and characters, the lines are the same. */
export class OutputLines {
  private readonly decoder = new TextDecoder();
  private text = "";
  private cut = 0;

  /** @param longest UTF-16 units of a line that are kept */
  constructor(private readonly longest: number) {}

  /** The lines that this chunk ends. */
  read(chunk: Uint8Array): readonly OutputLine[] {
    return this.take(this.decoder.decode(chunk, { stream: true }));
  }

  /** What is left when nothing more comes. */
  end(): readonly OutputLine[] {
    const lines = this.take(this.decoder.decode());
    return this.text === "" ? lines : [...lines, this.finish()];
  }

  private take(text: string): readonly OutputLine[] {
    const [first = "", ...rest] = text.split("\n");
    this.add(first);
    return rest.map((part) => {
      const line = this.finish();
      this.add(part);
      return line;
    });
  }

  private add(part: string): void {
    const kept = part.slice(0, this.longest - this.text.length);
    this.text += kept;
    this.cut += part.length - kept.length;
  }

  private finish(): OutputLine {
    const line = { text: this.text.replace(/\r$/, ""), cut: this.cut };
    this.text = "";
    this.cut = 0;
    return line;
  }
}
